"""How a service plugs into the house: one frozen value per room, listed by name in `site` (house.md)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from socle.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One entry of the main menu; shown when the actor holds `permission` (always when None)."""

    label: str
    route: str
    icon: str
    permission: str | None = None


@dataclass(frozen=True, slots=True)
class Todo:
    """One line of « À faire aujourd'hui »: what, why, until when, where to do it."""

    title: str
    detail: str
    url: str
    due: datetime | None = None
    clause: str = ""
    icon: str = "checkbox"


@dataclass(frozen=True, slots=True)
class Found:
    """One object that words name: what it is called, what kind of thing it is, how it is told from its likes."""

    label: str
    section: str
    url: str
    icon: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Room:
    """What a room offers to the ones above it, without importing them."""

    name: str
    title: str
    menu: Sequence[MenuEntry] = ()
    commands: Sequence[MenuEntry] = ()
    permissions: Sequence[str] = ()
    purposes: Sequence[str] = ()
    todos: Callable[[Actor, datetime], Sequence[Todo]] | None = None
    find: Callable[[Actor, str, datetime], Sequence[Found]] | None = None
