"""The partners that a caisse supervises, with what is open: late answers first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from socle.kernel.actor import Actor
from socle.organismes import directory
from socle.supervision.domain.audits import AuditState
from socle.supervision.domain.failures import STILL_JUDGED, FailureState
from socle.supervision.domain.measures import MeasureState
from socle.supervision.domain.questions import AWAITS_CAISSE, AWAITS_PARTNER, OPEN
from socle.supervision.models import Audit, Failure, Measure, Question


@dataclass(frozen=True, slots=True)
class PartnerLine:
    """One partner of the portfolio."""

    id: UUID
    name: str
    asked: int = 0
    late: int = 0
    to_read: int = 0
    failures: int = 0
    established: int = 0
    measures: int = 0
    audits: int = 0

    @property
    def order(self) -> tuple[int, int, int, str]:
        return (-self.late, -self.to_read, -self.asked, self.name)


def partner_lines(actor: Actor, at: datetime) -> list[PartnerLine]:
    """Every partner of the caisse; five statements whatever their number."""
    of_caisse = Q(caisse_id=actor.organisation_id)
    counts: dict[UUID, dict[str, Any]] = {}
    for row in (
        *_counted(
            Question.objects.filter(of_caisse),
            asked=Count("id", filter=Q(state__in=list(OPEN))),
            late=Count("id", filter=Q(state__in=list(AWAITS_PARTNER), due_at__lte=at)),
            to_read=Count("id", filter=Q(state__in=list(AWAITS_CAISSE))),
        ),
        *_counted(
            Failure.objects.filter(of_caisse),
            failures=Count("id", filter=Q(state__in=list(STILL_JUDGED))),
            established=Count("id", filter=Q(state=FailureState.ESTABLISHED)),
        ),
        *_counted(Measure.objects.filter(of_caisse), measures=Count("id", filter=Q(state=MeasureState.TAKEN.value))),
        *_counted(Audit.objects.filter(of_caisse), audits=Count("id", filter=~Q(state=AuditState.CLOSED.value))),
    ):
        counts.setdefault(row.pop("organisation_id"), {}).update(row)
    bodies = (body for body in directory.bodies() if body.id != actor.organisation_id)
    lines = [PartnerLine(body.id, body.legal_name, **counts.get(body.id, {})) for body in bodies]
    return sorted(lines, key=lambda line: line.order)


def _counted(rows: QuerySet[Any], **wanted: Count) -> list[dict[str, Any]]:
    return list(rows.values("organisation_id").annotate(**wanted))
