"""How long to wait after wrong attempts: some are free, then the wait doubles, and never passes fifteen minutes.

Source: CNIL 2022-100 case 2 (restriction after ten failures at most, or a growing delay), ASVS 5.0 6.1.1 (nobody locks
somebody else's account for good), reliability.md §3.2. An attempt counts before it is judged, so that parallel guesses
cannot outrun the count; a right one is given back.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from socle.accounts.domain import policy
from socle.kernel.decision import Decision, allow, refuse


class Key(StrEnum):
    """What attempts are counted by; a known device has its own count, which replaces the two others."""

    ACCOUNT = "account"
    DEVICE = "device"
    NETWORK = "network"


FREE_FAILURES = {
    Key.ACCOUNT: policy.ACCOUNT_FREE_FAILURES,
    Key.DEVICE: policy.ACCOUNT_FREE_FAILURES,
    Key.NETWORK: policy.NETWORK_FREE_FAILURES,
}


FORGET_AFTER = {
    Key.ACCOUNT: policy.FORGET_AFTER,
    Key.DEVICE: policy.FORGET_AFTER,
    Key.NETWORK: policy.NETWORK_FORGET_AFTER,
}


@dataclass(frozen=True, slots=True)
class Count:
    """The attempts of one key since `window_started_at`."""

    failures: int
    window_started_at: datetime
    blocked_until: datetime | None = None


def delay(failures: int, free: int) -> timedelta:
    """The wait after this many failures: none while free, then 1 s, 2 s, 4 s… fifteen minutes at most.

    >>> delay(5, 5), delay(6, 5), delay(9, 5)
    (datetime.timedelta(0), datetime.timedelta(seconds=1), datetime.timedelta(seconds=8))
    """
    if failures <= free:
        return timedelta(0)
    doublings = min(failures - free - 1, 20)
    return min(timedelta(seconds=2**doublings), policy.LONGEST_DELAY)


def decide(count: Count, at: datetime) -> Decision:
    """An attempt is judged only once the wait is over."""
    if count.blocked_until is None or at >= count.blocked_until:
        return allow(policy.CLAUSE)
    return refuse(
        "throttled",
        "Trop d'essais récents : celui-ci n'a pas été examiné.",
        clause=policy.CLAUSE,
        fix=f"Réessayez dans {wait_text(count.blocked_until - at)}.",
        until=count.blocked_until,
    )


def attempted(count: Count, key: Key, at: datetime) -> Count:
    """The count after one more attempt; once its window is over (a day, an hour for a network) it starts again."""
    if at >= count.window_started_at + FORGET_AFTER[key] and (count.blocked_until or at) <= at:
        count = Count(0, at)
    failures = count.failures + 1
    wait = delay(failures, FREE_FAILURES[key])
    return replace(count, failures=failures, blocked_until=at + wait if wait else None)


def forgiven(count: Count, key: Key) -> Count:
    """The count after a right attempt: an account or a device starts again, a network gets one attempt back."""
    if key is Key.NETWORK:
        failures = max(count.failures - 1, 0)
        return replace(count, failures=failures, blocked_until=count.blocked_until if failures else None)
    return replace(count, failures=0, blocked_until=None)


def wait_text(wait: timedelta) -> str:
    """The wait in French, rounded up.

    >>> wait_text(timedelta(seconds=1)), wait_text(timedelta(seconds=90))
    ('1 seconde', '2 minutes')
    """
    seconds = max(-(-wait // timedelta(seconds=1)), 1)
    if seconds < 60:  # noqa: PLR2004 - one minute
        return f"{seconds} seconde{'s' if seconds > 1 else ''}"
    minutes = -(-seconds // 60)
    return f"{minutes} minute{'s' if minutes > 1 else ''}"
