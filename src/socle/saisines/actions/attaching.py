"""Words with a file: the file is read by whoever reads the words, and by nobody else (MCP-40, URS-07)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from uuid import UUID

from socle.database.transactions import run
from socle.files.actions import read
from socle.files.queries import StoredFile
from socle.kernel.actor import Actor
from socle.saisines.actions.answering import sayable
from socle.saisines.actions.joining import Checked, Sent, checked, joined
from socle.saisines.models import Entry, Saisine
from socle.saisines.queries.papers import ENTRY, file_of_entry

Act = Callable[[datetime], Saisine]


def with_file(case_id: UUID, text: str, sent: Sent | None, act: Act, *, actor: Actor) -> Saisine:
    """Write on a case and join what was sent to these words; a refused file leaves nothing said."""
    file = checked(sent, lambda at: sayable(case_id, text, actor=actor, at=at), actor=actor)
    return run(actor, lambda at: _joined(act(at), file, actor, at))


def _joined(case: Saisine, file: Checked | None, actor: Actor, at: datetime) -> Saisine:
    """To the last words of the actor: on an answer to the person alone, those that the other side does not read."""
    if file is not None:
        said = Entry.objects.filter(saisine=case, side_id=actor.organisation_id, said_at=at).exclude(text="")
        entry = said.latest("position")
        joined(case, file, ENTRY, entry.id, f"piece-{entry.position}", actor=actor, at=at)
    return case


def hand_file(case_id: UUID, file_id: UUID, *, actor: Actor, at: datetime) -> tuple[StoredFile, Iterator[bytes]] | None:
    """A file of the thread with its content, its reading traced; None when the actor may not see it."""
    found = file_of_entry(case_id, file_id)
    return (found, read(found, actor=actor, at=at)) if found else None
