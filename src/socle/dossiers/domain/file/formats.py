"""How values of a file read in French, and the one field shape that pages and the API share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from socle.kernel.french import MONTHS, say_date
from socle.kernel.money import Money

Json = str | int | bool | None | Sequence["Json"] | Mapping[str, "Json"]

UNKNOWN = "non connu"


@dataclass(frozen=True, slots=True)
class Field:
    """One line of a group: `text` is for reading, `value` is for machines; `many` gathers lines of a same code."""

    code: str
    label: str
    text: str
    value: Json
    many: bool = False


Fields = tuple[Field, ...]


def said(code: str, label: str, text: str) -> Field:
    """A line whose value is its text; an empty one says so."""
    return Field(code, label, text or "non renseigné", text or None)


def values(fields: Iterable[Field]) -> dict[str, Json]:
    """The machine side of a group: one entry per code, a list when the code repeats."""
    gathered: dict[str, Json] = {}
    lists: dict[str, list[Json]] = {}
    for field in fields:
        if not field.many:
            gathered[field.code] = field.value
            continue
        entries = lists.setdefault(field.code, [])
        gathered[field.code] = entries
        if field.value is not None:
            entries.append(field.value)
    return gathered


def day(value: date) -> str:
    """« 1er mars 2026 »."""
    return say_date(value)


def month(value: date) -> str:
    return f"{MONTHS[value.month - 1]} {value.year}"


def of_month(value: date) -> str:
    """« d'octobre 2026 », « de mars 2026 »."""
    name = month(value)
    return f"d'{name}" if name[0] in "ao" else f"de {name}"


def iso_month(value: date) -> str:
    return f"{value.year:04d}-{value.month:02d}"


def amount(value: Money) -> str:
    """An amount for machines: a string, so that no reader rounds it."""
    return f"{value.euros:.2f}"


def count(number: int, noun: str, plural: str | None = None) -> str:
    """« aucun enfant », « 1 enfant », « 3 enfants »."""
    if number == 0:
        return f"aucun {noun}"
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def yes(flag: bool) -> str:
    return "oui" if flag else "non"
