"""Mandates and identity copies as the rule reads them, and what was joined to a case as its reader may see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from socle.files.domain.kinds import FileState
from socle.files.queries import StoredFile, file_of, files_of_many
from socle.saisines.domain.answering import Given, PaperForm
from socle.saisines.models import Entry, Paper, Saisine

PAPER, ENTRY = "saisine_paper", "saisine_entry"


def given(case: Saisine) -> list[Given]:
    """The papers of a case as the rule reads them."""
    return [
        Given(
            row.code,
            row.signed_on,
            row.ends_on,
            PaperForm.coded(row.form),
            refused=row.is_refused,
            checked=row.checked_at is not None,
            over=row.ended_at is not None,
        )
        for row in Paper.objects.filter(saisine=case, shredded_at=None)
    ]


def papers_of(case: Saisine) -> list[Paper]:
    return list(Paper.objects.filter(saisine=case).order_by("given_at", "id"))


def file_of_paper(paper: Paper) -> StoredFile | None:
    """What was joined to a paper; None for whoever is not entrusted with its case: the database hides it."""
    return file_of(paper.file_id) if paper.file_id else None


def is_joined(paper: Paper) -> bool:
    """Whether a file came with it and passed its checks."""
    found = file_of_paper(paper)
    return found is not None and found.state == FileState.CLEAN


def files_of_entries(ids: Sequence[UUID]) -> Mapping[UUID, list[StoredFile]]:
    """The files of some entries, as the actor may see them."""
    found: dict[UUID, list[StoredFile]] = {}
    for row in files_of_many(ENTRY, ids):
        found.setdefault(row.subject_id, []).append(row)
    return found


def file_of_entry(case_id: UUID, file_id: UUID) -> StoredFile | None:
    """A file of the thread of this case; None when it is of another, or hidden."""
    found = file_of(file_id)
    is_said = found is not None and found.subject_kind == ENTRY
    is_here = is_said and Entry.objects.filter(id=found.subject_id, saisine_id=case_id).exists()  # type: ignore[union-attr]
    return found if is_here else None
