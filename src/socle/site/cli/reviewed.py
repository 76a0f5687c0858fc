"""The reviews of this clone as the command line lists them."""

from __future__ import annotations

from socle.database.transactions import transaction
from socle.habilitations.queries.reviewing.lines import every_campaign, progress_of

Review = dict[str, object]


def every_review() -> list[Review]:
    """Every review, the latest first, as the operator reads them."""
    with transaction(None):
        rows = every_campaign()
        done = progress_of([row.id for row in rows])
        return [
            {
                "id": row.id,
                "partner": row.organisation.legal_name,
                "convention": row.label,
                "due_on": row.due_on,
                "closed_at": row.closed_at,
                "total": done[row.id].total,
                "left": done[row.id].left,
            }
            for row in rows
        ]
