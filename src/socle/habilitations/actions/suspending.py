"""Suspend a right and lift the suspension (MCP-25; contrat 2.2.1): it lasts, keeps its seat, gives nothing."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from socle.database.constraints import register
from socle.habilitations.actions.granting import is_delegated
from socle.habilitations.domain.granting import confirmed_recently, may_manage
from socle.habilitations.domain.suspensions import SUSPENSION_CLAUSE, SuspensionKind, may_lift, refuse_ended
from socle.habilitations.models import Habilitation, Suspension
from socle.habilitations.queries.abilities import target_of
from socle.habilitations.queries.facts import member_in_convention
from socle.habilitations.queries.roles import actor_holder, holder_of
from socle.kernel.actor import Actor
from socle.kernel.decision import Act, Decision, first_refusal, refuse
from socle.kernel.period import Period
from socle.traces import actions as traces

ALREADY = refuse(
    "already_suspended",
    "Cette habilitation est déjà suspendue sur cette période.",
    clause=SUSPENSION_CLAUSE,
    fix="Ouvrez sa fiche : elle dit par qui et jusqu'à quand.",
)
register("suspension_once_at_a_time", ALREADY)
CUT = "update habilitations_suspension set period = period * tstzrange(null, %(at)s) where id = %(id)s"


def suspend(
    habilitation_id: UUID, *, actor: Actor, at: datetime, cause: str, until: datetime | None = None
) -> Suspension:
    """A manager stops a right at once, until a date or until it is lifted; the seat stays taken."""
    habilitation = locked_right(habilitation_id)
    act = _act(habilitation)
    judge_management(habilitation, actor, at).or_raise(act)
    return stop(habilitation, SuspensionKind.MANAGER, Period(at, until), actor=actor, at=at, cause=cause)


def lift(suspension_id: UUID, *, actor: Actor, at: datetime) -> Suspension:
    """End a suspension now: by a manager when a manager decided it, by the caisse when the caisse did."""
    found = Suspension.objects.select_for_update(of=("self",)).filter(id=suspension_id).first()
    if found is None:
        raise Suspension.DoesNotExist(str(suspension_id))
    habilitation = locked_right(found.habilitation_id)
    managing = judge_management(habilitation, actor, at)
    may_lift(SuspensionKind(found.kind), managing, is_caisse=actor.is_caisse).or_raise(_act(habilitation))
    if found.lifted_at is None:
        resume(found, habilitation, actor=actor, at=at)
    return found


def reactivate(habilitation_id: UUID, *, actor: Actor, at: datetime) -> Habilitation:
    """A manager starts again a right that stopped for want of use: its count of days begins again."""
    habilitation = locked_right(habilitation_id)
    judge_management(habilitation, actor, at).or_raise(_act(habilitation))
    habilitation.reactivated_at = at
    _trace("habilitation:right:reactivated", habilitation, actor, at, {})
    habilitation.save(update_fields=["reactivated_at"])
    return habilitation


def judge_management(habilitation: Habilitation, actor: Actor, at: datetime) -> Decision:
    """Whether the actor manages this right and has just confirmed their identity."""
    holder = holder_of(habilitation.membership, at)
    member = member_in_convention(habilitation.membership_id, habilitation.service, habilitation.profile, at)
    manager = actor_holder(actor, at)
    managing = may_manage(manager, holder, target_of(habilitation), is_delegated_mode=is_delegated(member))
    return first_refusal((managing, confirmed_recently(actor.step_up_at, at)))


def locked_right(habilitation_id: UUID) -> Habilitation:
    """The right, locked until the end of the transaction; raises DoesNotExist when the actor does not see it."""
    rows = Habilitation.objects.select_for_update(of=("self",)).select_related("membership__person")
    return rows.get(id=habilitation_id)


def stop(
    habilitation: Habilitation, kind: SuspensionKind, period: Period, *, actor: Actor, at: datetime, cause: str
) -> Suspension:
    """Write a suspension already judged, on a right already locked, with its trace."""
    refuse_ended(Period(habilitation.period.lower, habilitation.period.upper), at).or_raise(_act(habilitation))
    rows = Suspension.objects.filter(habilitation_id=habilitation.id, kind=kind)
    if rows.filter(period__overlap=(period.start, period.end)).exists():
        ALREADY.or_raise(_act(habilitation))
    suspension = Suspension(
        id=uuid4(),
        organisation_id=habilitation.organisation_id,
        habilitation=habilitation,
        kind=kind,
        period=DateTimeTZRange(period.start, period.end),
        cause=cause,
        suspended_by_id=actor.person_id,
        suspended_at=at,
    )
    payload = {"cause": cause, "kind": kind.value, "valid_to": period.end.isoformat() if period.end else None}
    _trace("habilitation:right:suspended", habilitation, actor, at, payload)
    suspension.save(force_insert=True)
    return suspension


def resume(suspension: Suspension, habilitation: Habilitation, *, actor: Actor, at: datetime) -> None:
    """End a suspension already judged, with its trace."""
    _trace("habilitation:right:resumed", habilitation, actor, at, {"kind": suspension.kind})
    with connection.cursor() as cursor:
        cursor.execute(CUT, {"at": at, "id": suspension.id})
    suspension.refresh_from_db()
    suspension.lifted_at, suspension.lifted_by_id = at, actor.person_id
    suspension.save(update_fields=["lifted_at", "lifted_by_id"])


def _act(habilitation: Habilitation) -> Act:
    person = habilitation.membership.person
    said = {"service": habilitation.service, "profile": habilitation.profile}
    return Act("habilitation:right:refused", "person", str(person.id), person.name, habilitation.caisse_id, said)


def _trace(tag: str, row: Habilitation, actor: Actor, at: datetime, payload: dict[str, str | None]) -> None:
    traces.record(
        tag,
        actor=actor,
        at=at,
        subject_kind="person",
        subject_id=str(row.membership.person_id),
        subject_label=row.membership.person.name,
        clause=str(SUSPENSION_CLAUSE),
        caisse_id=row.caisse_id,
        payload={"service": row.service, "profile": row.profile, "habilitation": str(row.id)}
        | {name: value for name, value in payload.items() if value},
    )
