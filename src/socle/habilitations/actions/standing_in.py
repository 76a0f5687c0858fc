"""Entrust a right to a colleague for a time, inside its seat; it comes back by itself (MCP-51; bulletin AFAS 1.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from socle.accounts.actions.invitations import invite
from socle.conventions.domain.kinds import Seats as SeatsTerm
from socle.conventions.domain.kinds.seats import Counted
from socle.habilitations import emails
from socle.habilitations.actions.falling import end_right
from socle.habilitations.actions.granting import NO_ACCOUNT
from socle.habilitations.actions.managing import judge_management, locked_right
from socle.habilitations.actions.stops import act_on, lasting, stop, trace_right
from socle.habilitations.domain.granting import may_manage
from socle.habilitations.domain.seats import free_slot
from socle.habilitations.domain.standing_in import OUTSIDE, SEAT_CLAUSE, StandInCase, decide_stand_in
from socle.habilitations.domain.suspensions import SuspensionKind, refuse_ended
from socle.habilitations.models import Habilitation, SeatBucket, SeatHold
from socle.habilitations.queries.abilities import target_of
from socle.habilitations.queries.facts import MemberInConvention, member_in_convention
from socle.habilitations.queries.roles import actor_holder, delegation_under, holder_of
from socle.habilitations.queries.seats import holds_of
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused, refuse
from socle.kernel.period import Period
from socle.notifications.actions import enqueue
from socle.organismes.queries import Membership, staying

NO_SEAT_LEFT = refuse(
    "seats_exhausted",
    "Toutes les personnes que la convention permet ont déjà un droit, et la personne remplacée garde les siens.",
    clause=SEAT_CLAUSE,
    fix="Confiez le remplacement à quelqu'un qui a déjà un droit, ou retirez une habilitation devenue inutile.",
)


@dataclass(frozen=True, slots=True)
class Absence:
    """Who replaces the holder, from when, until when, and why."""

    person_id: UUID
    start: datetime | None
    end: datetime | None
    cause: str


def stand_in(habilitation_id: UUID, absence: Absence, *, actor: Actor, at: datetime) -> Habilitation:
    """Open the right to the stand-in over the absence and stop it for its holder, on the same seats."""
    person = _stand_in_staying(habilitation_id, absence.person_id, at)
    replaced = locked_right(habilitation_id)
    act = act_on(replaced)
    refuse_ended(lasting(replaced), at).or_raise(act)
    wanted = _wanted(absence, replaced, at)
    member = member_in_convention(person.id, replaced.service, replaced.profile, at) if person else None
    try:
        judge_management(replaced, actor, at).or_raise()
        holder = holder_of(person, at) if person else None
        may_manage(actor_holder(actor, at), holder, target_of(replaced)).or_raise()
        assert person is not None
        assert member is not None
        _decide(replaced, person, wanted, at)
        opened = _open(replaced, person, wanted, actor, at)
        _transfer(replaced, opened, member, wanted, at)
    except Refused as error:
        raise Refused(error.decision, act) from error
    stop(replaced, SuspensionKind.REPLACED, wanted, actor=actor, at=at, cause=f"{person.person.name}, {absence.cause}")
    _tell(opened, person, member, actor, at)
    return opened


def end_stand_in(habilitation_id: UUID, *, actor: Actor, at: datetime) -> Habilitation:
    """End a replacement before its date: the right comes back to its holder at once."""
    opened = locked_right(habilitation_id)
    judge_management(opened, actor, at).or_raise(act_on(opened))
    if opened.withdrawn_at is None and opened.stands_in_for_id:
        end_right(opened, actor=actor, at=at, cause="fin du remplacement")
    return opened


def _stand_in_staying(habilitation_id: UUID, person_id: UUID, at: datetime) -> Membership | None:
    """The stand-in, if they stay; both members are locked before the right, as a departure does, never crosswise."""
    replaced = Habilitation.objects.select_related("membership").get(id=habilitation_id).membership
    both = sorted({replaced.person_id, person_id})
    return {one: staying(one, replaced.organisation_id, at) for one in both}[person_id]


def _wanted(absence: Absence, replaced: Habilitation, at: datetime) -> Period:
    start = max(absence.start or at, at, replaced.period.lower)
    if absence.end is not None and absence.end <= start:
        OUTSIDE.or_raise(act_on(replaced))
    return Period(start, absence.end)


def _decide(replaced: Habilitation, person: Membership, wanted: Period, at: datetime) -> None:
    same = Habilitation.objects.filter(
        membership_id=person.id, service=replaced.service, profile=replaced.profile, scope_id=replaced.scope_id
    )
    case = StandInCase(
        right=Period(replaced.period.lower, replaced.period.upper),
        wanted=wanted,
        is_itself_a_stand_in=replaced.stands_in_for_id is not None,
        holder_id=replaced.membership_id,
        person_id=person.id,
        holds_it_already=wanted.end is not None and same.filter(period__overlap=(wanted.start, wanted.end)).exists(),
        at=at,
    )
    decide_stand_in(case).or_raise()


def _open(replaced: Habilitation, person: Membership, wanted: Period, actor: Actor, at: datetime) -> Habilitation:
    under = delegation_under(actor, holder_of(person, at), target_of(replaced), at)
    opened = Habilitation(
        id=uuid4(),
        organisation_id=replaced.organisation_id,
        membership=person,
        caisse_id=replaced.caisse_id,
        convention_id=replaced.convention_id,
        service=replaced.service,
        profile=replaced.profile,
        scope_id=replaced.scope_id,
        purpose=replaced.purpose,
        period=DateTimeTZRange(wanted.start, wanted.end),
        granted_by_id=actor.person_id,
        granted_at=at,
        delegation_id=under,
        stands_in_for=replaced,
    )
    opened.save(force_insert=True)
    return opened


def _transfer(
    replaced: Habilitation, opened: Habilitation, member: MemberInConvention, wanted: Period, at: datetime
) -> None:
    """Hand over each seat for the time of the replacement; the holder keeps it before and after."""
    held = SeatHold.objects.filter(habilitation_id=replaced.id, period__overlap=(wanted.start, wanted.end))
    buckets = SeatBucket.objects.select_for_update(of=("self",)).filter(id__in=held.values("bucket_id"))
    counted = {term.id for term in member.terms.of(SeatsTerm) if term.body.counts is Counted.PEOPLE}
    for bucket in buckets.order_by("id"):
        hold = held.get(bucket_id=bucket.id)
        slot = _own_slot(bucket, hold, opened, wanted, at) if bucket.term_key in counted else hold.slot
        if slot == hold.slot:
            _split(hold, wanted)
        _take(bucket, opened, slot, Period(wanted.start, wanted.end))


def _own_slot(bucket: SeatBucket, hold: SeatHold, opened: Habilitation, wanted: Period, at: datetime) -> int:
    """Where people are counted: the stand-in's own slot, a free one, or that of a holder who has no other right."""
    holds = holds_of(bucket.id, at)
    free = free_slot(bucket.max_seats, holds, wanted, opened.membership_id, counts_people=True)
    if free is not None:
        return free
    others = SeatHold.objects.filter(bucket_id=bucket.id, slot=hold.slot, membership_id=hold.membership_id)
    if others.exclude(id=hold.id).filter(period__overlap=(wanted.start, wanted.end)).exists():
        NO_SEAT_LEFT.or_raise()
    return hold.slot


