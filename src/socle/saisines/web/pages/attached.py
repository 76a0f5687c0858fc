"""The files of a thread, each under the words it came with."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.urls import reverse

from socle.files.domain.kinds import FileState
from socle.files.queries import StoredFile
from socle.saisines.queries.cases import Thread
from socle.saisines.queries.papers import files_of_entries
from socle.saisines.web.pages import cases
from socle.saisines.web.pages.papers import STATES


def events(thread: Thread) -> list[dict[str, Any]]:
    """The exchange with its files."""
    files = files_of_entries([one.entry.id for one in thread.said])
    return [
        {**event, "files": [_line(thread.case.id, row) for row in files.get(said.entry.id, ())]}
        for event, said in zip(cases.events(thread), thread.said, strict=True)
    ]


def _line(case_id: UUID, row: StoredFile) -> dict[str, str]:
    label, tone = STATES[FileState(row.state)]
    if row.wrapped_key is None:
        label, tone = "fichier détruit", "neutral"
    is_read = row.state == FileState.CLEAN and row.wrapped_key is not None
    url = reverse("saisines:file", args=[case_id, row.id]) if is_read else ""
    return {"name": row.name, "label": label, "tone": tone, "url": url}
