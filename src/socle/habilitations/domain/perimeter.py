"""How far a manager of habilitations may go: services, profiles, places, groups (MCP-22; contrat de service 2.2.1).

An empty list limits nothing. What is passed on is never wider than what is held.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

T = TypeVar("T")


def profile_key(service: str, profile: str) -> str:
    """How a profile is written in a perimeter: `cdap:T2`."""
    return f"{service}:{profile}"


@dataclass(frozen=True, slots=True)
class Perimeter:
    """What a delegation is limited to; profiles are written `service:profile`."""

    services: frozenset[str] = frozenset()
    profiles: frozenset[str] = frozenset()
    scopes: frozenset[UUID] = frozenset()
    groups: frozenset[UUID] = frozenset()

    @property
    def is_whole(self) -> bool:
        """Nothing is limited."""
        return not (self.services or self.profiles or self.scopes or self.groups)

    def covers_service(self, service: str) -> bool:
        """Whether some right of the service is inside."""
        named = {key.partition(":")[0] for key in self.profiles}
        return (not self.services or service in self.services) and (not self.profiles or service in named)

    def covers(self, service: str, profile: str, scope_id: UUID | None, groups: Iterable[UUID] = ()) -> bool:
        """Whether one right is inside: its service, profile and place, given to somebody of these groups.

        Who is limited to places gives nothing that holds for the whole body.
        """
        return (
            (not self.services or service in self.services)
            and (not self.profiles or profile_key(service, profile) in self.profiles)
            and (not self.scopes or scope_id in self.scopes)
            and (not self.groups or not self.groups.isdisjoint(groups))
        )

    def within(self, wider: Perimeter) -> bool:
        """Whether everything inside this one is inside `wider`."""
        return (
            _within(self.services, wider.services)
            and _within(self.profiles, wider.profiles)
            and _within(self.scopes, wider.scopes)
            and _within(self.groups, wider.groups)
        ) or self._profiles_imply(wider)

    def _profiles_imply(self, wider: Perimeter) -> bool:
        """A perimeter that names its profiles needs not repeat their services."""
        named = frozenset(key.partition(":")[0] for key in self.profiles)
        return bool(
            self.profiles
            and not self.services
            and _within(named, wider.services)
            and _within(self.profiles, wider.profiles)
            and _within(self.scopes, wider.scopes)
            and _within(self.groups, wider.groups)
        )


def _within(mine: frozenset[T], wider: frozenset[T]) -> bool:
    return not wider or bool(mine and mine <= wider)


WHOLE = Perimeter()
