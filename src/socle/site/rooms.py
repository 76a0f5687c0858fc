"""The rooms of the house, by name: what each plugs into the menu, « Aller à… » and « À faire aujourd'hui »."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from socle.accounts.room import ROOM as ACCOUNTS
from socle.conventions.room import ROOM as CONVENTIONS
from socle.dossiers.room import ROOM as DOSSIERS
from socle.habilitations.room import ROOM as HABILITATIONS
from socle.kernel.actor import Actor
from socle.kernel.room import MenuEntry, Room, Todo
from socle.organismes.room import ROOM as ORGANISMES
from socle.privacy.room import ROOM as PRIVACY
from socle.saisines.room import ROOM as SAISINES
from socle.supervision.room import ROOM as SUPERVISION

ROOMS: tuple[Room, ...] = (DOSSIERS, SAISINES, HABILITATIONS, ORGANISMES, CONVENTIONS, SUPERVISION, PRIVACY, ACCOUNTS)


def menu_of(actor: Actor) -> Iterator[MenuEntry]:
    """The entries the actor's permissions open, room by room."""
    return opened_to(actor, (entry for room in ROOMS for entry in room.menu))


def opened_to(actor: Actor, entries: Iterable[MenuEntry]) -> Iterator[MenuEntry]:
    """Those whose permission the actor holds."""
    return (entry for entry in entries if entry.permission is None or actor.can(entry.permission))


def todos_of(actor: Actor, at: datetime) -> list[Todo]:
    """What awaits the actor, the nearest date first, what has no date last."""
    found = [todo for room in ROOMS if room.todos for todo in room.todos(actor, at)]
    return sorted(found, key=lambda todo: (todo.due is None, todo.due or at))
