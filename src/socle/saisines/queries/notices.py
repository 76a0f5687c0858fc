"""What the desks of the bodies one signed with say now, and what is coming."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from socle.kernel.actor import Actor
from socle.saisines.models import Notice

MOST = 20


def current(at: datetime) -> list[Notice]:
    """Problems and stops that are not over, the nearest first, among those the actor may read."""
    rows = Notice.objects.filter(Q(ends_at=None) | Q(ends_at__gt=at)).select_related("organisation")
    return list(rows.order_by("begins_at", "id")[:MOST])


def own(actor: Actor) -> list[Notice]:
    """Those of the actor's body, past included, the last announced first."""
    return list(Notice.objects.filter(organisation_id=actor.organisation_id).order_by("-announced_at", "id")[:MOST])
