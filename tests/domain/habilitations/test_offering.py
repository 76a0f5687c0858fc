"""A profile is open where its ceiling is, and where the organisation has a place for it (MCP-51, MCP-61)."""

from socle.habilitations.domain.offering import NO_PLACE, Ceiling, decide_offer
from socle.kernel.clause import Clause

PROFILE, SEATS = Clause("bulletin AFAS", "1.1"), Clause("bulletin AFAS", "1.2")


def decided(*ceilings):
    return decide_offer("D1", PROFILE, ceilings)


def test_an_open_ceiling_with_a_place_opens_by_its_clause():
    decision = decided(Ceiling(PROFILE, is_open=True, places=0), Ceiling(SEATS, is_open=True, places=2))

    assert decision
    assert decision.clause == SEATS


def test_an_open_ceiling_without_a_place_says_that_a_place_is_missing():
    decision = decided(Ceiling(SEATS, is_open=True, places=0), Ceiling(PROFILE, is_open=False, places=3))

    assert decision.code == NO_PLACE
    assert decision.clause == SEATS
    assert decision.fix


def test_a_closed_ceiling_cites_its_blank_and_no_ceiling_the_profile():
    assert decided(Ceiling(SEATS, is_open=False, places=1)).clause == SEATS
    assert decided().clause == PROFILE
    assert decided().code == "profile_not_opened"
