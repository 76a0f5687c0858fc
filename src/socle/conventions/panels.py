"""What the rooms above add to the pages of a convention; `site` hands it in by name, once, at start.

`sheets` complete the page of a convention (who manages, seats used), `dependents` the page of one term (« Qui en
dépend ? »), `losses` the page where a party ends a convention, `records` the file of the decision to renew. The value
a provider returns is the `Panel` of `organismes.panels`. `impacts` say what other terms would do to the rights and
seats that the rooms above hold: a simulation asks them all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from socle.conventions.domain.body import Body
from socle.conventions.domain.opening import OpeningCase
from socle.kernel.actor import Actor
from socle.kernel.clause import Clause
from socle.organismes.panels import Panel


@dataclass(frozen=True, slots=True)
class Subject:
    """The convention a panel is about; `partner_ids` are its partners, in the order of the parties."""

    convention_id: UUID
    caisse_id: UUID
    partner_ids: tuple[UUID, ...]
    title: str


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A convention when an avenant would take effect, without it and with it; `at` is its first instant, or now."""

    before: OpeningCase
    after: OpeningCase
    at: datetime


@dataclass(frozen=True, slots=True)
class Touched:
    """Somebody whom a change concerns; `detail` says by what."""

    name: str
    organisation: str
    detail: str


@dataclass(frozen=True, slots=True)
class Impact:
    """What one change would do: how many are concerned, who, by which clause and what to do about it."""

    kind: str
    title: str
    says: str
    clause: Clause | None
    count: int
    people: tuple[Touched, ...] = ()
    fix: str = ""


PanelOf = Callable[[Actor, Subject, datetime], Panel | None]
DependentOf = Callable[[Actor, Subject, str, Body, datetime], Panel | None]
ImpactOf = Callable[[Subject, Foreseen], Sequence[Impact]]


@dataclass(slots=True)
class Additions:
    """What was handed in."""

    sheets: tuple[PanelOf, ...] = ()
    dependents: tuple[DependentOf, ...] = ()
    impacts: tuple[ImpactOf, ...] = ()
    losses: tuple[PanelOf, ...] = ()
    records: tuple[PanelOf, ...] = ()


_additions = Additions()


def hand_in(
    *,
    sheets: Sequence[PanelOf] = (),
    dependents: Sequence[DependentOf] = (),
    impacts: Sequence[ImpactOf] = (),
    losses: Sequence[PanelOf] = (),
    records: Sequence[PanelOf] = (),
) -> None:
    """Replace what the pages of conventions show from above; called once by `site`."""
    _additions.sheets, _additions.dependents, _additions.impacts = tuple(sheets), tuple(dependents), tuple(impacts)
    _additions.losses, _additions.records = tuple(losses), tuple(records)


def additions() -> Additions:
    return _additions
