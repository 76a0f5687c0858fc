"""What a person must have done before a right serves, and until when it holds (MCP-34, DRT-08, ISU-06)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from socle.conventions.domain.kinds import Prerequisite
from socle.conventions.domain.reading import AnyTerm, Written, of_kind
from socle.kernel.deadlines import Calendar, Delay, compute


def prerequisites_of(terms: Iterable[AnyTerm], service: str, profile: str) -> tuple[Written[Prerequisite], ...]:
    """The conditions that the convention puts before a right of this profile, in the order of the text."""
    return tuple(term for term in of_kind(terms, Prerequisite) if term.body.concerns(service, profile))


def holds_until(term: Prerequisite, done_at: datetime, calendar: Calendar) -> datetime | None:
    """When what was done stops holding; None when the text gives it no end."""
    if term.valid_for is None:
        return None
    return compute(done_at, Delay.parse(term.valid_for), calendar, roll=False).due