def _split(hold: SeatHold, wanted: Period) -> None:
    """The holder keeps the seat before the replacement and finds it again after."""
    start, end = hold.period.lower, hold.period.upper
    hold.period = DateTimeTZRange(start, wanted.start) if start < wanted.start else DateTimeTZRange(empty=True)
    hold.save(update_fields=["period"])
    assert wanted.end is not None
    if end is None or wanted.end < end:
        SeatHold.objects.create(
            organisation_id=hold.organisation_id,
            bucket_id=hold.bucket_id,
            habilitation_id=hold.habilitation_id,
            membership_id=hold.membership_id,
            slot=hold.slot,
            period=DateTimeTZRange(wanted.end, end),
        )


def _take(bucket: SeatBucket, opened: Habilitation, slot: int, wanted: Period) -> None:
    SeatHold.objects.create(
        organisation_id=bucket.organisation_id,
        bucket_id=bucket.id,
        habilitation_id=opened.id,
        membership_id=opened.membership_id,
        slot=slot,
        period=DateTimeTZRange(wanted.start, wanted.end),
    )


def _tell(opened: Habilitation, person: Membership, member: MemberInConvention, actor: Actor, at: datetime) -> None:
    trace_right("habilitation:right:entrusted", opened, actor=actor, at=at)
    if member.facts.account_state == NO_ACCOUNT:
        invite(person.id, actor=actor, at=at)
    enqueue(emails.right_granted(person, opened, member), at)
