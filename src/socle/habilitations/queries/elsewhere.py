"""A person's rights in the other bodies they work for: each is read as that member, for the person alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from socle.accounts.queries import memberships_of
from socle.database.transactions import transaction
from socle.habilitations.queries import sheets
from socle.habilitations.queries.offers import Names, names_of
from socle.habilitations.queries.roles import roles_in_use
from socle.habilitations.queries.sheets import Held
from socle.habilitations.queries.states import rights_on_day
from socle.kernel.actor import Actor, OrganisationKind


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """One other body of the same person: what they hold there, by which roles."""

    organisation: str
    function: str
    roles: tuple[str, ...]
    held: tuple[Held, ...]
    names: Names


def held_elsewhere(actor: Actor) -> list[Elsewhere]:
    """The rights of the same person in each other body; nobody else's, and nothing another body must not show."""
    return list(_others(actor)) if actor.account_id else []


def _others(actor: Actor) -> Iterator[Elsewhere]:
    assert actor.account_id
    for one in memberships_of(actor.account_id):
        if one.membership_id == actor.membership_id:
            continue
        there = replace(
            actor,
            membership_id=one.membership_id,
            organisation_id=one.organisation_id,
            organisation_kind=OrganisationKind(one.organisation_kind),
            organisation_name=one.organisation_name,
            roles=frozenset(),
            permissions=frozenset(),
        )
        with transaction(there) as at:
            rows = sheets.rights_of_member(one.membership_id, at)
            held = sheets.lasting(rows, rights_on_day(rows, at), at)
            roles = tuple(sorted(roles_in_use(one.membership_id)))
            yield Elsewhere(one.organisation_name, one.function, roles, held, names_of(one.organisation_id, at))
