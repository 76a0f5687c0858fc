"""A cartogram: no outline of a commune comes with the official list, so each is a square, by intercommunalité.

It says at a glance how much of the territory each sector covers, where nobody answers, where two do: the number of the
sector is in the square, never the colour alone. The lists beside say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from math import ceil, sqrt
from typing import Any

from socle.organismes.communes import Commune
from socle.saisines.domain.directory import Writing, covering
from socle.saisines.queries.directory import Whole

SIDE, GAP, TITLE, MARGIN, WIDTH = 18, 2, 16, 14, 900
TINTS = 8
LETTER = 6.2


@dataclass(frozen=True, slots=True)
class Block:
    """The squares of an intercommunalité, placed."""

    name: str
    x: int
    y: int
    cells: tuple[dict[str, Any], ...]

    @property
    def baseline(self) -> int:
        return self.y + TITLE - 5


def cartogram(read: Whole) -> dict[str, Any]:
    """The blocks laid in rows, with the size of the drawing."""
    by_name = sorted(read.communes.values(), key=lambda one: (one.district, one.name))
    blocks, x, y, tallest = [], 0, 0, 0
    for name, group in groupby(by_name, key=lambda one: one.district):
        communes = list(group)
        columns = max(2, ceil(sqrt(len(communes) * 1.6)))
        width = max(columns * (SIDE + GAP), int(min(len(name), 30) * LETTER)) + MARGIN
        height = TITLE + ceil(len(communes) / columns) * (SIDE + GAP) + MARGIN
        if x and x + width > WIDTH:
            x, y, tallest = 0, y + tallest, 0
        blocks.append(Block(_short(name), x, y, tuple(_cells(communes, columns, x, y + TITLE, read.sectors))))
        x, tallest = x + width, max(tallest, height)
    return {"blocks": blocks, "width": WIDTH, "height": y + tallest, "side": SIDE}


def _cells(
    communes: Iterable[Commune], columns: int, left: int, top: int, sectors: tuple[Writing, ...]
) -> Iterator[dict[str, Any]]:
    for rank, commune in enumerate(communes):
        mine = covering(sectors, commune.code)
        numbers = [sectors.index(one) + 1 for one in mine]
        x, y = left + rank % columns * (SIDE + GAP), top + rank // columns * (SIDE + GAP)
        yield {
            "x": x,
            "y": y,
            "middle": x + SIDE // 2,
            "base": y + SIDE - 5,
            "kind": _kind(numbers),
            "text": "+".join(map(str, numbers)) or "?",
            "title": f"{commune.name} : {' et '.join(one.name for one in mine) or 'sans interlocuteur'}",
        }


def _kind(numbers: list[int]) -> str:
    if not numbers:
        return "is-gap"
    return "is-overlap" if len(numbers) > 1 else f"is-{(numbers[0] - 1) % TINTS}"


def _short(name: str) -> str:
    return name if len(name) <= 30 else f"{name[:29]}…"  # noqa: PLR2004 - what the block is wide for
