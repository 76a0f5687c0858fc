"""The ledger of seats: buckets locked in order, then the lowest free slot, with the exclusion constraint behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from django.db import connection

from socle.conventions.domain.kinds import Seats as SeatsTerm
from socle.conventions.domain.kinds.seats import Counted
from socle.conventions.queries.reading import ReadTerm
from socle.database.constraints import register
from socle.habilitations.domain.granting import CONVENTION_LEVEL
from socle.habilitations.domain.seats import (
    SeatCode,
    Seats,
    free_slot,
    frees_at,
    peak,
    refuse_exhausted,
    refuse_not_opened,
)
from socle.habilitations.models import SeatBucket, SeatHold
from socle.habilitations.queries.facts import MemberInConvention
from socle.habilitations.queries.seats import ceilings_now, holds_of
from socle.kernel.decision import Refused, refuse
from socle.kernel.period import Period

TAKEN = refuse(
    SeatCode.EXHAUSTED,
    "Ce siège vient d'être pris par quelqu'un d'autre.",
    fix="Rechargez la page : elle montre les sièges restants.",
)
register("seat_held_once", TAKEN)
register("seat_below_ceiling", TAKEN)

ENSURE = """
insert into habilitations_seatbucket (id, organisation_id, caisse_id, convention_id, term_key, scope_id, max_seats)
values (%s, %s, %s, %s, %s, %s, %s)
on conflict on constraint seat_bucket_once do nothing
"""


@dataclass(frozen=True, slots=True)
class Ceiling:
    """One ceiling that a right counts against, with its bucket once locked."""

    term: ReadTerm[SeatsTerm]
    scope_id: UUID | None
    seats: Seats


def ceilings(
    member: MemberInConvention, service: str, profile: str, scope_id: UUID | None, level: str
) -> list[Ceiling]:
    """Every ceiling that a right of this profile counts against at this level, the profile's own first.

    D1 seats are counted by place and by équipement apart: a right at a place counts against the place alone.
    """
    found = []
    for term in sorted(member.terms.of(SeatsTerm), key=lambda term: term.body.profile == "*"):
        body = term.body
        if body.per not in {CONVENTION_LEVEL, level}:
            continue
        what = f"{service.upper()}, profil {profile}" if body.profile != "*" else f"{service.upper()}, tous profils"
        maximum = body.max if body.opened else None
        counts_people = body.counts is Counted.PEOPLE
        scope = None if body.per == CONVENTION_LEVEL else scope_id
        found.append(Ceiling(term, scope, Seats(term.id, term.clause, maximum, what, counts_people)))
    return found


def lock_buckets(member: MemberInConvention, wanted: Sequence[Ceiling]) -> list[tuple[Ceiling, SeatBucket]]:
    """The buckets of the ceilings, created when missing and locked in one order; their maximum follows the term.

    The term is read again under the lock: an avenant may have lowered it while this transaction waited.
    """
    assert member.convention_id
    keys = []
    with connection.cursor() as cursor:
        for ceiling in wanted:
            maximum = ceiling.seats.maximum
            if maximum is None:
                refuse_not_opened(ceiling.seats.what, ceiling.seats.clause).or_raise()
            keys.append((ceiling.term.id, ceiling.scope_id))
            cursor.execute(
                ENSURE,
                (
                    uuid4(), member.organisation_id, member.caisse_id, member.convention_id,
                    ceiling.term.id, ceiling.scope_id, maximum,
                ),
            )  # fmt: skip
    rows = SeatBucket.objects.select_for_update(of=("self",)).filter(
        organisation_id=member.organisation_id,
        convention_id=member.convention_id,
        term_key__in=[key for key, _ in keys],
    )
    locked = {(row.term_key, row.scope_id): row for row in rows.order_by("id")}
    opened = ceilings_now(member.convention_id, [key for key, _ in keys])
    current = [
        replace(ceiling, seats=replace(ceiling.seats, maximum=opened.get(ceiling.term.id))) for ceiling in wanted
    ]
    return [(ceiling, _at_ceiling(locked[ceiling.term.id, ceiling.scope_id], ceiling)) for ceiling in current]


def _at_ceiling(bucket: SeatBucket, ceiling: Ceiling) -> SeatBucket:
    maximum = ceiling.seats.maximum
    if maximum is None:
        refuse_not_opened(ceiling.seats.what, ceiling.seats.clause).or_raise()
    elif bucket.max_seats != maximum:
        bucket.max_seats = maximum
        bucket.save(update_fields=["max_seats"])
    return bucket


def take_seats(
    locked: Sequence[tuple[Ceiling, SeatBucket]],
    *,
    habilitation_id: UUID,
    membership_id: UUID,
    wanted: Period,
    at: datetime,
) -> None:
    """Take a slot of every bucket over the period, or refuse with the first ceiling reached."""
    for ceiling, bucket in locked:
        holds = holds_of(bucket.id, at)
        slot = free_slot(bucket.max_seats, holds, wanted, membership_id, counts_people=ceiling.seats.counts_people)
        if slot is None:
            freed = frees_at(bucket.max_seats, holds, at)
            raise Refused(refuse_exhausted(ceiling.seats, freed, peak(holds, wanted)))
        SeatHold.objects.create(
            organisation_id=bucket.organisation_id,
            bucket_id=bucket.id,
            habilitation_id=habilitation_id,
            membership_id=membership_id,
            slot=slot,
            period=(wanted.start, wanted.end),
        )
