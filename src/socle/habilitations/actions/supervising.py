"""What the caisse does to rights and roles after an established failure (MCP-25; contrat de service 2.2.1).

The measure was judged by supervision; here it takes effect, each change with its trace.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from socle.database.constraints import register
from socle.habilitations.actions.ending import end_delegation
from socle.habilitations.actions.managing import locked_rights
from socle.habilitations.actions.stops import resume, stop
from socle.habilitations.domain.suspensions import SUSPENSION_CLAUSE, SuspensionKind
from socle.habilitations.models import Delegation, Suspension, Takeover
from socle.habilitations.queries.management import running_takeover
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused, refuse
from socle.kernel.period import Period
from socle.traces import actions as traces

TAKEN = refuse(
    "already_taken_over",
    "La caisse gère déjà les habilitations de ce partenaire.",
    clause=SUSPENSION_CLAUSE,
    fix="Rendez d'abord la gestion.",
)
register("takeover_once_at_a_time", TAKEN)
NOT_TAKEN = refuse(
    "not_taken_over",
    "La caisse ne gère pas les habilitations de ce partenaire.",
    clause=SUSPENSION_CLAUSE,
    fix="Rien à rendre.",
)


def suspend_by_precaution(habilitation_ids: Sequence[UUID], *, actor: Actor, at: datetime, cause: str) -> int:
    """Stop these rights until the caisse lifts it; they keep their seats."""
    rights = locked_rights(habilitation_ids)
    for one in sorted(habilitation_ids):
        stop(rights[one], SuspensionKind.PRECAUTION, Period(at, None), actor=actor, at=at, cause=cause)
    return len(habilitation_ids)


def lift_precaution(habilitation_ids: Sequence[UUID], *, actor: Actor, at: datetime) -> int:
    """Let these rights serve again; those that ended meanwhile stay ended."""
    rights = locked_rights(habilitation_ids)
    rows = Suspension.objects.select_for_update(of=("self",)).filter(
        habilitation_id__in=list(habilitation_ids), kind=SuspensionKind.PRECAUTION, lifted_at=None
    )
    found = list(rows.order_by("habilitation_id"))
    for one in found:
        resume(one, rights[one.habilitation_id], actor=actor, at=at)
    return len(found)


def withdraw_roles(delegation_ids: Sequence[UUID], *, actor: Actor, at: datetime, cause: str) -> int:
    """End these roles now, those passed on from them included by the caller."""
    rows = Delegation.objects.select_for_update(of=("self",)).select_related("membership__person")
    found = list(rows.filter(id__in=list(delegation_ids), withdrawn_at=None).order_by("id"))
    for role in found:
        end_delegation(role, actor=actor, at=at, cause=cause, tells=False)
    return len(found)


def take_over(convention_id: UUID, organisation_id: UUID, *, actor: Actor, at: datetime, cause: str) -> Takeover:
    """From now on the caisse manages the rights of this partner under this convention."""
    takeover = Takeover(
        organisation_id=organisation_id,
        caisse_id=actor.organisation_id,
        convention_id=convention_id,
        period=DateTimeTZRange(at, None),
        cause=cause,
        taken_at=at,
        taken_by_id=actor.person_id,
    )
    _trace("habilitation:management:taken_over", takeover, actor, at)
    takeover.save(force_insert=True)
    return takeover


def hand_back(convention_id: UUID, organisation_id: UUID, *, actor: Actor, at: datetime) -> Takeover:
    """The partner manages its rights again, with what it finds."""
    takeover = running_takeover(convention_id, organisation_id, at)
    if takeover is None:
        raise Refused(NOT_TAKEN)
    takeover.period = DateTimeTZRange(takeover.period.lower, at)
    takeover.handed_back_at, takeover.handed_back_by_id = at, actor.person_id
    _trace("habilitation:management:handed_back", takeover, actor, at)
    takeover.save(update_fields=["period", "handed_back_at", "handed_back_by_id"])
    return takeover


def _trace(tag: str, takeover: Takeover, actor: Actor, at: datetime) -> None:
    traces.record(
        tag,
        actor=actor,
        at=at,
        subject_kind="organisation",
        subject_id=str(takeover.organisation_id),
        subject_label=takeover.organisation.legal_name,
        clause=str(SUSPENSION_CLAUSE),
        caisse_id=takeover.caisse_id,
        payload={"cause": takeover.cause, "convention": str(takeover.convention_id)},
    )
