"""MCP-21, MCP-51, MCP-61: a seat is a numbered slot over a period; the ceiling is never passed."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from socle.habilitations.domain.seats import (
    Hold,
    SeatCode,
    Seats,
    first_end,
    free_slot,
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


def test_one_person_keeps_their_seat_for_a_second_right():
    holds = [Hold(4, member(1), Period(at(0)))]

    assert free_slot(100, holds, Period(at(1)), member(1), counts_people=True) == 4
    assert free_slot(100, holds, Period(at(1)), member(2), counts_people=True) == 1


def test_a_seat_above_a_lowered_ceiling_is_not_shared():
    holds = [Hold(4, member(1), Period(at(0)))]

    assert free_slot(3, holds, Period(at(1)), member(1), counts_people=True) == 1


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


def test_the_first_end_is_the_nearest_among_seats_in_use():
    holds = [
        Hold(1, member(1), Period(at(0), at(30))),
        Hold(2, member(2), Period(at(0), at(20))),
        Hold(3, member(3), Period(at(50), at(51))),
        Hold(4, member(4), Period(at(0))),
    ]

    assert first_end(holds, at(10)) == at(20)
    assert first_end([], at(10)) is None
