"""MCP-21, MCP-51, MCP-61: a seat is a numbered slot over a period; the ceiling is never passed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from socle.habilitations.domain.seats import (
    Hold,
    SeatCode,
    Seats,
    free_slot,
    frees_at,
    peak,
    refuse_exhausted,
    refuse_not_opened,
    used_at,
)
from socle.kernel.clause import Clause
from socle.kernel.period import Period

START = datetime(2026, 1, 1, tzinfo=UTC)
T2 = Seats("sieges-cdap-t2", Clause("bulletin CDAP", "2"), 12, "CDAP, profil T2")


def at(day: int) -> datetime:
    return START + timedelta(days=day)


def member(number: int) -> UUID:
    return UUID(int=number)


periods = st.tuples(st.integers(0, 30), st.integers(1, 20), st.booleans()).map(
    lambda drawn: Period(at(drawn[0]), None if drawn[2] else at(drawn[0] + drawn[1]))
)
wishes = st.lists(st.tuples(st.integers(1, 6), periods), max_size=25)


def fill(maximum: int, asked: list[tuple[int, Period]], *, counts_people: bool) -> list[Hold]:
    holds: list[Hold] = []
    for who, period in asked:
        slot = free_slot(maximum, holds, period, member(who), counts_people=counts_people)
        if slot is not None:
            holds.append(Hold(slot, member(who), period))
    return holds


@given(wishes, st.integers(1, 5))
def test_no_instant_has_more_holders_than_seats(asked, maximum):
    holds = fill(maximum, asked, counts_people=False)

    assert all(used_at(holds, at(day)) <= maximum for day in range(60))
    assert all(1 <= hold.slot <= maximum for hold in holds)


@given(wishes, st.integers(1, 5))
def test_two_rights_never_hold_one_seat_at_once(asked, maximum):
    holds = fill(maximum, asked, counts_people=False)

    assert not [
        (one, other)
        for rank, one in enumerate(holds)
        for other in holds[rank + 1 :]
        if one.slot == other.slot and one.period.overlaps(other.period)
    ]


@given(wishes, st.integers(1, 4))
def test_a_ceiling_of_people_shares_a_seat_only_with_oneself(asked, maximum):
    holds = fill(maximum, asked, counts_people=True)

    for day in range(60):
        seated = {hold.member for hold in holds if hold.period.contains(at(day))}
        assert len(seated) <= maximum


def test_the_lowest_free_seat_is_taken():
    holds = [Hold(1, member(1), Period(at(0))), Hold(3, member(3), Period(at(0)))]

    assert free_slot(12, holds, Period(at(5)), member(9), counts_people=False) == 2


def test_a_seat_that_ends_before_is_free():
    holds = [Hold(1, member(1), Period(at(0), at(5)))]

    assert free_slot(1, holds, Period(at(5)), member(2), counts_people=False) == 1
    assert free_slot(1, holds, Period(at(4)), member(2), counts_people=False) is None


def test_a_seat_never_the_same_throughout_is_not_said_to_be_taken():
    """MCP-21: one seat is free every day, the first then the second; two rights that follow each other fit."""
    holds = [Hold(1, member(1), Period(at(5), at(9))), Hold(2, member(2), Period(at(0), at(5)))]
    wanted = Period(at(1), at(8))

    assert free_slot(2, holds, wanted, member(3), counts_people=False) is None
    decision = refuse_exhausted(replace(T2, maximum=2), None, peak(holds, wanted))
    assert "jamais le même" in decision.reason
    assert "deux droits qui se suivent" in decision.fix
    assert free_slot(2, holds, Period(at(1), at(5)), member(3), counts_people=False) == 1
    assert free_slot(2, holds, Period(at(5), at(8)), member(3), counts_people=False) == 2


def test_one_person_keeps_their_seat_for_a_second_right():
    holds = [Hold(4, member(1), Period(at(0)))]

    assert free_slot(100, holds, Period(at(1)), member(1), counts_people=True) == 4
    assert free_slot(100, holds, Period(at(1)), member(2), counts_people=True) == 1


def test_one_person_stays_one_seat_even_above_a_lowered_ceiling():
    """Two numbers for one person would count them twice; above the ceiling, nothing new opens to anybody."""
    holds = [Hold(4, member(1), Period(at(0))), Hold(5, member(2), Period(at(0)))]

    assert free_slot(3, holds, Period(at(1)), member(1), counts_people=True) == 4
    assert free_slot(1, holds, Period(at(1)), member(1), counts_people=True) is None


def test_a_low_number_left_free_is_not_a_seat_once_the_ceiling_was_lowered():
    """Twelve seats lowered to five, three of the first given back: nine remain, and no tenth is given."""
    holds = [Hold(slot, member(slot), Period(at(0))) for slot in range(4, 13)]

    assert free_slot(5, holds, Period(at(1)), member(20), counts_people=False) is None
    assert free_slot(9, holds, Period(at(1)), member(20), counts_people=False) is None
    assert free_slot(10, holds, Period(at(1)), member(20), counts_people=False) == 1


@given(wishes, st.integers(1, 5), st.integers(0, 5))
def test_after_a_lowering_no_instant_gets_worse(asked, maximum, lowered):
    holds = fill(maximum, asked, counts_people=False)
    before = list(holds)
    for who, period in asked:
        slot = free_slot(lowered, holds, period, member(who + 10), counts_people=False)
        if slot is not None:
            holds.append(Hold(slot, member(who + 10), period))

    for day in range(60):
        assert used_at(holds, at(day)) <= max(lowered, used_at(before, at(day)))


def test_above_a_lowered_ceiling_the_refusal_says_how_many_seats_to_give_back():
    decision = refuse_exhausted(T2, None, 15)

    assert decision.code == SeatCode.EXHAUSTED
    assert "abaissé à 12 et 15 sièges sont occupés" in decision.reason
    assert "Retirez 4 habilitations" in decision.fix


def test_the_peak_is_the_most_held_at_once():
    holds = [
        Hold(1, member(1), Period(at(0), at(5))),
        Hold(2, member(2), Period(at(4))),
        Hold(3, member(3), Period(at(6))),
    ]

    assert peak(holds, Period(at(0), at(6))) == 2
    assert peak(holds, Period(at(5), at(6))) == 1
    assert peak([], Period(at(0))) == 0


@given(wishes, periods)
def test_the_peak_is_the_most_held_on_any_day(asked, within):
    holds = fill(6, asked, counts_people=True)

    assert peak(holds, within) == max(used_at(holds, at(day)) for day in range(60) if within.contains(at(day)))


def test_the_thirteenth_is_told_the_clause_the_ceiling_and_the_next_free_day():
    decision = refuse_exhausted(T2, at(40))

    assert not decision
    assert decision.code == SeatCode.EXHAUSTED
    assert "12 sièges" in decision.reason
    assert str(decision.clause) == "bulletin CDAP, 2"
    assert "avenant" in decision.fix
    assert decision.until == at(40)


def test_a_blank_cell_is_not_opened():
    decision = refuse_not_opened("CDAP, profil T1", T2.clause)

    assert (decision.code, str(decision.clause)) == (SeatCode.NOT_OPENED, "bulletin CDAP, 2")


def test_a_seat_frees_itself_when_known_ends_lead_under_the_ceiling():
    holds = [
        Hold(1, member(1), Period(at(0), at(30))),
        Hold(2, member(2), Period(at(0), at(20))),
        Hold(3, member(3), Period(at(20), at(51))),
        Hold(4, member(4), Period(at(0))),
    ]

    assert frees_at(3, holds, at(10)) == at(30)
    assert frees_at(4, holds, at(10)) == at(20)
    assert frees_at(1, holds, at(10)) is None
    assert frees_at(3, [], at(10)) is None
