"""MCP-21, MCP-51: a ceiling lowered below use takes nobody's seat; who to look at first is shown, never decided."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from socle.habilitations.domain.lowering import Seated, Turn, change_to

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def ago(days: int) -> datetime:
    return NOW - timedelta(days=days)


AWA = Seated("Awa", ago(300))
BASILE = Seated("Basile", ago(10))
CHLOE = Seated("Chloé", ago(200), until=NOW + timedelta(days=40))
DENIS = Seated("Denis", ago(250), is_activated=False)
ELSA = Seated("Elsa", ago(280), is_suspended=True)


def test_who_leaves_by_themselves_comes_first_then_who_does_not_use_their_seat_then_the_latest():
    change = change_to(1, [AWA, BASILE, CHLOE, DENIS, ELSA])

    assert [one.who for one in change.concerned] == ["Chloé", "Denis", "Elsa", "Basile"]
    assert [one.turn for one in change.concerned] == [
        Turn.ENDS_SOON,
        Turn.NOT_ACTIVATED,
        Turn.SUSPENDED,
        Turn.LATEST,
    ]
    assert (change.surplus, change.free, change.clears_at) == (4, 0, None)


def test_known_ends_say_when_the_surplus_clears_by_itself():
    change = change_to(4, [AWA, BASILE, CHLOE, DENIS, ELSA])

    assert (change.surplus, change.clears_at) == (1, CHLOE.until)


def test_a_raise_concerns_nobody():
    change = change_to(8, [AWA, BASILE, CHLOE, DENIS, ELSA])

    assert (change.surplus, change.free, change.concerned, change.clears_at) == (0, 3, (), None)


@given(st.integers(0, 9), st.integers(0, 9))
def test_as_many_people_are_concerned_as_seats_to_give_back(maximum, seated):
    change = change_to(maximum, [Seated(rank, ago(rank)) for rank in range(seated)])

    assert len(change.concerned) == change.surplus == max(seated - maximum, 0)
