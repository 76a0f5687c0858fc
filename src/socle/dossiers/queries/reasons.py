"""Where a stated case is read: the room of cases is above or beside, and `site` hands its reading in at start."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from socle.dossiers.domain.file import File
from socle.dossiers.domain.reasons import Stated
from socle.kernel.actor import Actor

# The number said, the key of the file, the names and the birth date of its person.
Reading = Callable[[str, str, Sequence[str], date, Actor, datetime], tuple[bool, bool] | None]
_READINGS: list[Reading] = []


def hand_in(reading: Reading) -> None:
    """Give dossiers the way to read a case; the last one handed in counts."""
    _READINGS[:] = [reading]


def stated(number: str, file: File, actor: Actor, at: datetime) -> Stated:
    """What the reader's case says of itself and of this file; nothing when they see no such case."""
    one = file.identity
    names = (f"{one.first_name} {one.last_name}", f"{one.first_name} {one.used_name}" if one.used_name else "")
    for read in _READINGS:
        found = read(number, one.numero, tuple(filter(None, names)), one.birth_date, actor, at)
        if found is not None:
            return Stated(number.strip(), is_open=found[0], is_about_them=found[1])
    return Stated()
