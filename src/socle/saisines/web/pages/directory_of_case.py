"""Whom the directory gives for the commune of a case (DRT-02)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from socle.organismes.communes import Met, by_codes
from socle.saisines.domain.directory import directories
from socle.saisines.queries.cases import Thread
from socle.saisines.queries.directory import Answer, OpenDirectory, answers_for
from socle.saisines.web.pages.directory import place

Lines = list[dict[str, Any]]


def who_covers(thread: Thread, at: datetime) -> Lines:
    """The commune by its name, then who covers it by each directory of the convention."""
    convention, code = thread.convention, thread.case.commune
    commune = by_codes([code]).get(code) if code else None
    if convention is None or commune is None:
        return []
    held = directories(convention.id, convention.parties, convention.terms)
    found = answers_for([Met(commune)], [OpenDirectory(one, convention) for one in held], at)
    return [_line(one) for one in found]


def _line(one: Answer) -> dict[str, Any]:
    held, writing = one.directory.held, one.writing
    text = f"{writing.name}, {writing.line}" if writing else f"sans interlocuteur : {held.fallback}"
    return {
        "term": f"Pour {one.met.commune.name}",
        "text": text,
        "url": place("directory", one.directory),
        "clause": str(held.clause),
    }
