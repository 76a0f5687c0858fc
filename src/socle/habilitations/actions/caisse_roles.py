"""Give and end the roles of the caisse's own people (MCP-20, MCP-32); the link reaches the person directly (MCP-24)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from socle.accounts.actions.invitations import invite
from socle.accounts.queries.members import states_of
from socle.habilitations import emails
from socle.habilitations.actions.ending import end_delegation
from socle.habilitations.domain.caisse_roles import HOUSE, CaisseRole, decide_ending, decide_giving
from socle.habilitations.domain.roles import ROLES, RoleCode
from socle.habilitations.models import Delegation
from socle.habilitations.queries.caisse_roles import holders, standing_role
from socle.habilitations.queries.delegations import hold_still
from socle.habilitations.queries.roles import holder_of
from socle.kernel.actor import Actor
from socle.kernel.decision import Act
from socle.notifications.actions import enqueue
from socle.organismes.queries import Membership, staying
from socle.traces import actions as traces

WAITING = frozenset({None, "invited"})


def give_caisse_role(person_id: UUID, role: str, *, actor: Actor, at: datetime) -> Delegation:
    """Give a colleague of the caisse a role; they are invited when they have no account yet."""
    hold_still(actor.organisation_id)
    member = staying(person_id, actor.organisation_id, at)
    held = holder_of(member, at).roles if member else frozenset()
    case = CaisseRole(
        is_caisse_admin=_is_admin(actor),
        is_member=member is not None,
        is_oneself=person_id == actor.person_id,
        role=role,
        held=held,
        step_up_at=actor.step_up_at,
        at=at,
    )
    decide_giving(case).or_raise(_act(person_id, member, role))
    assert member is not None
    return _open(member, RoleCode(role), actor, at)


def end_caisse_role(delegation_id: UUID, *, actor: Actor, at: datetime, cause: str) -> Delegation:
    """End a role of the caisse at once; one administrator stays."""
    hold_still(actor.organisation_id)
    row = standing_role(delegation_id, actor.organisation_id, at)
    if row is None:
        raise Delegation.DoesNotExist(str(delegation_id))
    admins = [one for one in holders(actor.organisation_id, at) if one.role == RoleCode.CAISSE_ADMIN]
    case = CaisseRole(
        is_caisse_admin=_is_admin(actor),
        is_member=True,
        is_oneself=row.membership.person_id == actor.person_id,
        role=row.role,
        held=frozenset(),
        step_up_at=actor.step_up_at,
        at=at,
        others=sum(one.id != row.id for one in admins),
    )
    decide_ending(case).or_raise(_act(row.membership.person_id, row.membership, row.role))
    end_delegation(row, actor=actor, at=at, cause=cause)
    return row


def _is_admin(actor: Actor) -> bool:
    return actor.is_caisse and actor.can("delegation:appoint")


def _open(member: Membership, role: RoleCode, actor: Actor, at: datetime) -> Delegation:
    row = Delegation.objects.create(
        id=uuid4(),
        organisation_id=member.organisation_id,
        membership=member,
        role=role.value,
        period=DateTimeTZRange(at, None),
        granted_by_id=actor.person_id,
        granted_at=at,
    )
    traces.record(
        "habilitation:delegation:granted",
        actor=actor,
        at=at,
        subject_kind="person",
        subject_id=str(member.person_id),
        subject_label=member.person.name,
        clause=str(HOUSE),
        payload={"role": ROLES[role].label, "delegation": str(row.id), "valid_from": at.isoformat()},
    )
    if states_of([member.person_id]).get(member.person_id) in WAITING:
        invite(member.id, actor=actor, at=at)
    enqueue(emails.role_given(member, ROLES[role].label, actor.name), at)
    return row


def _act(person_id: UUID, member: Membership | None, role: str) -> Act:
    name = member.person.name if member else ""
    return Act("habilitation:delegation:refused", "person", str(person_id), name, None, {"role": role[:20]})
