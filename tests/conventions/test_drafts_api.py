"""Drafts by the API: opened, written over the version read, agreed, sent and signed, as by the pages (MCP-05)."""

from __future__ import annotations

from json import dumps

import pytest
from django.test import Client

from socle.accounts.domain.states import TokenScope
from socle.conventions.models import Convention
from socle.database.transactions import transaction
from socle.site.api import authentication
from tests.conventions.test_new_convention import CAISSE, COMMUNE, PEOPLE, person_of, unsigned_text
from tests.conventions.test_signatures import press, state  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db
SEATS = "sieges-cdap-t2"


@pytest.fixture
def people(owner, monkeypatch):
    """A caisse and a commune; the token of each is the identifier of the person."""
    with owner():
        made = person_of(CAISSE, "", "caisse_admin"), person_of(COMMUNE, "", "principal")
    held = {str(actor.person_id): (actor, TokenScope.MANAGE) for actor in made}
    monkeypatch.setattr(authentication.identity, "api_actor", lambda token, *_: held.get(token))
    return made


def call(actor, method: str, path: str, **body: object):
    headers = {"Authorization": f"Bearer {actor.person_id}"}
    where = f"/api/v1/{path}"
    answer = Client().generic(method, where, dumps(body), content_type="application/json", headers=headers)
    assert answer.status_code != 500
    return answer.status_code, answer.json()


def opened(caisse) -> str:
    signs = {siret: dict(zip(("representative", "capacity"), who, strict=True)) for siret, who in PEOPLE.items()}
    status, made = call(
        caisse,
        "POST",
        "drafts",
        model="mon-compte-partenaire",
        title="Saint-Aubin",
        territory="34",
        **signs[CAISSE],
        partners=[{"siret": COMMUNE, **signs[COMMUNE]}],
    )
    assert status == 201, made
    assert made["blanks"]
    return str(made["id"])


def test_a_convention_is_drafted_agreed_and_signed_by_the_api(people, owner) -> None:
    caisse, mayor = people
    draft = f"drafts/{opened(caisse)}"
    assert call(caisse, "PUT", f"{draft}/text", version=1, text=unsigned_text())[1] == {"version": 2}
    assert call(mayor, "GET", draft)[0] == 404
    assert call(caisse, "POST", f"{draft}/steps", step="propose")[1]["state"] == "proposed"
    assert call(mayor, "POST", f"{draft}/comments", text="Dix suffiraient.", term=SEATS)[0] == 201
    for actor in people:
        status, now = call(actor, "POST", f"{draft}/steps", step="agree")
        assert status == 200
    assert (now["state"], now["comments"][0]["term"]) == ("agreed", SEATS)
    call(caisse, "POST", f"{draft}/steps", step="open_signing")
    assert call(mayor, "POST", f"{draft}/signatures")[0] == 404
    status, paper = call(caisse, "POST", f"{draft}/signatures", is_ordered=False)
    assert status == 201, paper

    where = f"conventions/{now['id']}/signatures/{paper['id']}"
    assert call(mayor, "POST", where, step="sign", sha256="0")[1]["code"] == "signing_not_read"
    assert call(mayor, "POST", where, step="bless")[1]["code"] == "signing_step_unknown"
    for actor in (caisse, mayor):
        read = call(actor, "GET", where)[1]["sha256"]
        status, paper = call(actor, "POST", where, step="sign", sha256=read)
        assert status == 200, paper
    assert paper["state"] == "complete"
    with transaction(mayor):
        assert str(Convention.objects.get().id) == now["id"]
    assert call(mayor, "GET", "drafts")[1]["items"][0]["state"] == "signed"


def test_what_the_grammar_or_another_version_refuses_is_said_in_french(people) -> None:
    caisse, _ = people
    draft = f"drafts/{opened(caisse)}"
    assert call(caisse, "PUT", f"{draft}/terms/{SEATS}", version=1, fields={"max": 9})[1] == {"version": 2}
    status, late = call(caisse, "PUT", f"{draft}/terms/{SEATS}", version=1, fields={"max": 7})
    assert (status, late["code"]) == (409, "draft_changed_meanwhile")
    status, wrong = call(caisse, "PUT", f"{draft}/terms/{SEATS}", version=2, fields={"max": "neuf"})
    assert (status, wrong["code"]) == (403, "term_not_sound")
    assert "nombre entier" in wrong["reason"]
    assert wrong["fix"]
    assert call(caisse, "PUT", f"{draft}/terms/inconnu", version=2, fields={})[0] == 404
    assert call(caisse, "PUT", f"{draft}/terms/{SEATS}", version=2, act="end")[1]["code"] == "term_act_unknown"
    assert call(caisse, "POST", f"{draft}/steps", step="conclude")[1]["code"] == "draft_step_unknown"
    assert call(caisse, "GET", draft)[1]["version"] == 2
    refused = {"title": "A", "territory": "34", "representative": "B", "capacity": "C", "partners": []}
    assert call(caisse, "POST", "drafts", model="inconnu", **refused)[1]["code"] == "model_unknown"
    assert call(caisse, "POST", "drafts", model="mon-compte-partenaire", **refused)[1]["code"] == "partners_count"
