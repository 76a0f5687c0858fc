"""Attainment of clocks month by month: bars for the eye, the table that says the same, a list behind each number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from socle.exchange.tables import Sheet
from socle.kernel.actor import Actor
from socle.kernel.french import MONTHS as NAMES
from socle.saisines.queries.doors import all_doors
from socle.saisines.queries.figures import FIGURES, Cell, counted, median_ages, months

HEIGHT, STEP, BAR = 100, 56, 36
COLUMNS = ("Voie", "Mois", *(one.label for one in FIGURES.values()), "Part dans le délai (%)", "Âge médian (jours)")
Counts = Mapping[str, Mapping[Cell, int]]


def doors(actor: Actor, at: datetime) -> list[dict[str, Any]]:
    """Each door one sees cases of, with its twelve months."""
    counts = {key: counted(actor, at, key) for key in FIGURES}
    ages, names = median_ages(actor, at), {one.door.id: one for one in all_doors(actor, at)}
    known = sorted({door for door, _ in counts["received"]}, key=lambda door: (_name(door, names), door))
    found: list[dict[str, Any]] = [
        {
            "name": _name(door, names),
            "lines": [_line(door, month, rank, counts, ages) for rank, month in enumerate(months(at))],
        }
        for door in known
    ]
    return [{**one, "is_told": any(line["share"] is not None for line in one["lines"])} for one in found]


def _name(door: str, names: Mapping[str, Any]) -> str:
    found = names.get(door)
    return f"{found.door.name} — {found.holder}" if found else f"Voie « {door.split('.')[1]} », qui n'est plus ouverte"


def _line(door: str, month: date, rank: int, counts: Counts, ages: Mapping[Cell, timedelta]) -> dict[str, Any]:
    cell = (door, month)
    numbers = {key: counts[key].get((door, month), 0) for key in FIGURES}
    share = round(100 * numbers["in-time"] / numbers["due"]) if numbers["due"] else None
    age = ages.get(cell)
    return {
        "month": f"{NAMES[month.month - 1]} {month.year}",
        "short": f"{month:%m/%y}",
        "numbers": [{"number": n, "url": _url(key, door, month)} for key, n in numbers.items()],
        "share": share,
        "age": round(age.total_seconds() / 86400, 1) if age is not None else None,
        "x": rank * STEP,
        "middle": rank * STEP + BAR // 2,
        "height": share or 0,
        "top": HEIGHT - (share or 0),
    }


def _url(key: str, door: str, month: date) -> str:
    return f"{reverse('saisines:figure', args=[key])}?{urlencode({'voie': door, 'mois': f'{month:%Y-%m}'})}"


def sheet(found: list[dict[str, Any]]) -> Sheet:
    """The same as a file."""
    return Sheet("Délais des saisines", COLUMNS, _cells(found))


def _cells(found: list[dict[str, Any]]) -> Iterator[tuple[Any, ...]]:
    for door in found:
        for line in door["lines"]:
            numbers = (one["number"] for one in line["numbers"])
            yield (door["name"], line["month"], *numbers, _blank(line["share"]), _blank(line["age"]))


def _blank(value: float | None) -> float | str:
    return "" if value is None else value
