"""The closing actions of an end as its page shows them: who does each, by when, where it stands."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from socle.conventions.queries.closing import closing_lines, is_settled, of_ending
from socle.conventions.queries.endings import ReadTermination
from socle.conventions.queries.obligations import Line
from socle.conventions.queries.portfolio import parties_of
from socle.conventions.web.endings.pages import data_row
from socle.conventions.web.obligations.pages import badge_of, url_of
from socle.kernel.actor import Actor
from socle.kernel.french import headline
from socle.papers.typography import NBSP
from socle.theme.templatetags.theme import french_date

COLUMNS = ("Action", "Qui la fait", "Au plus tard", "État", "Clause")


def closing_of(read: ReadTermination, actor: Actor, at: datetime) -> dict[str, object]:
    """Nothing while the end has no date, or once it was stopped: nobody has anything to close then."""
    convention = read.row.convention
    lines = of_ending(closing_lines(convention, at), read.row.id) if read.row.over_at else []
    if not lines:
        return {}
    names = {one.party_id: one.party.legal_name for one in parties_of([convention.id])[convention.id]}
    done = sum(map(is_settled, lines))
    return {
        "closing": [],
        "data": [data_row(duty) for duty in read.ending.data if not duty.owed],
        "closing_columns": COLUMNS,
        "closing_rows": [_row(line, names, actor) for line in lines],
        "closing_done": done,
        "closing_total": len(lines),
        "closing_tone": "success" if done == len(lines) else "warning",
    }


def _row(line: Line, names: dict[UUID, str], actor: Actor) -> list[object]:
    one = line.occurrence
    is_ours = one.bearer == actor.organisation_id
    return [
        {"text": headline(one.what), "url": url_of(line)},
        f"{names[one.bearer]} (vous)" if is_ours else names[one.bearer],
        french_date(one.due_on).replace(" ", NBSP),
        badge_of(line),
        {"clause": one.clause},
    ]
