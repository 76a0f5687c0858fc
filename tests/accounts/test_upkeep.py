"""The worker writes down what is already over."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db.models import F
from django.utils import timezone

from socle.accounts.actions.upkeep import tidy
from socle.accounts.models import Challenge, SignIn, Throttle
from socle.database.roles import WORKER
from socle.traces.models import StagedTrace
from tests.accounts.conftest import Somebody

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("created", "seen", "reason"), [(31, 31, "idle"), (601, 1, "absolute"), (601, 601, "absolute"), (29, 29, "")]
)
def test_ends_are_written_and_traced(zoe: Somebody, owner, role, created: int, seen: int, reason: str) -> None:
    opened = zoe.sign_in()
    with owner():
        SignIn.objects.filter(id=opened.sign_in_id).update(
            created_at=F("created_at") - timedelta(minutes=created),
            last_seen_at=F("last_seen_at") - timedelta(minutes=seen),
        )

    with role(WORKER):
        tidy()
        assert tidy() == 0

    with owner():
        assert SignIn.objects.get(id=opened.sign_in_id).end_reason == reason
        traced = StagedTrace.objects.filter(account_id=zoe.account_id, tag="account:session:expired")
        assert traced.count() == bool(reason)


def test_old_counts_and_challenges_go(owner, role) -> None:
    at, keys = timezone.now(), [uuid4().bytes for _ in range(3)]
    with owner():
        for key, days, blocked in zip(keys, (2, 2, 0), (None, at, None), strict=True):
            started = at - timedelta(days=days)
            Throttle.objects.create(key=key, window_started_at=started, blocked_until=blocked)
            Challenge.objects.create(hash=key, used_at=started)

    with role(WORKER):
        tidy()

    with owner():
        assert Throttle.objects.filter(key__in=keys).count() == 2
        assert Challenge.objects.filter(hash__in=keys).count() == 1
