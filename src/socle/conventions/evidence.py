"""What shows by itself that an obligation was kept: papers received here, what the rooms above hand in by name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Evidence:
    """A duty of a kind of term was kept on a day by a party; `document` names the paper, for a paper handed over."""

    convention_id: UUID
    kind: str
    bearer: UUID | None
    on: date
    says: str
    document: str = ""


EvidenceOf = Callable[[Collection[UUID]], Iterable[Evidence]]


@dataclass(slots=True)
class _Handed:
    providers: tuple[EvidenceOf, ...] = field(default_factory=tuple)


_handed = _Handed()


def hand_in(providers: Sequence[EvidenceOf]) -> None:
    """Replace what the rooms above show; called once by `site`."""
    _handed.providers = tuple(providers)


def shown_above(convention_ids: Collection[UUID]) -> list[Evidence]:
    """What every room above shows about these conventions."""
    return [one for provider in _handed.providers for one in provider(convention_ids)]
