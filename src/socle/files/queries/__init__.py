"""Reading the rows of files; their content comes from `actions.serving`, which traces it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from socle.files.models import StoredFile

__all__ = ["StoredFile", "file_of", "files_of", "files_of_many"]


def files_of(subject_kind: str, subject_id: UUID) -> list[StoredFile]:
    """The files of an object that the actor may see, the latest first."""
    rows = StoredFile.objects.filter(subject_kind=subject_kind, subject_id=subject_id)
    return list(rows.order_by("-received_at", "id"))


def file_of(file_id: UUID) -> StoredFile | None:
    """A file by its identifier; None when the actor may not see it."""
    return StoredFile.objects.filter(id=file_id).first()


def files_of_many(subject_kind: str, subject_ids: Sequence[UUID]) -> list[StoredFile]:
    """The files of several objects of a kind, in one statement."""
    rows = StoredFile.objects.filter(subject_kind=subject_kind, subject_id__in=list(subject_ids))
    return list(rows.order_by("received_at", "id"))
