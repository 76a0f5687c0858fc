"""An open case is a reason to open a file; closing it ends that reason at once (URS-07, MCP-07)."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.utils import timezone

from socle.database.roles import OWNER
from socle.dossiers.domain.reasons import Stated, decide
from socle.saisines.models import Saisine
from tests.conftest import acting_as
from tests.demo import Demo


def test_only_an_open_case_about_that_person_is_a_reason():
    open_one = Stated("S2026-000001", is_open=True, is_about_them=True)

    assert decide(open_one)
    assert decide(Stated()).code == "case_unknown"
    assert decide(Stated("S2026-000001", is_open=False, is_about_them=True)).code == "case_closed"
    assert decide(Stated("S2026-000001", is_open=True, is_about_them=False)).code == "case_about_another"


def consulted(demo: Demo, case: str) -> Any:
    body = {
        "profile": "T2",
        "purpose": "tarif-selon-quotient",
        "key": {"caisse": "999", "numero": "1000001"},
        "case": case,
    }
    return demo.api("social-worker-t2").post("/api/v1/consultations", body, content_type="application/json")


def test_a_stated_case_that_the_reader_does_not_see_refuses_the_file(demo):
    """The control: the same request without it is answered."""
    assert consulted(demo, "").status_code == 201

    refused = consulted(demo, "S1999-000001")

    assert (refused.status_code, refused.json()["code"]) == (403, "case_unknown")


def test_closing_the_case_ends_the_reason(demo):
    """Use-time evaluation: no job, the next opening is refused with its sentence."""
    number = arranged(demo, "received")
    assert consulted(demo, number).status_code == 201

    closed(number)

    refused = consulted(demo, number).json()
    assert (refused["code"], "est close" in refused["reason"]) == ("case_closed", True)


def arranged(demo: Demo, state: str, numero: str = "1000001") -> str:
    reader = demo.somebody("social-worker-t2")
    with acting_as(OWNER):
        model = Saisine.objects.filter(kind="ticket").first()
        assert model is not None
        membership = reader.membership_id(reader.body)
        model.pk, model.number, model.state = None, "S2026-900001", state
        model._state.adding = True
        model.followers, model.opener_id = [membership], membership
        model.person, model.answered_at = {"name": "X", "reference": numero}, None
        model.id = uuid4()
        model.save(force_insert=True)
    return model.number


def closed(number: str) -> None:
    with acting_as(OWNER):
        now = timezone.now()
        Saisine.objects.filter(number=number).update(state="closed", closed_at=now, outcome="solved")
