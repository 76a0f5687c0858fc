"""To whom an answer goes, who is called next, who receives the next case (URS-07, DRT-04, MCP-41)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from socle.conventions.domain.kinds.mandate import Answered
from socle.conventions.domain.kinds.rung import Trigger
from socle.saisines.domain.answering import IDENTITY, MANDATE, Given, PaperForm, addressee
from socle.saisines.domain.ladders import ClimbCase, ladder_of, may_climb, next_step
from socle.saisines.domain.notices import NoticeCase, NoticeKind, may_announce
from socle.saisines.domain.retention import keep_for
from socle.saisines.domain.sharing import Hand, lightest
from tests.domain.conventions.texts import signed
from tests.domain.saisines.doors_of import doors_of

DAY, NOW = date(2026, 3, 10), datetime(2026, 3, 10, 9, tzinfo=UTC)
SIGNED, CARD = Given(MANDATE, DAY), Given(IDENTITY, DAY)


@pytest.mark.parametrize(
    ("given", "to", "missing"),
    [
        ([SIGNED, CARD], Answered.PARTNER, ()),
        ([SIGNED], Answered.PERSON, (IDENTITY,)),
        ([CARD], Answered.PERSON, (MANDATE,)),
        ([], Answered.PERSON, (MANDATE, IDENTITY)),
        ([replace(SIGNED, form=PaperForm.PHONE), CARD], Answered.PERSON, (MANDATE,)),
        ([replace(SIGNED, form=PaperForm.SMS), CARD], Answered.PERSON, (MANDATE,)),
        ([replace(SIGNED, ends_on=date(2026, 3, 9)), CARD], Answered.PERSON, (MANDATE,)),
        ([replace(SIGNED, ends_on=DAY), CARD], Answered.PARTNER, ()),
        ([replace(SIGNED, signed_on=date(2026, 3, 11)), CARD], Answered.PERSON, (MANDATE,)),
        ([SIGNED, replace(CARD, refused=True)], Answered.PERSON, (IDENTITY,)),
    ],
)
def test_without_every_paper_the_answer_goes_to_the_person_alone(given, to, missing):
    """URS-07: a signed mandate and a copy of the identity card, both worth on the day."""
    found = addressee(doors_of("valmont-independants")["voie-des-questions-sur-un-compte"].mandate, given, DAY)

    assert (found.to, found.missing) == (to, missing)


def case(trigger: Trigger | None = None, **changed: object) -> ClimbCase:
    text = signed("grand-rhin-droits")
    ladder = ladder_of("referral", text.terms, "caisse", text.contacts, is_ticket=False)
    return replace(ClimbCase(ladder, 0, NOW, NOW + timedelta(days=1), False, frozenset(), trigger), **changed)


def test_a_blocked_case_goes_to_the_mediator_then_to_the_directorates():
    """DRT-04."""
    assert [step.role for step in case().ladder] == ["mediator", "direction"]
    assert may_climb(case(Trigger.SENSITIVE))
    assert may_climb(case()).code == "ground_missing"
    assert may_climb(case(Trigger.BLOCKED, climbed=1)).code == "ground_missing"
    assert may_climb(case(Trigger.STILL_BLOCKED, climbed=1))
    assert may_climb(case(Trigger.STILL_BLOCKED, climbed=2)).code == "ladder_over"


def test_a_step_that_leads_back_to_somebody_concerned_is_refused_and_reported():
    """MCP-41 [house]."""
    mediator = next_step(case())
    assert mediator is not None
    assert mediator.email

    decision = may_climb(case(Trigger.BLOCKED, concerned=frozenset({mediator.email})))

    assert decision.code == "ladder_loops"
    assert mediator.name in decision.reason


def ticket(**changed: object) -> ClimbCase:
    text = signed("saint-aubin-mcp")
    ladder = ladder_of("ticket", text.terms, "caisse", text.contacts, is_ticket=True)
    return replace(ClimbCase(ladder, 0, NOW, NOW + timedelta(days=1), False, frozenset()), **changed)


def test_the_contacts_are_called_in_order_once_the_clock_is_past_or_at_once_when_urgent():
    """MCP-41."""
    assert [step.rank for step in ticket().ladder] == list(range(1, len(ticket().ladder) + 1))
    assert may_climb(ticket()).code == "answer_awaited"
    assert may_climb(ticket(is_urgent=True))
    assert may_climb(ticket(due=NOW))


def test_the_least_laden_agent_present_receives_the_next_case():
    one, two, three = (UUID(int=number) for number in (1, 2, 3))

    assert lightest([Hand(one, 4), Hand(two, 3)]) == two
    assert lightest([Hand(one, 4), Hand(two, 3, share=50)]) == one
    assert lightest([Hand(one, 4), Hand(two, 3, is_absent=True)]) == one
    assert lightest([Hand(one, 0, share=0), Hand(two, 9)]) == two
    assert lightest([Hand(one, 1, last_given_at=NOW), Hand(two, 1, last_given_at=NOW - timedelta(hours=1))]) == two
    assert lightest([Hand(three, 0), Hand(two, 0)]) == two
    assert lightest([Hand(one, 0, is_absent=True)]) is None


def test_a_case_keeps_its_person_six_months_when_the_text_is_silent():
    assert str(keep_for(signed("grand-rhin-droits").terms).clause) == "règle de Socle, DRT-03"
    assert keep_for(signed("grand-rhin-droits").terms).delay == "P6M"


def test_a_stop_is_announced_before_it_begins_with_its_end():
    """MCP-42."""
    later, end = NOW + timedelta(days=1), NOW + timedelta(days=1, hours=2)
    stop = NoticeCase(NoticeKind.STOP, "Bascule", later, end)

    assert may_announce(stop, NOW)
    assert may_announce(replace(stop, ends=None), NOW).code == "stop_endless"
    assert may_announce(replace(stop, begins=NOW), NOW).code == "stop_begun"
    assert may_announce(replace(stop, ends=later), NOW).code == "ends_before"
    assert may_announce(replace(stop, title=" "), NOW).code == "title_missing"
    assert may_announce(NoticeCase(NoticeKind.PROBLEM, "Lenteur", NOW - timedelta(hours=1), None), NOW)
