"""The doors open to an actor, and those their body holds, as the conventions in force write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from socle.conventions.queries.contacts import contacts_of
from socle.conventions.queries.in_force import InForce, in_force
from socle.kernel.actor import Actor
from socle.kernel.identifiers import uuid_of
from socle.organismes.queries import membership
from socle.saisines.domain.access import may_knock
from socle.saisines.domain.clocks import Clock, clock_of, promised
from socle.saisines.domain.doors import Door, doors

KINDS = ("route", "channel", "incident_notice", "mandate", "escalation", "deadline", "rung", "retention", "directory")


@dataclass(frozen=True, slots=True)
class OpenDoor:
    """A door with the convention that opens it."""

    door: Door
    convention: InForce

    @property
    def holder(self) -> str:
        return self.convention.names.get(self.door.held_by, "")

    def clock(self, at: datetime) -> Clock:
        """The clock of what would be received now."""
        return clock_of(self.door.promise, at, self.convention.calendar, self.door.hours)

    def promised(self, at: datetime) -> str:
        return promised(self.clock(at), at, self.convention.calendar)


def all_doors(actor: Actor, at: datetime, *, only: Sequence[UUID] | None = None) -> list[OpenDoor]:
    """Every door of the conventions in force of the actor's body."""
    return [
        OpenDoor(door, convention)
        for convention in in_force(actor, KINDS, at, only=only)
        for door in doors(convention.id, convention.parties, convention.terms)
    ]


def open_to(actor: Actor, at: datetime, *, only: Sequence[UUID] | None = None) -> list[OpenDoor]:
    """Those through which the actor may bring something, desks of named callers included."""
    found = [one for one in all_doors(actor, at, only=only) if actor.organisation_id in one.door.asks]
    roles = roles_at(actor, {one.convention.id for one in found if one.door.callers})
    return [
        one
        for one in found
        if may_knock(one.door, actor.organisation_id, roles.get(one.convention.id, actor.roles | {"user"}))
    ]


def held_by(actor: Actor, at: datetime) -> list[OpenDoor]:
    """Those where the actor's body answers."""
    return [one for one in all_doors(actor, at) if one.door.held_by == actor.organisation_id]


def roles_at(actor: Actor, conventions: set[UUID]) -> Mapping[UUID, frozenset[str]]:
    """The actor's roles in each convention: those of the portal, and those of the annexe by their own address."""
    if not conventions:
        return {}
    email = membership(actor.membership_id).email.lower()
    return {
        one: actor.roles
        | {"user"}
        | {contact.role.value for contact in contacts_of(one) if (contact.email or "").lower() == email}
        for one in conventions
    }


def door_named(actor: Actor, name: str, at: datetime) -> OpenDoor | None:
    """The door that an identifier names, whoever may use it; None when the actor's body did not sign its convention."""
    convention_id = uuid_of(name.partition(".")[0])
    if convention_id is None:
        return None
    return next((one for one in all_doors(actor, at, only=[convention_id]) if one.door.id == name), None)
