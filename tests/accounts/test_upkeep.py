"""The worker writes down what is already over."""

from __future__ import annotations

from datetime import timedelta

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
        SignIn.objects.update(
            created_at=F("created_at") - timedelta(minutes=created),
            last_seen_at=F("last_seen_at") - timedelta(minutes=seen),
        )

    with role(WORKER):
        assert tidy() == bool(reason)
        assert tidy() == 0

    with owner():
        assert SignIn.objects.get(id=opened.sign_in_id).end_reason == reason
        traced = StagedTrace.objects.filter(account_id=zoe.account_id, tag="account:session:expired")
        assert traced.count() == bool(reason)


def test_old_counts_and_challenges_go(owner, role) -> None:
    at = timezone.now()
    with owner():
        for days, blocked in ((2, None), (2, at), (0, None)):
            Throttle.objects.create(
                key=f"{days}{blocked}".encode(), window_started_at=at - timedelta(days=days), blocked_until=blocked
            )
            Challenge.objects.create(hash=f"{days}{blocked}".encode(), used_at=at - timedelta(days=days))

    with role(WORKER):
        tidy()

    with owner():
        assert Throttle.objects.count() == 2
        assert Challenge.objects.count() == 1
