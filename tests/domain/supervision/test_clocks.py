"""MCP-25, MCP-41: the delay is the convention's, else the one recorded, else the house's; the ladder calls nobody twice."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from socle.conventions.domain.kinds import Supervision
from socle.conventions.domain.reading import Written
from socle.conventions.domain.words import Side
from socle.kernel.clause import Clause
from socle.kernel.deadlines import Calendar
from socle.supervision.domain.clocks import HOUSE_DELAY, Origin, answer_due, may_record
from socle.supervision.domain.escalations import EscalationCase, Rung, loops, may_escalate, next_rung

ASKED = date(2026, 4, 1)
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def terms(answer_within: str | None = None):
    body = Supervision(Side.CAISSE, ("pourquoi un droit existe",), answer_within)
    return (Written("supervision", Clause("contrat de service", "2.2.1"), "", body),)


def test_the_delay_written_in_the_convention_wins():
    due = answer_due(terms("10 jours ouvrés"), "P1M", ASKED, Calendar("34"))

    assert due.day == date(2026, 4, 16)
    assert due.origin is Origin.CONVENTION
    assert str(due.clause) == "contrat de service, 2.2.1"
    assert len(due.proof) > 3


def test_changing_the_term_changes_the_day():
    days = {within: answer_due(terms(within), None, ASKED, Calendar("34")).day for within in ("PT48H", "P1M")}
    assert days == {"PT48H": date(2026, 4, 3), "P1M": date(2026, 5, 4)}


def test_holidays_of_the_territory_count():
    assert answer_due(terms("10 jours ouvrés"), None, ASKED, Calendar("67")).day == date(2026, 4, 17)


def test_a_silent_text_leaves_it_to_the_setting_then_to_the_house():
    recorded = answer_due(terms(), "P1M", ASKED, Calendar("34"))
    house = answer_due(terms(), None, ASKED, Calendar("34"))

    assert (recorded.origin, recorded.day) == (Origin.SETTING, date(2026, 5, 4))
    assert (house.origin, house.day) == (Origin.HOUSE, date(2026, 4, 16))
    assert house.clause.is_house
    assert answer_due((), None, ASKED, Calendar("34")).origin is Origin.HOUSE


@pytest.mark.parametrize(
    ("within", "delay", "code"),
    [("P1M", "P2M", "delay_written"), (None, "bientôt", "delay_unreadable"), (None, HOUSE_DELAY, "allowed")],
)
def test_a_delay_is_recorded_only_where_the_text_is_silent(within, delay, code):
    assert may_record(terms(within), delay).code == code


def rung(name: str, contact: str = "c") -> Rung:
    return Rung(contact, name, "x@commune.example", "administrateur")


LADDER = (rung("Élise Fabréguet"), rung("Odette Marchand"), rung("Marc Louvat"))


def escalation(**changes) -> EscalationCase:
    known = {"is_late": True, "opens_at": NOW - DAY, "at": NOW, "ladder": LADDER, "asked": ("élise  fabréguet",)}
    return EscalationCase(**(known | changes))


def test_contacts_are_called_in_order_and_never_twice():
    asked = ["Élise Fabréguet"]
    called = []
    while found := next_rung(LADDER, asked):
        called.append(found.name)
        asked.append(found.name)

    assert called == ["Odette Marchand", "Marc Louvat"]
    assert [one.name for one in loops(LADDER, ["élise fabréguet"])] == ["Élise Fabréguet"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, "allowed"),
        ({"is_late": False}, "escalation_early"),
        ({"opens_at": NOW + DAY}, "escalation_early"),
        ({"opens_at": None}, "no_escalation"),
        ({"ladder": ()}, "nobody_left"),
        ({"asked": [one.name for one in LADDER]}, "nobody_left"),
    ],
)
def test_an_escalation_opens_after_silence_towards_somebody_new(changes, code):
    decision = may_escalate(escalation(**changes))

    assert decision.code == code
    assert decision or (decision.clause and decision.fix)


def test_a_ladder_that_leads_back_to_the_same_person_is_said():
    assert "déjà interrogée" in may_escalate(escalation(asked=[one.name for one in LADDER])).reason
