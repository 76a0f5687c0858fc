"""What the rooms above add to the pages of a convention; `site` hands it in by name, once, at start.

`sheets` complete the page of a convention (who manages, seats used), `dependents` the page of one term (« Qui en
dépend ? »). The value a provider returns is the `Panel` of `organismes.panels`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from socle.conventions.domain.body import Body
from socle.kernel.actor import Actor
from socle.organismes.panels import Panel


@dataclass(frozen=True, slots=True)
class Subject:
    """The convention a panel is about; `partner_ids` are its partners, in the order of the parties."""

    convention_id: UUID
    caisse_id: UUID
    partner_ids: tuple[UUID, ...]
    title: str


PanelOf = Callable[[Actor, Subject, datetime], Panel | None]
DependentOf = Callable[[Actor, Subject, str, Body, datetime], Panel | None]


@dataclass(slots=True)
class Additions:
    """What was handed in."""

    sheets: tuple[PanelOf, ...] = ()
    dependents: tuple[DependentOf, ...] = ()


_additions = Additions()


def hand_in(*, sheets: Sequence[PanelOf] = (), dependents: Sequence[DependentOf] = ()) -> None:
    """Replace what the pages of conventions show from above; called once by `site`."""
    _additions.sheets, _additions.dependents = tuple(sheets), tuple(dependents)


def additions() -> Additions:
    return _additions
