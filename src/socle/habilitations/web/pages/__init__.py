"""What the templates of rights receive: sections of seats, lines of definition lists, rows of tables."""

from socle.habilitations.web.pages.exporting import paper_context
from socle.habilitations.web.pages.granting import answer_lines, exhausted, place_choices, status_of
from socle.habilitations.web.pages.links import trail
from socle.habilitations.web.pages.matrix import (
    matrix_columns,
    matrix_rows,
    matrix_summary,
    reset_url,
    rights_tabs,
    sort_links,
)
from socle.habilitations.web.pages.rights import (
    by_convention,
    elsewhere_card,
    ended_lines,
    manager_lines,
    own_card,
    right_rows,
    sheet_lines,
    state_badge,
)
from socle.habilitations.web.pages.seats import closed_lines, seat_sections
from socle.habilitations.web.pages.stopping import suspension_events
from socle.habilitations.web.pages.usage import (
    above_rows,
    change_summary,
    concerned_rows,
    forecast_line,
    heat_table,
    line_key,
    line_title,
    seats_tabs,
)
from socle.habilitations.web.pages.views import view_rows

__all__ = [
    "above_rows",
    "answer_lines",
    "by_convention",
    "change_summary",
    "closed_lines",
    "concerned_rows",
    "elsewhere_card",
    "ended_lines",
    "exhausted",
    "forecast_line",
    "heat_table",
    "line_key",
    "line_title",
    "manager_lines",
    "matrix_columns",
    "matrix_rows",
    "matrix_summary",
    "own_card",
    "paper_context",
    "place_choices",
    "reset_url",
    "right_rows",
    "rights_tabs",
    "seat_sections",
    "seats_tabs",
    "sheet_lines",
    "sort_links",
    "state_badge",
    "status_of",
    "suspension_events",
    "trail",
    "view_rows",
]
