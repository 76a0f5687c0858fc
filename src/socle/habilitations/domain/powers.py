"""What a manager may pass on by the text, and what a perimeter may name (MCP-22; contrat de service 2.2.1, 2.2.2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from socle.conventions.domain.kinds.delegation import Power
from socle.conventions.domain.reading import AnyTerm
from socle.conventions.domain.rules.management import may_pass_on
from socle.conventions.domain.words import Role
from socle.habilitations.domain.granting import DELEGATION_CLAUSE, Holder
from socle.habilitations.domain.perimeter import Perimeter
from socle.habilitations.domain.roles import RANKS, RoleCode
from socle.kernel.decision import ALLOWED, Decision, first_refusal, refuse

UNKNOWN = "unknown_perimeter"


@dataclass(frozen=True, slots=True)
class Managed:
    """One convention whose habilitations the organisation manages: what it opens, its terms, its mode."""

    services: frozenset[str]
    profiles: frozenset[str]
    terms: tuple[AnyTerm, ...]
    is_delegated_mode: bool


@dataclass(frozen=True, slots=True)
class Known:
    """Everything a perimeter of the organisation may name."""

    conventions: tuple[Managed, ...]
    scopes: frozenset[UUID] = frozenset()
    groups: frozenset[UUID] = frozenset()

    def concerned(self, perimeter: Perimeter) -> tuple[Managed, ...]:
        """The conventions of which some service is inside the perimeter."""
        return tuple(one for one in self.conventions if any(map(perimeter.covers_service, one.services)))

    def is_delegated_mode(self, perimeter: Perimeter) -> bool:
        """Whether the partner manages its own rights in each of them (MCP-20)."""
        return all(one.is_delegated_mode for one in self.concerned(perimeter))


def powers(grantor: Holder, known: Known, perimeter: Perimeter) -> Decision:
    """The administration itself is passed on only by the roles to which each convention gives that power."""
    held = max(grantor.roles, key=_rank)
    role = next(role for role in Role if role.value == held)
    return first_refusal(may_pass_on(one.terms, role, Power.ADMINISTER) for one in known.concerned(perimeter))


def _rank(role: str) -> tuple[int, str]:
    return RANKS.get(RoleCode(role), 0), role


def known_perimeter(perimeter: Perimeter, known: Known) -> Decision:
    """A perimeter names only services and profiles of the conventions, places and groups of the organisation."""
    strangers = sorted(_strangers(perimeter, known))
    if not strangers:
        return ALLOWED
    return refuse(
        UNKNOWN,
        f"Ce périmètre nomme ce que votre organisme n'a pas : {', '.join(strangers)}.",
        clause=DELEGATION_CLAUSE,
        fix="Choisissez des services et profils de vos conventions, des lieux et groupes de votre organisme.",
    )


def _strangers(perimeter: Perimeter, known: Known) -> Iterator[str]:
    services = {service for one in known.conventions for service in one.services}
    profiles = {profile for one in known.conventions for profile in one.profiles}
    yield from perimeter.services - services
    yield from perimeter.profiles - profiles
    yield from ("un lieu" for _ in perimeter.scopes - known.scopes)
    yield from ("un groupe" for _ in perimeter.groups - known.groups)
