"""A list on paper: its cells as French reads them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from socle.exchange.tables import Cell
from socle.habilitations.web.exports import Listing
from socle.theme.templatetags.theme import french_date


def paper_context(listing: Listing, label: str, body: str, day: date) -> Mapping[str, object]:
    """What the template of a paper reads."""
    columns, rows = listing.on_paper
    return {
        "columns": columns,
        "rows": [[paper_cell(cell) for cell in row] for row in rows],
        "label": label,
        "body": body,
        "day": day,
    }


def paper_cell(cell: Cell) -> str:
    """A day in words, nothing for nothing."""
    if isinstance(cell, date):
        return french_date(cell)
    return "" if cell is None else str(cell)
