"""The matrix as its template reads it: columns, people, cells in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from socle.habilitations.domain.matrix import CELL_SAYS, CellState, known_end
from socle.habilitations.queries.matrix.cells import CellRight, PersonRow
from socle.habilitations.queries.matrix.columns import Column
from socle.habilitations.queries.matrix.people import PAGE_SIZE, MatrixFilter
from socle.habilitations.queries.matrix.reading import Frame, MatrixPage
from socle.habilitations.web.pages.links import Lines
from socle.theme.asof import Moment
from socle.theme.templatetags.theme import french_date, plural

TONES = {
    CellState.HELD: ("success", "circle-check"),
    CellState.ENDING: ("warning", "hourglass"),
    CellState.COMING: ("info", "clock"),
    CellState.SUSPENDED: ("danger", "ban"),
    CellState.STAND_IN: ("info", "users"),
    CellState.CLOSED: ("neutral", "lock"),
}
RIGHTS_TABS = (("Liste", "habilitations:rights"), ("Matrice", "habilitations:matrix"))
SORTED = (("nom", "Personne"), ("unite", "Service de l'organisme"), ("droits", "Droits"))


def rights_tabs(current: str, query: Mapping[str, str]) -> Lines:
    """The list and the matrix, the body and the day kept."""
    kept = {name: query[name] for name in ("organisme", "as_of") if query.get(name)}
    return [
        {"label": label, "url": f"{reverse(route)}{'?' if kept else ''}{urlencode(kept)}", "current": route == current}
        for label, route in RIGHTS_TABS
    ]


def reset_url(path: str, query: Mapping[str, str]) -> str:
    """The page without its filters: the body and the day stay."""
    kept = {name: query[name] for name in ("organisme", "as_of") if query.get(name)}
    return f"{path}?{urlencode(kept)}" if kept else path


def sort_links(query: QueryDict, wanted: MatrixFilter) -> Lines:
    """Each order, the way it runs now, and the address that takes or turns it."""
    found = []
    for code, label in SORTED:
        is_current = wanted.sort.removeprefix("-") == code
        asked = query.copy()
        asked.pop("suite", None)
        asked["tri"] = f"-{code}" if is_current and not wanted.is_reversed else code
        way = ("descending" if wanted.is_reversed else "ascending") if is_current else ""
        found.append({"label": label, "sort_url": f"?{asked.urlencode()}", "sorted": way})
    return found


def matrix_summary(total: int) -> str:
    """« 3 personnes, 25 par page »."""
    return f"{total} personne{plural(total)}, {PAGE_SIZE} par page"


def matrix_columns(frame: Frame) -> Lines:
    """The heads of the columns shown."""
    return [
        {
            "title": f"{column.service.upper()} {column.profile}",
            "scope": column.scope,
            "name": column.name,
            "clause": column.clause,
        }
        for column in frame.shown
    ]


def matrix_rows(page: MatrixPage, frame: Frame, moment: Moment) -> Lines:
    """A line by person, a cell by column."""
    return [
        {
            "member": row.member,
            "name": row.member.person.name,
            "url": moment.keep(reverse("organismes:person", args=[row.member.person_id])),
            "rights": sum(len(cell) for cell in row.cells),
            "cells": [
                _cell(row, cell, column, page, moment) for cell, column in zip(row.cells, frame.shown, strict=True)
            ],
        }
        for row in page.rows
    ]


def _cell(
    row: PersonRow, held: tuple[CellRight, ...], column: Column, page: MatrixPage, moment: Moment
) -> dict[str, Any]:
    query = {"profil": f"{column.service}:{column.profile}", "personne": str(row.member.person_id)}
    scope = {"lieu": str(column.scope_id)} if column.scope_id else {}
    return {
        "title": column.title,
        "rights": [_right(one, moment) for one in held],
        "opening": page.openings.get((row.member.id, column.key)),
        "about": f"{column.title} à {row.member.person.name}",
        "grant_url": f"{reverse('habilitations:grant')}?{urlencode({**query, **scope, 'etape': 'details'})}",
    }


def _right(cell: CellRight, moment: Moment) -> dict[str, Any]:
    tone, icon = TONES[cell.state]
    return {
        "url": moment.keep(reverse("habilitations:right", args=[cell.right.id])),
        "says": CELL_SAYS[cell.state],
        "tone": tone,
        "icon": icon,
        "when": _when(cell, moment.at),
    }


def _when(cell: CellRight, at: datetime) -> str:
    """« dès le 3 mars 2027 », « jusqu'au 4 avril 2027 »: the day that matters."""
    if cell.state is CellState.COMING:
        return f"dès le {french_date(cell.facts.period.start)}"
    end = known_end(cell.facts, at)
    return f"jusqu'au {french_date(end)}" if end else ""
