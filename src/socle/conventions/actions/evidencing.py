"""A file as the evidence of an obligation: examined, encrypted, read by the parties of that obligation alone.

Source: URS-01, DRT-05 (what the other party can check); reliability.md 3.4 (uploads). A file belongs to an occurrence,
shares its retention (six years after the end of the convention), and is erased with what was said of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from socle.conventions.actions.obligations import Word, judged, keep
from socle.conventions.queries.obligations import Key, Line
from socle.conventions.queries.pieces import SUBJECT, piece_of, subject_of
from socle.database.transactions import run
from socle.files.actions import Handed, read, receive
from socle.files.examining import Examined, examine
from socle.files.queries import StoredFile
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused


def keep_with_file(convention_id: UUID, key: Key, word: Word, name: str, content: bytes, *, actor: Actor) -> Line:
    """Say what became of an obligation, and join a file; a refused file leaves its reason, and nothing is said."""
    run(actor, lambda at: judged(convention_id, key, word, actor=actor, at=at))
    examined = examine(name, content)
    if not examined.verdict.decision and not examined.kept:
        run(actor, lambda at: _join(convention_id, key, word, (name, content, examined), actor, at))
        raise Refused(examined.verdict.decision)
    return run(actor, lambda at: _said(convention_id, key, word, (name, content, examined), actor, at))


def _said(
    convention_id: UUID, key: Key, word: Word, given: tuple[str, bytes, Examined], actor: Actor, at: datetime
) -> Line:
    row = _join(convention_id, key, word, given, actor, at)
    return keep(convention_id, key, replace(word, text=f"{word.text.strip()} [{row.name}]"), actor=actor, at=at)


def _join(
    convention_id: UUID, key: Key, word: Word, given: tuple[str, bytes, Examined], actor: Actor, at: datetime
) -> StoredFile:
    """The file of an occurrence, for the party that owes and those to whom it is owed."""
    convention, line = judged(convention_id, key, word, actor=actor, at=at)
    name, content, examined = given
    readers = (line.occurrence.bearer, *line.occurrence.beneficiaries)
    handed = Handed(name, content, SUBJECT, subject_of(convention_id, key), readers, convention.organisation_id)
    return receive(handed, examined, actor=actor, at=at)


def hand_piece(
    convention_id: UUID, key: Key, file_id: UUID, *, actor: Actor, at: datetime
) -> tuple[StoredFile, Iterator[bytes]] | None:
    """A file of this occurrence with its content, its reading traced; None when the actor may not see it."""
    found = piece_of(convention_id, key, file_id)
    return (found, read(found, actor=actor, at=at)) if found else None
