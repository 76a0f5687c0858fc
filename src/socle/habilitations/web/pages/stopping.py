"""How a page shows that a right is stopped, and how it was before."""

from __future__ import annotations

from collections.abc import Sequence

from socle.habilitations.domain.suspensions import SAYS, SuspensionKind
from socle.habilitations.models import Suspension
from socle.habilitations.web.pages.links import Lines
from socle.organismes.queries import names_of_people


def suspension_events(rows: Sequence[Suspension]) -> Lines:
    """For the timeline: each suspension, who decided it and who lifted it."""
    people = names_of_people(
        {row.suspended_by_id for row in rows} | {row.lifted_by_id for row in rows if row.lifted_by_id}
    )
    return [
        {
            "title": SAYS[SuspensionKind(row.kind)].capitalize(),
            "at": row.suspended_at,
            "text": f"{row.cause} (par {people.get(row.suspended_by_id, 'un gestionnaire')})"
            + (f" ; levée par {people.get(row.lifted_by_id, 'un gestionnaire')}" if row.lifted_by_id else ""),
            "icon": "lock",
            "tone": "neutral" if row.lifted_at else "warning",
        }
        for row in rows
    ]
