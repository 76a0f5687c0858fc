"""Failures and measures as their pages show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from socle.conventions.domain.kinds import Sanction
from socle.conventions.queries.adhesions import Adhesion
from socle.habilitations.queries.supervised import Habilitation, named_rights
from socle.kernel.actor import Actor
from socle.organismes.queries import names_of_people
from socle.supervision.domain.failures import STILL_JUDGED, FailureState
from socle.supervision.domain.measures import MeasureState
from socle.supervision.models import Failure, Measure, Statement
from socle.supervision.queries.parties import adhesions_with, visible_to

MOST = 200


@dataclass(frozen=True, slots=True)
class Hearing:
    """A failure with everything that was said and the measures that followed."""

    failure: Failure
    said: tuple[tuple[Statement, str], ...]
    measures: tuple[Measure, ...]
    notified_by: str
    established_by: str


def failures(actor: Actor, *, partner: UUID | None = None) -> list[Failure]:
    """Failures told to the actor's body, or by it, the latest first."""
    rows = Failure.objects.filter(visible_to(actor)).select_related("organisation", "caisse")
    if partner:
        rows = rows.filter(organisation_id=partner)
    return list(rows.order_by("-notified_at", "id")[:MOST])


def failure_of(failure_id: UUID, actor: Actor) -> Failure | None:
    rows = Failure.objects.filter(visible_to(actor)).select_related("organisation", "caisse")
    return rows.filter(id=failure_id).first()


def hearing(failure: Failure) -> Hearing:
    """The whole matter, in its order."""
    said = list(Statement.objects.filter(failure_id=failure.id).order_by("said_at", "id"))
    names = names_of_people(
        {failure.notified_by_id, failure.established_by_id or failure.notified_by_id, *(one.said_by_id for one in said)}
    )
    caisse = failure.caisse.legal_name
    return Hearing(
        failure,
        tuple((one, names.get(one.said_by_id, caisse)) for one in said),
        tuple(Measure.objects.filter(failure_id=failure.id).order_by("-taken_at")),
        names.get(failure.notified_by_id, caisse),
        names.get(failure.established_by_id, caisse) if failure.established_by_id else "",
    )


def awaiting_reply(actor: Actor) -> list[Failure]:
    """Failures that the partner may still answer before they are judged."""
    rows = Failure.objects.filter(visible_to(actor), state=FailureState.NOTIFIED).select_related("organisation")
    return list(rows.order_by("due_at", "id")[:MOST])


def to_judge(actor: Actor, at: datetime) -> list[Failure]:
    """Failures that were replied to, or whose delay is over."""
    rows = Failure.objects.filter(visible_to(actor), state__in=list(STILL_JUDGED)).select_related("organisation")
    rows = rows.filter(Q(state=FailureState.REPLIED) | Q(due_at__lte=at))
    return list(rows.order_by("due_at", "id")[:MOST])


def measures(actor: Actor, *, partner: UUID | None = None) -> list[Measure]:
    """Measures about the actor's body, or taken by it: those in force first."""
    rows = Measure.objects.filter(visible_to(actor)).select_related("organisation", "caisse")
    if partner:
        rows = rows.filter(organisation_id=partner)
    return sorted(rows.order_by("-taken_at", "id")[:MOST], key=lambda row: row.state != MeasureState.TAKEN)


def measure_of(measure_id: UUID, actor: Actor) -> Measure | None:
    rows = Measure.objects.filter(visible_to(actor)).select_related("organisation", "caisse", "failure")
    return rows.filter(id=measure_id).first()


def rights_touched(measure: Measure) -> Sequence[Habilitation]:
    return named_rights(measure.rights)


def adhesions_to_sanction(actor: Actor, organisation_id: UUID, at: datetime) -> list[Adhesion]:
    """The conventions of this caisse with this partner that say what follows a failure."""
    return [one for one in adhesions_with(actor, organisation_id, at) if one.terms.of(Sanction)]
