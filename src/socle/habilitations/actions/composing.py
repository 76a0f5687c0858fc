"""A partner's directory composes its groups: each arrival and each exit by the actions of the pages (MCP-22, R01, R08).

One request is one transaction: when a seat is missing for one person, nobody has entered.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from socle.database.constraints import register
from socle.habilitations.actions.groups import NAME_TAKEN, add_member, close_group, create_group, remove_member
from socle.habilitations.actions.provisioning import keep_apart
from socle.habilitations.domain.granting import DELEGATION_CLAUSE
from socle.habilitations.domain.groups import may_compose
from socle.habilitations.domain.scim.groups import Said, unknown
from socle.habilitations.models import Group, GroupEntry
from socle.habilitations.queries.directory import KnownGroup
from socle.habilitations.queries.roles import actor_holder
from socle.kernel.actor import Actor
from socle.kernel.decision import Act
from socle.organismes import annuaire
from socle.organismes.annuaire import Sought
from socle.traces import actions as traces

register("group_entry_once", NAME_TAKEN)
register("group_external_id_once", NAME_TAKEN)
LEAVES = "retrait du groupe par l'annuaire de l'organisme"


def open_group(said: Said, *, actor: Actor, at: datetime) -> UUID:
    """Open a group that the directory has; it opens no right until a manager gives it a local profile."""
    group = create_group(said.name, actor=actor, at=at)
    _link(group.id, said.name, said.external_id, actor, at)
    _enter(group.id, said.members, actor, at)
    return group.id


def compose(known: KnownGroup, said: Said, *, actor: Actor, at: datetime) -> None:
    """Bring a group to what the directory says: exits first, since they free seats."""
    before = known.said
    if said.name != before.name:
        _rename(known, said.name, actor, at)
    if said.external_id != before.external_id:
        _link(known.id, said.name, said.external_id, actor, at)
    for person_id in sorted(before.members - said.members):
        _apart(person_id, actor, at)
        remove_member(known.id, person_id, actor=actor, at=at, cause=LEAVES)
    _enter(known.id, said.members - before.members, actor, at)


def shut(known: KnownGroup, *, actor: Actor, at: datetime) -> None:
    """Close a group that the directory deletes: everybody leaves it, and the rights it opened end."""
    for person_id, _ in known.members:
        _apart(person_id, actor, at)
    close_group(known.id, actor=actor, at=at)
    _link(known.id, known.name, "", actor, at)


def _enter(group_id: UUID, people: Iterable[UUID], actor: Actor, at: datetime) -> None:
    for person_id in sorted(people):
        _apart(person_id, actor, at, is_needed=True)
        add_member(group_id, person_id, actor=actor, at=at)


def _apart(person_id: UUID, actor: Actor, at: datetime, *, is_needed: bool = False) -> None:
    """Neither oneself, nor an administrator, nor a peer enters or leaves a group this way."""
    found, _ = annuaire.known(Sought(person_id), actor=actor, at=at)
    if is_needed and not (found and found[0].is_present):
        raise unknown(person_id)
    for one in found:
        keep_apart(one, actor, at)


def _rename(known: KnownGroup, name: str, actor: Actor, at: datetime) -> None:
    may_compose(actor_holder(actor, at)).or_raise(Act("habilitation:group:renamed", "group", str(known.id), known.name))
    _trace("habilitation:group:renamed", known.id, known.name, actor, at, name=name)
    Group.objects.filter(id=known.id, organisation_id=actor.organisation_id).update(name=name)


def _link(group_id: UUID, name: str, external_id: str, actor: Actor, at: datetime) -> None:
    """Keep the directory's identifier of a group; an empty one is forgotten."""
    mine = GroupEntry.objects.filter(organisation_id=actor.organisation_id, group_id=group_id)
    if not external_id and not mine.exists():
        return
    may_compose(actor_holder(actor, at)).or_raise(Act("habilitation:group:linked", "group", str(group_id), name))
    _trace("habilitation:group:linked", group_id, name, actor, at)
    GroupEntry.objects.update_or_create(
        organisation_id=actor.organisation_id,
        group_id=group_id,
        defaults={"external_id": external_id},
        create_defaults={"external_id": external_id, "linked_at": at},
    )


def _trace(tag: str, group_id: UUID, label: str, actor: Actor, at: datetime, **payload: str) -> None:
    traces.record(
        tag,
        actor=actor,
        at=at,
        subject_kind="group",
        subject_id=str(group_id),
        subject_label=label,
        clause=str(DELEGATION_CLAUSE),
        payload=payload,
    )
