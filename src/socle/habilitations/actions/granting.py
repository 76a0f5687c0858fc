"""Open a right and withdraw it (MCP-20 to MCP-23; contrat de service 2.2.1 and 2.2.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from socle.accounts.actions.invitations import invite
from socle.database.constraints import register
from socle.habilitations import emails
from socle.habilitations.actions.falling import end_right, trace_right
from socle.habilitations.actions.ledger import ceilings, lock_buckets, take_seats
from socle.habilitations.actions.managing import judge_management, locked_right
from socle.habilitations.actions.wishes import Wish, judge, purposes_of
from socle.habilitations.domain.granting import (
    CONVENTION_LEVEL,
    GrantCode,
    period_of,
)
from socle.habilitations.domain.grants import last_link
from socle.habilitations.domain.rights import LEAST_ASSIGNMENT, decide_opening
from socle.habilitations.models import Habilitation
from socle.habilitations.queries.facts import MemberInConvention, member_in_convention
from socle.habilitations.queries.management import acting_holder
from socle.habilitations.queries.roles import delegation_under, holder_of
from socle.kernel.actor import Actor
from socle.kernel.decision import Act, Decision, Refused, refuse
from socle.kernel.period import Period
from socle.notifications.actions import enqueue
from socle.organismes.queries import Membership, scope_level, staying

__all__ = [
    "ALREADY_HELD",
    "ON_REQUEST",
    "Because",
    "Wish",
    "end_right",
    "grant",
    "judge",
    "open_right",
    "purposes_of",
    "withdraw",
]

ALREADY_HELD = refuse(
    GrantCode.ALREADY_HELD,
    "Cette personne a déjà cette habilitation sur cette période.",
    clause=LEAST_ASSIGNMENT,
    fix="Retirez l'habilitation en cours avant d'en accorder une autre.",
)
register("habilitation_once_at_a_time", ALREADY_HELD)

NO_ACCOUNT = "none"


@dataclass(frozen=True, slots=True)
class Because:
    """What opens a right besides the wish of its manager: the group whose local profile carries it."""

    group_id: UUID | None = None


ON_REQUEST = Because()


def grant(wish: Wish, *, actor: Actor, at: datetime, because: Because = ON_REQUEST) -> Habilitation:
    """Open a right to a colleague: the rule, then a seat under lock, then the right, its trace and its mails."""
    membership = staying(wish.person_id, wish.organisation_id or actor.organisation_id, at)
    act = Act(
        "habilitation:right:refused",
        subject_kind="person",
        subject_id=str(wish.person_id),
        subject_label=membership.person.name if membership else "",
        payload={"service": wish.service, "profile": wish.profile, "purpose": wish.purpose},
    )
    try:
        return _grant(wish, membership, actor, at, because)
    except Refused as error:
        raise Refused(error.decision, act) from error


def _grant(wish: Wish, membership: Membership | None, actor: Actor, at: datetime, because: Because) -> Habilitation:
    member = member_in_convention(membership.id, wish.service, wish.profile, at) if membership else None
    decision = _decide(wish, actor, membership, member, at)
    decision.or_raise()
    assert membership is not None
    assert member is not None
    under = delegation_under(actor, holder_of(membership, at), wish.target, at)
    try:
        habilitation = _open(wish, membership, member, granted_by_id=actor.person_id, at=at, under=under, cause=because)
    except Refused as error:
        raise Refused(last_link(decision, error.decision)) from error
    trace_right("habilitation:right:granted", habilitation, actor=actor, at=at)
    if member.facts.account_state == NO_ACCOUNT:
        invite(membership.id, actor=actor, at=at)
    enqueue(emails.right_granted(membership, habilitation, member), at)
    return habilitation


def _open(
    wish: Wish,
    membership: Membership,
    member: MemberInConvention,
    *,
    granted_by_id: UUID,
    at: datetime,
    under: UUID | None = None,
    cause: Because = ON_REQUEST,
) -> Habilitation:
    """Take the seats and write the right: what every path that opens one has in common."""
    assert member.caisse_id
    assert member.convention_id
    wanted = period_of(wish.valid_from or at, wish.valid_to, at)
    level = scope_level(membership.organisation_id, wish.scope_id) or CONVENTION_LEVEL
    locked = lock_buckets(member, ceilings(member, wish.service, wish.profile, wish.scope_id, level))
    _refuse_twice(wish, membership.id, wanted)
    habilitation = Habilitation(
        id=uuid4(),
        organisation_id=membership.organisation_id,
        membership=membership,
        caisse_id=member.caisse_id,
        convention_id=member.convention_id,
        service=wish.service,
        profile=wish.profile,
        scope_id=wish.scope_id,
        purpose=wish.purpose,
        period=DateTimeTZRange(wanted.start, wanted.end),
        granted_by_id=granted_by_id,
        granted_at=at,
        delegation_id=under,
        group_id=cause.group_id,
    )
    habilitation.save(force_insert=True)
    take_seats(locked, habilitation_id=habilitation.id, membership_id=membership.id, wanted=wanted, at=at)
    return habilitation


def open_right(
    membership: Membership, service: str, profile: str, *, granted_by_id: UUID, at: datetime
) -> Habilitation:
    """Open a right of the demonstration, for the first purpose of its profile; as the owner, without mail."""
    member = member_in_convention(membership.id, service, profile, at)
    assert member is not None
    decide_opening(member.facts, at).or_raise()
    purposes = purposes_of(member.terms, profile)
    purpose = next((code for code, is_carried in purposes.items() if is_carried), "")
    wish = Wish(membership.person_id, service, profile, purpose)
    return _open(wish, membership, member, granted_by_id=granted_by_id, at=at)


def _decide(
    wish: Wish, actor: Actor, membership: Membership | None, member: MemberInConvention | None, at: datetime
) -> Decision:
    return judge(
        wish,
        grantor=acting_holder(actor, member, at),
        holder=holder_of(membership, at) if membership else None,
        member=member,
        level=scope_level(wish.organisation_id or actor.organisation_id, wish.scope_id),
        step_up_at=actor.step_up_at,
        at=at,
    )


def _refuse_twice(wish: Wish, membership_id: UUID, wanted: Period) -> None:
    same = Habilitation.objects.filter(
        membership_id=membership_id, service=wish.service, profile=wish.profile, scope_id=wish.scope_id
    )
    if same.filter(period__overlap=(wanted.start, wanted.end)).exists():
        ALREADY_HELD.or_raise()


def withdraw(habilitation_id: UUID, *, actor: Actor, at: datetime, cause: str = "") -> Habilitation:
    """Withdraw a right at once: its period ends now, its seats are free, the next request is refused."""
    habilitation = locked_right(habilitation_id)
    act = Act(
        "habilitation:right:refused",
        subject_kind="habilitation",
        subject_id=str(habilitation.id),
        payload={"service": habilitation.service, "profile": habilitation.profile},
    )
    judge_management(habilitation, actor, at).or_raise(act)
    if habilitation.withdrawn_at is None:
        end_right(habilitation, actor=actor, at=at, cause=cause)
    return habilitation
