"""A directory as it is read: answers to a commune, sectors, gaps, overlaps, changes, and the phone book."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse

from socle.conventions.domain.kinds.directory import Export
from socle.exchange.tables import Sheet
from socle.organismes.communes import Commune, by_codes, in_departement
from socle.saisines.domain.directory import LABELS, RECENT_DAYS, Change, Writing, covering
from socle.saisines.queries.directory import Answer, OpenDirectory, Whole

Lines = list[dict[str, Any]]
COLUMNS = (
    "Commune",
    "Code Insee",
    "Codes postaux",
    "Secteur",
    "Unité",
    "Ligne directe",
    "Permanence",
    "Courriel",
    "Depuis",
)
NAMED_AT_MOST = 12


def trail(*steps: tuple[str, str]) -> list[dict[str, str]]:
    return [{"label": label, "url": url} for label, url in (("Saisines", reverse("saisines:queue")), *steps)]


def _trail(*steps: tuple[str, str]) -> list[dict[str, str]]:
    return trail(("Annuaire par territoire", reverse("saisines:directories")), *steps)


def answers(found: Sequence[Answer]) -> Lines:
    """One card for each commune and directory; without coverage, the number of the clause."""
    return [
        {
            "title": one.met.label,
            "sector": one.writing.name if one.writing else "",
            "is_fallback": one.is_fallback,
            "fallback": one.directory.held.fallback,
            "clause": str(one.directory.held.clause),
            "keeper": one.directory.keeper,
            "lines": covered(one.writing) if one.writing else [],
            "url": place("directory", one.directory),
            "convention": one.directory.convention.label,
        }
        for one in found
    ]


def covered(writing: Writing) -> Lines:
    """Whom to call in a sector."""
    return [
        {"term": "Unité", "text": writing.unit},
        {"term": "Ligne directe", "text": writing.line, "url": f"tel:{writing.line.replace(' ', '')}"},
        {"term": "Permanence sur rendez-vous", "text": writing.permanence},
        {"term": "Courriel", "text": writing.email, "url": f"mailto:{writing.email}"},
        {"term": "Depuis le", "text": f"{writing.since:%d/%m/%Y}"},
    ]


def directories(found: Sequence[OpenDirectory]) -> Lines:
    return [
        {
            "label": f"{one.held.name.capitalize()} : {one.convention.label}",
            "keeper": one.keeper,
            "clause": str(one.held.clause),
            "url": place("directory", one),
        }
        for one in found
    ]


def whole(read: Whole, at: datetime) -> dict[str, Any]:
    """The page of a directory."""
    found, recent = read.directory, at - timedelta(days=RECENT_DAYS)
    exports = found.held.exports
    return {
        "title": f"Annuaire : {found.held.name}",
        "convention": found.convention.label,
        "keeper": found.keeper,
        "clause": str(found.held.clause),
        "fallback": found.held.fallback,
        "lead": f"Tenu par {found.keeper}.",
        "sectors": [_sector_row(number, one, found) for number, one in enumerate(read.sectors, 1)],
        "communes_count": len(read.communes),
        "gaps": [one.label for one in read.gaps],
        "overlaps": [
            {"label": commune.label, "sectors": " et ".join(one.name for one in several)}
            for commune, several in read.overlaps
        ],
        "changes": [_change(one, read) for one in read.changes[:NAMED_AT_MOST]],
        "recent": sum(one.writing.written_at >= recent for one in read.changes),
        "csv_url": place("directory_csv", found) if Export.CSV in exports else "",
        "print_url": place("directory_print", found) if Export.PRINT in exports else "",
        "new_url": place("sector_new", found),
        "breadcrumb": _trail((f"Annuaire : {found.held.name}", "")),
    }


def _sector_row(number: int, one: Writing, found: OpenDirectory) -> dict[str, Any]:
    return {
        "number": number,
        "name": one.name,
        "writing": one,
        "count": len(one.communes),
        "url": reverse("saisines:sector", args=[found.convention.id, found.held.term_id, one.sector_id]),
    }


def _change(one: Change, read: Whole) -> dict[str, Any]:
    names = [_name(code, read) for code in (*one.added, *one.removed)] if not one.is_new else []
    more = f" ({', '.join(names[:NAMED_AT_MOST])}{'…' if len(names) > NAMED_AT_MOST else ''})" if names else ""
    return {
        "title": f"{one.writing.name} : {one.says}{more}",
        "text": f"{_values(one)}À compter du {one.writing.since:%d/%m/%Y}.",
        "at": one.writing.written_at,
        "who": read.directory.keeper,
        "icon": "map-pin",
        "tone": "info",
    }


def _values(one: Change) -> str:
    """What each field was and has become, for who reads the page: a mail never says it."""
    if one.before is None:
        return ""
    kept = [name for name in one.fields if name != "since"]
    pairs = ((getattr(one.before, name), getattr(one.writing, name)) for name in kept)
    return "".join(f"{old or 'rien'} → {new or 'rien'}. " for old, new in pairs)


def _name(code: str, read: Whole) -> str:
    commune = read.communes.get(code)
    return commune.name if commune else code


def phone_book(read: Whole, at: datetime) -> dict[str, Any]:
    found = read.directory
    return {
        "title": f"Annuaire : {found.held.name}",
        "convention": found.convention.label,
        "keeper": found.keeper,
        "clause": str(found.held.clause),
        "fallback": found.held.fallback,
        "at": at,
        "rows": list(_book(read)),
        "breadcrumb": _trail(("À imprimer", "")),
    }


def _book(read: Whole) -> Iterator[tuple[Commune, Writing | None]]:
    for commune in sorted(read.communes.values(), key=lambda one: (one.name, one.code)):
        for writing in covering(read.sectors, commune.code) or (None,):
            yield commune, writing


def sheet(read: Whole) -> Sheet:
    """The phone book as a table: a commune without coverage carries the number of the clause."""
    fallback = read.directory.held.fallback
    rows = (
        (commune.name, commune.code, " ".join(commune.postcodes), *_cells(writing, fallback))
        for commune, writing in _book(read)
    )
    return Sheet("Annuaire par territoire", COLUMNS, rows)


def _cells(writing: Writing | None, fallback: str) -> tuple[str, ...]:
    if writing is None:
        return "", "", fallback, "", "", ""
    day = writing.since.isoformat()
    return writing.name, writing.unit, writing.line, writing.permanence, writing.email, day


def sector(found: OpenDirectory, before: Writing | None, at: datetime) -> dict[str, Any]:
    """The form of a sector, filled with what is written."""
    here = in_departement(found.convention.territory)
    initial: dict[str, object] = {"depuis": found.convention.calendar.day_of(at)}
    if before is not None:
        names = by_codes(before.communes)
        labels = (names[code].label if code in names else code for code in before.communes)
        initial |= {"nom": before.name, "unite": before.unit, "ligne": before.line, "permanence": before.permanence}
        initial |= {"courriel": before.email, "communes": "\n".join(sorted(labels))}
    name = before.name if before else "Nouveau secteur"
    return {
        "before": before,
        "title": name,
        "initial": initial,
        "districts": sorted({one.district for one in here if one.district}),
        "required": found.held.required,
        "asked": [LABELS[field] for field in found.held.required],
        "clause": str(found.held.clause),
        "keeper": found.keeper,
        "breadcrumb": _trail(
            (f"Annuaire : {found.held.name}", place("directory", found)),
            (name, ""),
        ),
    }


def place(name: str, found: OpenDirectory) -> str:
    return reverse(f"saisines:{name}", args=[found.convention.id, found.held.term_id])
