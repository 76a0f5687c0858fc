"""What rights are on a day: a whole page with one statement, and the same question asked of the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Case, DateTimeField, Exists, Func, OuterRef, Q, When
from django.db.models.functions import Greatest
from django.db.models.lookups import LessThanOrEqual

from socle.habilitations.domain.inactivity import HOUSE
from socle.habilitations.domain.matrix import announced_end, is_idle
from socle.habilitations.domain.states import INACTIVITY, RightOnDay, RightState, Stopped, right_on_day
from socle.habilitations.models import Habilitation, Suspension
from socle.kernel.period import Period

FEW = 500  # past it, the suspensions running in the body cost less than the list of its rights


def rights_on_day(rows: Sequence[Habilitation], at: datetime) -> Mapping[UUID, RightOnDay]:
    """Each of these rights of one body as it stood, in one statement."""
    stops = _suspensions(rows, at)
    return {row.id: _on_day(row, stops.get(row.id), at) for row in rows}


def on_day(row: Habilitation, stopped: Suspension | None, at: datetime) -> RightOnDay:
    """One right whose running suspension is already read."""
    return _on_day(row, _stopped(stopped, at) if stopped else None, at)


def _suspensions(rows: Sequence[Habilitation], at: datetime) -> dict[UUID, Stopped]:
    if not rows:
        return {}
    running = Suspension.objects.filter(organisation_id=rows[0].organisation_id, period__contains=at)
    if len(rows) <= FEW:
        running = running.filter(habilitation_id__in=[row.id for row in rows])
    return {one.habilitation_id: _stopped(one, at) for one in running.order_by("suspended_at")}


def _stopped(row: Suspension, at: datetime) -> Stopped:
    return Stopped(row.kind, announced_end(row.period.upper, row.lifted_at, at))


def _on_day(row: Habilitation, stopped: Stopped | None, at: datetime) -> RightOnDay:
    held = row.period
    if held.isempty:
        return right_on_day(None, row.withdrawn_at, None, at)
    if stopped is None and is_idle(held.lower, row.last_used_at, row.reactivated_at, at):
        stopped = Stopped(INACTIVITY)
    return right_on_day(Period(held.lower, held.upper), row.withdrawn_at, stopped, at)


def in_state(state: RightState, at: datetime) -> Q:
    """The twin, in SQL, of the state of a right granted before."""
    running, stops = Q(period__contains=at), stopped(at)
    return {
        RightState.IN_FORCE: running & ~stops,
        RightState.SUSPENDED: running & stops,
        RightState.COMING: Q(period__startswith__gt=at) | Q(period__isempty=True, withdrawn_at__gt=at),
        RightState.ENDED: Q(period__endswith__lte=at) | Q(period__isempty=True, withdrawn_at__lte=at),
    }[state]


def stopped(at: datetime) -> Q:
    """A right suspended, or that has not served for too long: the twin of `is_idle`."""
    suspended = Exists(Suspension.objects.filter(habilitation_id=OuterRef("pk"), period__contains=at))
    active = Greatest("last_used_at", "reactivated_at", Func("period", function="lower", output_field=DateTimeField()))
    idle = LessThanOrEqual(active, at - timedelta(days=HOUSE.days))
    return Q(suspended) | Q(Case(When(idle, then=True), default=False))
