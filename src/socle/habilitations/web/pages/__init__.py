"""What the templates of rights receive: sections of seats, lines of definition lists, rows of tables."""

from socle.habilitations.web.pages.granting import answer_lines, exhausted, place_choices, status_of
from socle.habilitations.web.pages.links import trail
from socle.habilitations.web.pages.rights import (
    ended_line,
    is_over,
    manager_lines,
    own_card,
    right_rows,
    sheet_lines,
    state_of,
)
from socle.habilitations.web.pages.seats import closed_lines, seat_sections

__all__ = [
    "answer_lines",
    "closed_lines",
    "ended_line",
    "exhausted",
    "is_over",
    "manager_lines",
    "own_card",
    "place_choices",
    "right_rows",
    "seat_sections",
    "sheet_lines",
    "state_of",
    "status_of",
    "trail",
]
