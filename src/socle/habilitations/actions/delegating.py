"""Name a responsable d'habilitation inside one's own perimeter, change it, take it back (MCP-22; contrat 2.2.1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from socle.accounts.actions.invitations import invite
from socle.accounts.queries.members import states_of
from socle.habilitations import emails
from socle.habilitations.actions.ending import end_delegation
from socle.habilitations.domain.delegating import DelegationCase, decide_delegation, may_take_back, parent_of
from socle.habilitations.domain.granting import DELEGATION_CLAUSE, Holder, confirmed_recently, decide_period, period_of
from socle.habilitations.domain.perimeter import WHOLE, Perimeter
from socle.habilitations.domain.powers import known_perimeter, powers
from socle.habilitations.domain.roles import ROLES, RoleCode
from socle.habilitations.models import Delegation
from socle.habilitations.queries.delegations import Lattice, hold_still, known_of, lattice_of
from socle.habilitations.queries.roles import actor_holder, holder_of, perimeter_of
from socle.kernel.actor import Actor
from socle.kernel.decision import Act, Decision, Refused, first_refusal
from socle.kernel.period import Period
from socle.notifications.actions import enqueue
from socle.organismes.queries import Membership, staying
from socle.traces import actions as traces

WAITING = frozenset({None, "invited"})


@dataclass(frozen=True, slots=True)
class DelegationWish:
    """Who is to manage habilitations, how far, whether they may name others, from when to when."""

    person_id: UUID
    perimeter: Perimeter = WHOLE
    may_pass_on: bool = False
    valid_from: datetime | None = None
    valid_to: datetime | None = None


@dataclass(frozen=True, slots=True)
class Fallen:
    """A delegation taken back, with everything that was passed on from it."""

    delegation: Delegation
    below: tuple[Delegation, ...]


def delegate(wish: DelegationWish, *, actor: Actor, at: datetime) -> Delegation:
    """Name a responsable: never wider nor longer than one's own, nor a peer, a superior or oneself."""
    person = staying(wish.person_id, actor.organisation_id, at)
    try:
        return _delegate(wish, person, actor, at)
    except Refused as error:
        act = error.act or _act(wish.person_id, person.person.name if person else "")
        raise Refused(error.decision, act) from error


def change(delegation_id: UUID, wish: DelegationWish, *, actor: Actor, at: datetime) -> Delegation:
    """Give a responsable another perimeter or another end: what was passed on beyond it falls, the rest stays."""
    fallen = _take_back(delegation_id, actor=actor, at=at, cause="périmètre modifié", keeps_below=True)
    opened = delegate(replace(wish, person_id=fallen.delegation.membership.person_id), actor=actor, at=at)
    _rehang(fallen, opened, actor, at)
    return opened


def take_back(delegation_id: UUID, *, actor: Actor, at: datetime, cause: str) -> Fallen:
    """End a delegation and those passed on from it; the rights given under them stay."""
    return _take_back(delegation_id, actor=actor, at=at, cause=cause)


def _delegate(wish: DelegationWish, person: Membership | None, actor: Actor, at: datetime) -> Delegation:
    hold_still(actor.organisation_id)
    lattice, start = lattice_of(actor.organisation_id, at), max(wish.valid_from or at, at)
    decide_period(start, wish.valid_to, at).or_raise()
    grantor = actor_holder(actor, at)
    known = known_of(actor.organisation_id, at)
    case = DelegationCase(
        grantor=grantor,
        person=holder_of(person, at) if person else None,
        role=RoleCode.DELEGATE,
        perimeter=wish.perimeter,
        may_pass_on=wish.may_pass_on,
        period=period_of(start, wish.valid_to, at),
        held=lattice.held_by(actor.membership_id),
        step_up_at=actor.step_up_at,
        is_delegated_mode=known.is_delegated_mode(wish.perimeter),
        at=at,
    )
    first_refusal(
        (powers(grantor, known, wish.perimeter), known_perimeter(wish.perimeter, known), decide_delegation(case))
    ).or_raise()
    assert person is not None
    return _open(case, person, lattice, actor, at)


