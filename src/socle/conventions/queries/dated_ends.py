"""The announced ends that have their date, as the closing actions are drawn from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from socle.conventions.domain.ending.lifecycle import TerminationState
from socle.conventions.domain.kinds.termination import Ground
from socle.conventions.domain.occurrences import DatedEnd
from socle.conventions.models import Termination


def dated_ends_of(convention_ids: Sequence[UUID], at: datetime | None = None) -> Mapping[UUID, list[DatedEnd]]:
    """By convention, in one statement: the first end for all, and each party that leaves alone."""
    rows = Termination.objects.filter(convention_id__in=convention_ids, state=TerminationState.RUNNING)
    rows = rows.exclude(Q(applies_at=None, leaves_at=None)).filter(last_day__isnull=False)
    if at:
        rows = rows.filter(recorded_at__lte=at)
    found: dict[UUID, list[DatedEnd]] = {}
    for row in rows.order_by("applies_at", "leaves_at", "recorded_at"):
        ends = found.setdefault(row.convention_id, [])
        if row.leaves_at or all(end.leaver for end in ends):
            ends.append(_end(row))
    return found


def _end(row: Termination) -> DatedEnd:
    assert row.last_day, "an end that has its date has its last day"
    leaver = row.author_organisation_id if row.leaves_at else None
    return DatedEnd(row.id, Ground.coded(row.ground), row.recorded_at, row.last_day, leaver)
