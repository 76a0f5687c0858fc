"""What the rooms above add to the pages of a body's people; `site` hands it in by name, once, at start.

`columns` complete the list of people, `sheets` the sheet of one person
(`dated_sheets` those that also know another day), `links` lead from it to what may be done of
them. `departures` are what must fall with a membership: each runs in the transaction of the departure, and may refuse
it by raising. `changes` judge a change of what identifies a colleague, and refuse it by raising. `tools` are what
stands above the list of people: its saved views and its export, from the filter of its address.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from socle.kernel.actor import Actor
from socle.kernel.decision import Decision


@dataclass(frozen=True, slots=True)
class Panel:
    """A card of a page: lines of a definition list, gauges of seats, decisions with their reason.

    `lines` are the items of the component `definition_list` (`term`, `text`, `url`, `badge`, `tone`, `at`, `clause`,
    `hint`), `gauges` those of `seat_gauge` (`label`, `used`, `max`, `clause`).
    """

    title: str
    icon: str = "info-circle"
    lines: Sequence[Mapping[str, object]] = ()
    gauges: Sequence[Mapping[str, object]] = ()
    decisions: Sequence[Decision] = ()
    text: str = ""
    empty: str = ""
    link_url: str = ""
    link_label: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """The member a panel is about."""

    membership_id: UUID
    person_id: UUID
    organisation_id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Column:
    """One more column of the list of people: `values` answers for a whole page at once, in one statement.

    It receives and answers membership identifiers, or person identifiers when `is_by_person`. One that knows nothing
    but today is not `is_dated`: it is left out of another day.

    A value is a text or a mapping of the component `cell` (`text`, `badge`, `tone`, `at`, `url`, `number`); a member
    without a value counts as none.
    """

    label: str
    values: Callable[[Actor, Sequence[UUID], datetime], Mapping[UUID, object]]
    is_number: bool = False
    is_by_person: bool = False
    is_dated: bool = True


ToolsOf = Callable[[Actor, str, datetime], Mapping[str, object]]
PanelOf = Callable[[Actor, Subject, datetime], Panel | None]
LinksOf = Callable[[Actor, Subject, datetime], Sequence[Mapping[str, object]]]
Departure = Callable[[Actor, Subject, datetime, str], None]
Change = Callable[[Actor, Subject, datetime], None]


@dataclass(slots=True)
class Additions:
    """What was handed in."""

    columns: tuple[Column, ...] = ()
    sheets: tuple[PanelOf, ...] = ()
    dated_sheets: tuple[PanelOf, ...] = ()
    links: tuple[LinksOf, ...] = ()
    departures: tuple[Departure, ...] = ()
    changes: tuple[Change, ...] = ()
    tools: ToolsOf | None = None


_additions = Additions()


def hand_in(
    *,
    columns: Sequence[Column] = (),
    sheets: Sequence[PanelOf] = (),
    dated_sheets: Sequence[PanelOf] = (),
    links: Sequence[LinksOf] = (),
    departures: Sequence[Departure] = (),
    changes: Sequence[Change] = (),
    tools: ToolsOf | None = None,
) -> None:
    """Replace what the pages of people show from above; called once by `site`."""
    _additions.columns, _additions.sheets = tuple(columns), tuple(sheets)
    _additions.dated_sheets, _additions.links = tuple(dated_sheets), tuple(links)
    _additions.departures, _additions.changes = tuple(departures), tuple(changes)
    _additions.tools = tools


def additions() -> Additions:
    return _additions
