"""A change of function or service in one act: the sheet, the rights removed, those that replace them (MCP-23)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from socle.habilitations.actions.granting import Wish, grant, withdraw
from socle.habilitations.domain.granting import confirmed_recently
from socle.habilitations.models import Habilitation
from socle.kernel.actor import Actor
from socle.organismes.actions import PersonCard, update_person
from socle.organismes.queries import Membership

CAUSE = "changement de fonction ou de service"


@dataclass(frozen=True, slots=True)
class Move:
    """What changes: the sheet, the rights that end, the wish that takes the place of a right."""

    membership: Membership
    function: str
    service: str
    service_traits: tuple[str, ...] = ()
    removed: frozenset[UUID] = frozenset()
    replaced: Mapping[UUID, Wish] = field(default_factory=dict)

    @property
    def changes_the_sheet(self) -> bool:
        row = self.membership
        held = (row.function, row.service, sorted(row.service_traits))
        return held != (self.function, self.service, sorted(self.service_traits))


@dataclass(frozen=True, slots=True)
class Moved:
    """What was done, right by right."""

    withdrawn: tuple[Habilitation, ...]
    opened: tuple[Habilitation, ...]


def move(wish: Move, *, actor: Actor, at: datetime) -> Moved:
    """Change the sheet, end the rights the new function does not need, open the others; all of it, or nothing.

    Rights end first, so that the seat one frees serves the one that replaces it.
    """
    confirmed_recently(actor.step_up_at, at).or_raise()
    if wish.changes_the_sheet:
        update_person(wish.membership.id, _card(wish), actor=actor, at=at)
    ended = sorted(wish.removed | wish.replaced.keys())
    withdrawn = tuple(withdraw(one, actor=actor, at=at, cause=CAUSE) for one in ended)
    opened = tuple(grant(new, actor=actor, at=at) for new in wish.replaced.values())
    return Moved(withdrawn, opened)


def _card(wish: Move) -> PersonCard:
    row = wish.membership
    return PersonCard(
        first_name=row.person.first_name,
        last_name=row.person.last_name,
        function=wish.function,
        email=row.email,
        service=wish.service,
        phone=row.phone,
        diploma=row.person.diploma,
        service_traits=list(wish.service_traits),
    )
