from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from socle.accounts.domain import policy, throttle
from socle.accounts.domain.throttle import Count, Key

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


@given(st.integers(0, 10_000))
def test_wait_never_passes_fifteen_minutes_and_never_shrinks(failures: int) -> None:
    wait = throttle.delay(failures, policy.ACCOUNT_FREE_FAILURES)

    assert timedelta(0) <= wait <= policy.LONGEST_DELAY
    assert wait <= throttle.delay(failures + 1, policy.ACCOUNT_FREE_FAILURES)


def test_cnil_at_most_ten_failures_before_a_wait() -> None:
    assert throttle.delay(10, policy.ACCOUNT_FREE_FAILURES) > timedelta(0)


@given(st.lists(st.integers(0, 120), max_size=200))
def test_nobody_locks_an_account_for_good(pauses: list[int]) -> None:
    count, at = Count(0, START), START
    for pause in pauses:
        at += timedelta(seconds=pause)
        if throttle.decide(count, at):
            count = throttle.attempted(count, Key.ACCOUNT, at)

    assert throttle.decide(count, at + policy.LONGEST_DELAY)


def test_an_attempt_during_the_wait_is_refused_with_its_end() -> None:
    count = Count(9, START, START + timedelta(seconds=8))

    decision = throttle.decide(count, START + timedelta(seconds=3))

    assert (decision.code, decision.until) == ("throttled", count.blocked_until)
    assert "5 secondes" in decision.fix
    assert throttle.decide(count, START + timedelta(seconds=8))


def test_a_right_attempt_starts_an_account_again_and_gives_a_network_one_back() -> None:
    count = Count(7, START, START + timedelta(seconds=2))

    assert throttle.forgiven(count, Key.ACCOUNT) == Count(0, START)
    assert throttle.forgiven(count, Key.DEVICE) == Count(0, START)
    assert throttle.forgiven(count, Key.NETWORK).failures == 6
    assert throttle.forgiven(Count(1, START, START), Key.NETWORK) == Count(0, START)


def test_a_day_without_attempt_forgets() -> None:
    tomorrow = START + timedelta(hours=25)

    assert throttle.attempted(Count(40, START, START), Key.ACCOUNT, tomorrow) == Count(1, tomorrow)


def test_a_town_hall_in_the_morning_does_not_wait() -> None:
    count, at = Count(0, START), START
    for _ in range(100):
        at += timedelta(seconds=30)
        assert throttle.decide(count, at)
        count = throttle.attempted(count, Key.NETWORK, at)

    assert count.blocked_until is None
    assert throttle.attempted(count, Key.NETWORK, at + timedelta(hours=1)).failures == 1


def test_waits_in_french() -> None:
    assert throttle.wait_text(timedelta(seconds=59)) == "59 secondes"
    assert throttle.wait_text(timedelta(seconds=60)) == "1 minute"
    assert throttle.wait_text(timedelta(microseconds=1)) == "1 seconde"
