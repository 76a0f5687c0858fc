"""Outline icons, read once from the files that set-up copies from npm."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

ROOM = Path(__file__).parent
FOLDER = ROOM / "static" / "vendor" / "icons"
_SHAPE = re.compile(r"<svg[^>]*>(?P<shape>.*)</svg>", re.DOTALL)
_CANVAS = re.compile(r'\s*<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*/>')


class UnknownIconError(LookupError):
    """The icon is not in icons.txt, or set-up has not copied it."""


class Drawing(str):
    """SVG of our own files, inserted as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


@cache
def names() -> frozenset[str]:
    return frozenset((ROOM / "icons.txt").read_text(encoding="utf-8").split())


@cache
def shape(name: str) -> Drawing:
    """The drawing inside the <svg> of `name`; UnknownIconError with the remedy otherwise."""
    if name not in names():
        raise UnknownIconError(f"icon « {name} » : ajoutez-la à src/socle/theme/icons.txt")
    try:
        drawing = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    except FileNotFoundError as absent:
        raise UnknownIconError(f"icon « {name} » : fichier absent, relancez la préparation (make run)") from absent
    match = _SHAPE.search(drawing)
    if match is None:
        raise UnknownIconError(f"icon « {name} » : le fichier n'est pas un dessin SVG")
    return Drawing(" ".join(_CANVAS.sub("", match["shape"]).split()))
