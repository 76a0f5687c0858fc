"""What the worker tidies: sign-ins already over get their end and its trace; old counts and challenges go.

Nothing depends on it: a sign-in past its time is refused at use, worker or not (R12).
"""

from __future__ import annotations

from datetime import datetime

from socle.accounts import facts
from socle.accounts.domain import policy
from socle.accounts.domain.states import END_LABELS, EndReason
from socle.accounts.models import Challenge, Throttle
from socle.database.transactions import run
from socle.traces import actions as traces
from socle.traces.domain.author import Author


def tidy() -> int:
    """Write the end of the sign-ins that are over, and drop what is a day old; how many ended is returned."""
    return run(None, _tidy)


def _tidy(at: datetime) -> int:
    ended = facts.expire(policy.IDLE_END, policy.ABSOLUTE_END)
    for one in ended:
        author = Author(
            organisation_id=one.organisation_id,
            organisation_name=one.organisation_name,
            person_id=one.person_id,
            person_name=one.person_name,
            membership_id=one.membership_id,
            account_id=one.account_id,
            channel="worker",
        )
        reason = END_LABELS[EndReason(one.reason)]
        traces.record("account:session:expired", actor=author, at=at, payload={"reason": reason})
    yesterday = at - policy.FORGET_AFTER
    Challenge.objects.filter(used_at__lt=yesterday).delete()
    Throttle.objects.filter(window_started_at__lt=yesterday, blocked_until=None).delete()
    Throttle.objects.filter(window_started_at__lt=yesterday, blocked_until__lt=yesterday).delete()
    return len(ended)
