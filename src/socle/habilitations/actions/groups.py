"""Groups and the rights they open: every right by `grant`, every end by the same end as any other (MCP-22, R01)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID, uuid4

from django.db import connection

from socle.database.constraints import register
from socle.habilitations.actions.granting import Because, Wish, grant, withdraw
from socle.habilitations.domain.granting import DELEGATION_CLAUSE, OUTSIDER, confirmed_recently, may_depart
from socle.habilitations.domain.groups import GroupCode, Line, difference, may_compose
from socle.habilitations.models import Group, GroupMember, Habilitation, LocalProfile
from socle.habilitations.queries.groups import lines_of, members_of
from socle.habilitations.queries.roles import actor_holder, holder_of
from socle.kernel.actor import Actor
from socle.kernel.decision import ALLOWED, Act, Decision, first_refusal, refuse
from socle.organismes.queries import Membership, staying
from socle.traces import actions as traces

NAME_TAKEN = refuse(
    GroupCode.NAME_TAKEN,
    "Un groupe porte déjà ce nom.",
    clause=DELEGATION_CLAUSE,
    fix="Choisissez un autre nom, ou ouvrez ce groupe.",
)
IN_GROUP = refuse(
    GroupCode.IN_GROUP,
    "Cette personne fait déjà partie du groupe.",
    clause=DELEGATION_CLAUSE,
    fix="Rien n'est à faire : ses droits suivent le groupe.",
)
CLOSED = refuse(
    GroupCode.CLOSED,
    "Ce groupe est fermé.",
    clause=DELEGATION_CLAUSE,
    fix="Choisissez un groupe ouvert, ou créez-en un.",
)
register("group_once", NAME_TAKEN)
register("group_member_once_at_a_time", IN_GROUP)
LEAVE = """
update habilitations_groupmember
set period = period * tstzrange(null, %(at)s), removed_by_id = %(by)s, removed_at = %(at)s where id = %(id)s
"""


def create_group(
    name: str, *, actor: Actor, at: datetime, purpose: str = "", local_profile_id: UUID | None = None
) -> Group:
    """Open an empty group; its local profile, when it has one, is what its members will hold."""
    act = Act("habilitation:group:created", "group", subject_label=name)
    may_compose(actor_holder(actor, at)).or_raise(act)
    local = LocalProfile.objects.get(id=local_profile_id, closed_at=None) if local_profile_id else None
    group = Group(
        id=uuid4(),
        organisation_id=actor.organisation_id,
        name=name,
        purpose=purpose,
        local_profile=local,
        created_by_id=actor.person_id,
        created_at=at,
    )
    _trace("habilitation:group:created", group, actor, at, {"profile": local.name if local else ""})
    group.save(force_insert=True)
    return group


def add_member(group_id: UUID, person_id: UUID, *, actor: Actor, at: datetime) -> GroupMember:
    """Put a colleague in the group and open each of its rights to them; nothing at all when one is refused."""
    group, person = _locked(group_id), staying(person_id, actor.organisation_id, at)
    act = _act("habilitation:group:joined", group, person)
    reached = may_depart(actor_holder(actor, at), holder_of(person, at)) if person else OUTSIDER
    _open_group(group, actor, at, reached, confirmed_recently(actor.step_up_at, at)).or_raise(act)
    assert person is not None
    if GroupMember.objects.filter(group=group, membership=person, period__contains=at).exists():
        IN_GROUP.or_raise(act)
    member = GroupMember(
        id=uuid4(),
        organisation_id=group.organisation_id,
        group=group,
        membership=person,
        period=(at, None),
        added_by_id=actor.person_id,
        added_at=at,
    )
    _trace("habilitation:group:joined", group, actor, at, {"member": person.person.name})
    member.save(force_insert=True)
    _grant_lines(group, person, lines_of(group.local_profile_id), actor, at)
    return member


def remove_member(group_id: UUID, person_id: UUID, *, actor: Actor, at: datetime, cause: str = "") -> GroupMember:
    """Take a colleague out of the group: the rights it opened to them end now, those given apart stay."""
    group = _locked(group_id)
    found = GroupMember.objects.select_related("membership__person").filter(
        group=group, membership__person_id=person_id, period__contains=at
    )
    member = found.first()
    if member is None:
        raise GroupMember.DoesNotExist(str(person_id))
    act = _act("habilitation:group:left", group, member.membership)
    manager = actor_holder(actor, at)
    reached = may_depart(manager, holder_of(member.membership, at))
    first_refusal((may_compose(manager), reached, confirmed_recently(actor.step_up_at, at))).or_raise(act)
    leave(member, group, actor=actor, at=at)
    _withdraw_lines(group, member.membership_id, None, actor, at, cause or f"sortie du groupe « {group.name} »")
    return member


def leave(member: GroupMember, group: Group, *, actor: Actor, at: datetime) -> None:
    """End a place in a group, already judged; its rights are ended apart."""
    _trace("habilitation:group:left", group, actor, at, {"member": member.membership.person.name})
    with connection.cursor() as cursor:
        cursor.execute(LEAVE, {"at": at, "by": actor.person_id, "id": member.id})


def close_group(group_id: UUID, *, actor: Actor, at: datetime) -> Group:
    """Close a group: everybody leaves it, and the rights it opened end."""
    group = _locked(group_id)
    act = _act("habilitation:group:closed", group, None)
    _open_group(group, actor, at, confirmed_recently(actor.step_up_at, at)).or_raise(act)
    for member in members_of(group.id, at):
        remove_member(group.id, member.membership.person_id, actor=actor, at=at, cause="fermeture du groupe")
    group.closed_at, group.closed_by_id = at, actor.person_id
    _trace("habilitation:group:closed", group, actor, at, {})
    group.save(update_fields=["closed_at", "closed_by_id"])
    return group


def give_profile(group_id: UUID, local_profile_id: UUID | None, *, actor: Actor, at: datetime) -> Group:
    """Change the local profile of a group: its members lose what the old one alone opened and gain the new one."""
    group = _locked(group_id)
    act = _act("habilitation:group:changed", group, None)
    _open_group(group, actor, at, confirmed_recently(actor.step_up_at, at)).or_raise(act)
    local = LocalProfile.objects.get(id=local_profile_id, closed_at=None) if local_profile_id else None
    before, after = lines_of(group.local_profile_id), lines_of(local.id if local else None)
    group.local_profile = local
    _trace("habilitation:group:changed", group, actor, at, {"profile": local.name if local else ""})
    group.save(update_fields=["local_profile"])
    follow(group, before, after, actor=actor, at=at)
    return group


def follow(group: Group, before: Iterable[Line], after: Iterable[Line], *, actor: Actor, at: datetime) -> None:
    """Bring the rights of every member from one set of lines to the other, all or nothing."""
    change = difference(before, after)
    for member in members_of(group.id, at):
        gone = {line.key for line in change.withdrawn}
        cause = f"profil du groupe « {group.name} » modifié"
        _withdraw_lines(group, member.membership_id, gone, actor, at, cause)
        _grant_lines(group, member.membership, change.opened, actor, at)


def _grant_lines(group: Group, person: Membership, lines: Iterable[Line], actor: Actor, at: datetime) -> None:
    """Open each line that the person does not hold already."""
    for line in lines:
        wish = Wish(person.person_id, line.service, line.profile, line.purpose, scope_id=line.scope_id)
        same = Habilitation.objects.filter(
            membership_id=person.id, service=line.service, profile=line.profile, scope_id=line.scope_id
        )
        if not same.filter(period__contains=at).exists():
            grant(wish, actor=actor, at=at, because=Because(group_id=group.id))


def _withdraw_lines(
    group: Group, membership_id: UUID, keys: set[tuple[str, str, UUID | None]] | None, actor: Actor, at: datetime,
    cause: str,
) -> None:  # fmt: skip
    """End the rights that the group opened to a member: those of some lines, or all of them."""
    rows = Habilitation.objects.filter(group_id=group.id, membership_id=membership_id, withdrawn_at=None)
    for row in rows.order_by("id"):
        lasts = row.period.upper is None or row.period.upper > at
        if lasts and (keys is None or (row.service, row.profile, row.scope_id) in keys):
            withdraw(row.id, actor=actor, at=at, cause=cause)


def _open_group(group: Group, actor: Actor, at: datetime, *others: Decision) -> Decision:
    opened = ALLOWED if group.closed_at is None else CLOSED
    return first_refusal((may_compose(actor_holder(actor, at)), opened, *others))


def _locked(group_id: UUID) -> Group:
    return Group.objects.select_for_update(of=("self",)).get(id=group_id)


def _act(tag: str, group: Group, person: Membership | None) -> Act:
    said = {"member": person.person.name} if person else {}
    return Act(tag, "group", str(group.id), group.name, payload=said)


def _trace(tag: str, group: Group, actor: Actor, at: datetime, said: Mapping[str, str]) -> None:
    traces.record(
        tag,
        actor=actor,
        at=at,
        subject_kind="group",
        subject_id=str(group.id),
        subject_label=group.name,
        clause=str(DELEGATION_CLAUSE),
        payload={name: value for name, value in said.items() if value},
    )
