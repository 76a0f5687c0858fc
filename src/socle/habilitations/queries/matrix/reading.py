"""One page of the matrix, or the whole of it for an export: the same statements (experience.md, « Exports »)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from socle.habilitations.domain.matrix import MOST_COLUMNS
from socle.habilitations.queries.delegations import open_groups
from socle.habilitations.queries.matrix.cells import PersonRow, ServiceDay, openings, rows_of, service_days
from socle.habilitations.queries.matrix.columns import Column, columns_of, matching
from socle.habilitations.queries.matrix.people import PAGE_SIZE, MatrixFilter, key_of, page_of_people, people
from socle.habilitations.queries.offers import Names, names_of
from socle.kernel.actor import Actor
from socle.kernel.decision import Decision
from socle.organismes.queries import Membership

BATCH = 500


@dataclass(frozen=True, slots=True)
class Frame:
    """What the matrix is made of before its rows: every column of the day, those kept, and those a page shows."""

    names: Names
    all: tuple[Column, ...]
    kept: tuple[Column, ...]
    groups: tuple[tuple[str, str], ...] = ()

    @property
    def shown(self) -> tuple[Column, ...]:
        return self.kept[:MOST_COLUMNS]

    @property
    def hidden(self) -> int:
        return len(self.kept) - len(self.shown)


@dataclass(frozen=True, slots=True)
class MatrixPage:
    """Some people with their cells; `next` is the key of the last one when there are more."""

    rows: tuple[PersonRow, ...]
    openings: Mapping[tuple[UUID, str], Decision]
    total: int
    next: tuple[str, ...] | None


def frame_of(organisation_id: UUID, at: datetime) -> Frame:
    """The columns of a body on a day, all of them."""
    names = names_of(organisation_id, at)
    found = tuple(columns_of(organisation_id, at, names))
    groups = tuple((str(group_id), name) for group_id, name in open_groups(organisation_id, at))
    return Frame(names, found, found, groups)


def narrowed(frame: Frame, wanted: MatrixFilter) -> Frame:
    """The frame with the columns that the filter keeps."""
    return Frame(frame.names, frame.all, tuple(matching(frame.all, wanted)), frame.groups)


def page_of_matrix(
    frame: Frame, wanted: MatrixFilter, at: datetime, *, after: tuple[str, ...] | None, actor: Actor | None
) -> MatrixPage:
    """One page; `actor` is given when rights may be opened from it."""
    found = page_of_people(wanted, at, after)
    shown = found[:PAGE_SIZE]
    days = _days(frame.shown, shown, at)
    rows = tuple(rows_of(shown, frame.shown, days, at))
    return MatrixPage(
        rows,
        openings(rows, frame.shown, days, actor, at) if actor and rows else {},
        people(wanted, at).count(),
        key_of(shown[-1], wanted) if len(found) > PAGE_SIZE else None,
    )


def people_page(
    frame: Frame, wanted: MatrixFilter, at: datetime, *, after: Sequence[str] | None, limit: int
) -> list[PersonRow]:
    """People with every column that the filter keeps; one more than `limit`."""
    found = page_of_people(wanted, at, tuple(after) if after else None, limit)
    return rows_of(found, frame.kept, _days(frame.kept, found, at), at)


def _days(columns: Sequence[Column], shown: Sequence[Membership], at: datetime) -> dict[str, ServiceDay]:
    return service_days(columns, shown[0].id, at) if shown else {}


def whole_matrix(frame: Frame, wanted: MatrixFilter, at: datetime) -> Iterator[PersonRow]:
    """Every person that the filter keeps, with every column that it keeps."""
    found = list(people(wanted, at))
    days = _days(frame.kept, found, at)
    for start in range(0, len(found), BATCH):
        yield from rows_of(found[start : start + BATCH], frame.kept, days, at)