def _open(case: DelegationCase, person: Membership, lattice: Lattice, actor: Actor, at: datetime) -> Delegation:
    if states_of([person.person_id]).get(person.person_id) in WAITING:
        invite(person.id, actor=actor, at=at)  # before the role, which would make them a peer
    parent = parent_of(case)
    source = lattice.row(parent.id) if parent else None
    own = source or next(row for row in lattice.administrators if row.membership_id == actor.membership_id)
    row = Delegation.objects.create(
        id=uuid4(),
        organisation_id=actor.organisation_id,
        membership=person,
        role=case.role.value,
        caisse_id=own.caisse_id,
        convention_id=own.convention_id,
        services=sorted(case.perimeter.services),
        profiles=sorted(case.perimeter.profiles),
        scopes=sorted(case.perimeter.scopes),
        groups=sorted(case.perimeter.groups),
        may_pass_on=case.may_pass_on,
        parent_id=parent.id if parent else None,
        period=DateTimeTZRange(case.period.start, case.period.end),
        granted_by_id=actor.person_id,
        granted_at=at,
    )
    _trace(row, actor, at)
    enqueue(emails.role_given(person, ROLES[case.role].label, actor.name), at)
    return row


def _take_back(delegation_id: UUID, *, actor: Actor, at: datetime, cause: str, keeps_below: bool = False) -> Fallen:
    hold_still(actor.organisation_id)
    lattice = lattice_of(actor.organisation_id, at)
    seen = lattice.row(delegation_id)
    if seen is None or seen.role != RoleCode.DELEGATE:
        raise Delegation.DoesNotExist(str(delegation_id))
    row = Delegation.objects.select_for_update(of=("self",)).select_related("membership__person").get(id=delegation_id)
    decide_taking_back(lattice, row, actor_holder(actor, at), holder_of(row.membership, at)).or_raise(_act_of(row))
    confirmed_recently(actor.step_up_at, at).or_raise(_act_of(row))
    below = lattice.below(row.id)
    for one in (row, *(() if keeps_below else below)):
        end_delegation(one, actor=actor, at=at, cause=cause, tells=not keeps_below)
    return Fallen(row, below)


def decide_taking_back(lattice: Lattice, row: Delegation, grantor: Holder, holder: Holder) -> Decision:
    """Whether this manager may change or take back this delegation, identity confirmed apart."""
    return may_take_back(grantor, lattice.held_by(grantor.membership_id), lattice.held(row), holder)


def _rehang(fallen: Fallen, opened: Delegation, actor: Actor, at: datetime) -> None:
    """Direct sub-delegations that still fit hang under the new one; the others fall with what is below them."""
    perimeter, period = perimeter_of(opened), Period(opened.period.lower, opened.period.upper)
    old = fallen.delegation.id
    for child in [row for row in fallen.below if row.parent_id == old]:
        if opened.may_pass_on and _still_fits(child, perimeter, period):
            Delegation.objects.filter(id=child.id).update(parent_id=opened.id)
        else:
            for one in (child, *_under(child.id, fallen.below)):
                end_delegation(one, actor=actor, at=at, cause="dépasse le périmètre modifié")


def _still_fits(child: Delegation, perimeter: Perimeter, period: Period) -> bool:
    ends = child.period.upper
    lasts = period.end is None or (ends is not None and ends <= period.end)
    return lasts and perimeter_of(child).within(perimeter)


def _under(parent_id: UUID, rows: Sequence[Delegation]) -> Iterable[Delegation]:
    for row in rows:
        if row.parent_id == parent_id:
            yield row
            yield from _under(row.id, rows)


def _trace(row: Delegation, actor: Actor, at: datetime) -> None:
    person = row.membership.person
    traces.record(
        "habilitation:delegation:granted",
        actor=actor,
        at=at,
        subject_kind="person",
        subject_id=str(person.id),
        subject_label=person.name,
        clause=str(DELEGATION_CLAUSE),
        caisse_id=row.caisse_id,
        payload={
            "role": ROLES[RoleCode(row.role)].label,
            "delegation": str(row.id),
            "services": list(row.services),
            "profiles": list(row.profiles),
            "scopes": [str(one) for one in row.scopes],
            "groups": [str(one) for one in row.groups],
            "may_pass_on": row.may_pass_on,
            "valid_from": row.period.lower.isoformat(),
            **({"valid_to": row.period.upper.isoformat()} if row.period.upper else {}),
        },
    )


def _act(person_id: UUID, name: str) -> Act:
    return Act("habilitation:delegation:refused", "person", str(person_id), name, None, {"role": "delegate"})


def _act_of(row: Delegation) -> Act:
    return _act(row.membership.person_id, row.membership.person.name)
