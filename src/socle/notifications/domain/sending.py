"""When to try again to send a message, and when to leave it to a person.

Source: reliability.md §4.3 (at least once, dead letters visible); the delays are ours.
"""

from __future__ import annotations

from datetime import datetime, timedelta

FIRST_DELAY = timedelta(seconds=30)
LONGEST_DELAY = timedelta(hours=6)
MOST_ATTEMPTS = 12


def next_attempt(attempts: int, at: datetime) -> datetime:
    """The instant of the next try after this many failures: 30 s, 1 min, 2 min… six hours at most."""
    doublings = max(min(attempts - 1, 20), 0)
    return at + min(FIRST_DELAY * (1 << doublings), LONGEST_DELAY)


def is_dead(attempts: int) -> bool:
    """Whether the message has been tried enough."""
    return attempts >= MOST_ATTEMPTS
