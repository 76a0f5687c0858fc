"""What an announced end leaves to do, as each action stands: remaining ones first, then those done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from socle.conventions.domain.closing import KIND
from socle.conventions.domain.keeping import Standing
from socle.conventions.models import Convention
from socle.conventions.queries.dated_ends import dated_ends_of
from socle.conventions.queries.obligations import Line, lines_of

ONE_DAY = timedelta(days=1)
SETTLED = frozenset({Standing.DONE, Standing.DONE_LATE, Standing.WAIVED})


def closing_lines(convention: Convention, at: datetime) -> Sequence[Line]:
    """The closing actions of every dated end of a convention; none while no end has its date."""
    ends = dated_ends_of([convention.id], at).get(convention.id, ())
    days = [day for end in ends for day in (end.last_day, end.announced_at.date() + ONE_DAY)]
    found = lines_of([convention], min(days), max(days), at) if days else []
    return sorted((line for line in found if line.occurrence.kind == KIND), key=is_settled)


def of_ending(lines: Sequence[Line], termination_id: UUID) -> list[Line]:
    return [line for line in lines if line.occurrence.occasion == str(termination_id)]


def is_settled(line: Line) -> bool:
    """Done, or waived by who may ask for it."""
    return line.standing in SETTLED
