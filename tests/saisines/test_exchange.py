"""What is being written, templates, guests by a link, and a case as a reason to read (MCP-40, URS-07, MCP-07)."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from socle.database.roles import OWNER
from socle.notifications.models import Message
from tests.conftest import acting_as
from tests.demo import Demo
from tests.saisines.test_referrals import ASKER, ASPA, opened, send

ADMIN, COLLEAGUE = "carsat-admin", "carsat-mediation"


def page(demo: Demo, login: str, case: dict[str, Any]) -> str:
    return demo.client_of(login).get(f"/saisines/{case['id']}/").content.decode()


def write(demo: Demo, login: str, case: dict[str, Any], **said: str) -> Any:
    return demo.client_of(login).post(f"/saisines/{case['id']}/", said)


def templated(demo: Demo, text: str) -> Any:
    return demo.client_of(ADMIN).post("/saisines/modeles/", {"nom": "Accusé", "texte": text})


def test_a_template_is_filled_by_the_case_after_what_was_being_written(demo):
    case = opened(demo)
    assert templated(demo, "Saisine {number} de {organisation}.").status_code == 302
    chosen = re.search(r'<option value="([0-9a-f-]{36})">Accusé', page(demo, ASPA, case))
    assert chosen is not None

    write(demo, ASPA, case, etape="insert", texte="Bonjour,", modele=chosen.group(1))

    shown = page(demo, ASPA, case)
    assert f"Bonjour,\n\nSaisine {case['number']} de " in shown.replace("\r", "")
    whole = demo.api(ASKER).get(f"/api/v1/saisines/{case['id']}").json()
    assert [one["step"] for one in whole["messages"]] == ["open"]
    assert "Accusé" not in page(demo, ASKER, case)


def test_an_unknown_variable_is_refused_when_the_template_is_written(demo):
    answer = templated(demo, "Bonjour {nom},")

    assert answer.status_code == 403
    assert "{nom} n&#x27;est pas une variable." in answer.content.decode()


def test_a_draft_comes_back_and_who_writes_is_seen(demo):
    """Without JavaScript, the button keeps it; with it, the same address does, and says who writes too."""
    case = opened(demo, urgent=True)
    send(demo, f"/{case['id']}/escalate", ASKER, trigger="blocked")
    kept = demo.client_of(COLLEAGUE).post(f"/saisines/{case['id']}/brouillon/", {"texte": "Je regarde"})
    assert kept.status_code == 204

    assert write(demo, ASPA, case, etape="draft", texte="Nous cherchons").status_code == 302

    mine = page(demo, ASPA, case)
    assert "Nous cherchons" in mine
    assert "Un collègue écrit en ce moment" in mine
    assert "Je regarde" not in mine
    assert "Un collègue écrit" not in page(demo, ASKER, case)


def invited(demo: Demo, case: dict[str, Any]) -> str:
    asked = {"courriel": "temoin@mairie.example", "question": "Habite-t-elle toujours là ?", "jours": "7"}
    assert demo.client_of(ASPA).post(f"/saisines/{case['id']}/invitations/", asked).status_code == 302
    with acting_as(OWNER):
        mail = Message.objects.get(kind="saisine:invited")
    assert "Habite" not in mail.body
    assert mail.is_secret
    found = re.search(r"/saisines/repondre/\S+", mail.body)
    assert found is not None
    return found.group(0)


def test_a_guest_answers_once_by_a_link_and_sees_nothing_else(demo):
    """MCP-40: the words are read by who asked them; the link then opens nothing."""
    case = opened(demo)
    link = invited(demo, case)
    shown = demo.client_of(None).get(link)
    assert "Habite-t-elle toujours là ?" in shown.content.decode()
    assert case["number"] not in shown.content.decode()

    assert demo.client_of(None).post(link, {"texte": "Oui, depuis 2019."}).status_code == 200

    assert "Oui, depuis 2019." in page(demo, ASPA, case)
    assert "Oui, depuis 2019." not in page(demo, ASKER, case)
    assert "Habite" not in page(demo, ASKER, case)
    assert demo.client_of(None).post(link, {"texte": "Encore"}).status_code == 410


@pytest.mark.parametrize("end", ["revoked", "late", "closed", "unknown"])
def test_a_link_that_is_over_opens_nothing(demo, end):
    case = opened(demo)
    link = invited(demo, case)
    if end == "revoked":
        listed = demo.client_of(ASPA).get(f"/saisines/{case['id']}/invitations/").content.decode()
        (taken,) = re.findall(r'name="reprendre" value="([^"]+)"', listed)
        demo.client_of(ASPA).post(f"/saisines/{case['id']}/invitations/", {"reprendre": taken})
    elif end == "late":
        with acting_as(OWNER), connection.cursor() as cursor:
            cursor.execute(
                "update saisines_invitation set sent_at = now() - %s, expires_at = now()", [timedelta(days=7)]
            )
    elif end == "closed":
        closed = send(demo, f"/{case['id']}/close", ASKER, withdraw=True)
        assert closed.status_code == 200, closed.content
    else:
        link = "/saisines/repondre/inconnu/"

    assert demo.client_of(None).get(link).status_code == 410


def test_only_who_answers_invites(demo):
    case = opened(demo)

    assert demo.client_of(ASKER).get(f"/saisines/{case['id']}/invitations/").status_code == 404


def test_who_does_not_read_a_note_still_writes_after_it(demo):
    """Positions are counted over the whole thread, whatever the writer reads of it."""
    case = opened(demo)
    send(demo, f"/{case['id']}/messages", ASPA, text="Voir la comptabilité.", kind="note")

    said = send(demo, f"/{case['id']}/messages", ASKER, text="Des nouvelles ?")

    assert said.status_code == 201, said.content
