"""Write and end a suspension already judged, with its trace (MCP-25; contrat de service 2.2.1)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from uuid import uuid4

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from socle.database.constraints import register
from socle.habilitations.domain.rights import LEAST_ASSIGNMENT
from socle.habilitations.domain.suspensions import SUSPENSION_CLAUSE, SuspensionKind, refuse_ended
from socle.habilitations.models import Habilitation, Suspension
from socle.kernel.actor import Actor
from socle.kernel.decision import Act, refuse
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
NOTHING: Mapping[str, str | None] = MappingProxyType({})


def stop(
    habilitation: Habilitation, kind: SuspensionKind, period: Period, *, actor: Actor, at: datetime, cause: str
) -> Suspension:
    """Write a suspension already judged, on a right already locked, with its trace."""
    refuse_ended(lasting(habilitation), at).or_raise(act_on(habilitation))
    rows = Suspension.objects.filter(habilitation_id=habilitation.id, kind=kind)
    if rows.filter(period__overlap=(period.start, period.end)).exists():
        ALREADY.or_raise(act_on(habilitation))
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
    trace_right("habilitation:right:suspended", habilitation, actor=actor, at=at, said=payload)
    suspension.save(force_insert=True)
    return suspension


def lasting(habilitation: Habilitation) -> Period | None:
    """The period of a right; None for one that was withdrawn before it began."""
    held = habilitation.period
    return None if held.isempty else Period(held.lower, held.upper)


def resume(suspension: Suspension, habilitation: Habilitation, *, actor: Actor, at: datetime) -> None:
    """End a suspension already judged, with its trace."""
    trace_right("habilitation:right:resumed", habilitation, actor=actor, at=at, said={"kind": suspension.kind})
    with connection.cursor() as cursor:
        cursor.execute(CUT, {"at": at, "id": suspension.id})
    suspension.refresh_from_db()
    suspension.lifted_at, suspension.lifted_by_id = at, actor.person_id
    suspension.save(update_fields=["lifted_at", "lifted_by_id"])


def act_on(habilitation: Habilitation) -> Act:
    """What is attempted on a right, for the trace of its refusal."""
    person = habilitation.membership.person
    said = {"service": habilitation.service, "profile": habilitation.profile}
    return Act("habilitation:right:refused", "person", str(person.id), person.name, habilitation.caisse_id, said)


def trace_right(
    tag: str, row: Habilitation, *, actor: Actor, at: datetime, said: Mapping[str, str | None] = NOTHING
) -> None:
    """The trace of an act on a right, with the clause of the least assignment."""
    traces.record(
        tag,
        actor=actor,
        at=at,
        subject_kind="person",
        subject_id=str(row.membership.person_id),
        subject_label=row.membership.person.name,
        clause=str(LEAST_ASSIGNMENT),
        caisse_id=row.caisse_id,
        payload={
            "service": row.service,
            "profile": row.profile,
            "purpose": row.purpose,
            "habilitation": str(row.id),
            **({"cause": row.cause} if row.cause else {}),
            **{name: value for name, value in said.items() if value},
        },
    )
