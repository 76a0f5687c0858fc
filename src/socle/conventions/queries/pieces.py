"""The files joined to an occurrence of an obligation, as their readers see them."""

from __future__ import annotations

from uuid import UUID, uuid5

from socle.conventions.queries.obligations import Key
from socle.files.queries import StoredFile, file_of, files_of

SUBJECT = "obligation"


def subject_of(convention_id: UUID, key: Key) -> UUID:
    """What the files of an occurrence are kept under: occurrences have no row, their key gives the same name always."""
    return uuid5(convention_id, "/".join(map(str, key)))


def pieces_of(convention_id: UUID, key: Key) -> list[StoredFile]:
    """The files of an occurrence that the actor may see, the latest first."""
    return files_of(SUBJECT, subject_of(convention_id, key))


def piece_of(convention_id: UUID, key: Key, file_id: UUID) -> StoredFile | None:
    """One of them."""
    row = file_of(file_id)
    is_its_own = row and (row.subject_kind, row.subject_id) == (SUBJECT, subject_of(convention_id, key))
    return row if is_its_own else None
