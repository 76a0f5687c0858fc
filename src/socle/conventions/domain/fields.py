"""The fields of a frozen dataclass as a grammar: reads a table of the text into the value, and writes it back."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import cache
from types import NoneType
from typing import Annotated, TypeVar, get_args, get_origin, get_type_hints

from socle.conventions.domain.finding import Flaw
from socle.conventions.domain.grammar import Grammar, Wrong, grammar_of, plain

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name, what it means, its grammar, whether it must be written, whether it may be blank."""

    name: str
    says: str
    grammar: Grammar
    is_required: bool
    may_be_blank: bool
    default: object


def fields_of(record: type) -> tuple[Field, ...]:
    """The fields of a record in the order they are written."""
    key: Hashable = record
    return _fields_of(key)


@cache
def _fields_of(record: Hashable) -> tuple[Field, ...]:
    if not (isinstance(record, type) and is_dataclass(record)):
        raise TypeError(f"{record} is not a record")
    hints = get_type_hints(record, include_extras=True)
    return tuple(_field(item.name, hints[item.name], item.default) for item in fields(record))


def _field(name: str, hint: object, default: object) -> Field:
    says = ""
    if get_origin(hint) is Annotated:
        hint, says = get_args(hint)
    may_be_blank = NoneType in get_args(hint)
    return Field(
        name, says, grammar_of(hint), default is MISSING, may_be_blank, None if default is MISSING else default
    )


def read(
    record: type[R], raw: Mapping[str, object], *, ignored: frozenset[str] = frozenset()
) -> tuple[R | None, list[Flaw]]:
    """The value that a table spells, or what is wrong in it, field by field."""
    known = {field.name: field for field in fields_of(record)}
    flaws = list(_unknown(raw, known, ignored))
    values: dict[str, object] = {}
    for field in known.values():
        if field.name in raw:
            flaws += _read_field(field, raw[field.name], values)
        elif field.is_required:
            flaws.append(_missing(field))
    make: Callable[..., R] = record
    return (None, flaws) if flaws else (make(**values), [])


def _read_field(field: Field, raw: object, values: dict[str, object]) -> list[Flaw]:
    try:
        values[field.name] = field.grammar.read(raw)
    except Wrong as wrong:
        return [Flaw(field.name, f"« {field.name} » : {wrong.what}", wrong.remedy)]
    return []


def _missing(field: Field) -> Flaw:
    return Flaw(
        field.name, f"« {field.name} » manque ({field.says})", f"Ajoutez « {field.name} », {field.grammar.name}"
    )


def _unknown(raw: Mapping[str, object], known: Mapping[str, Field], ignored: frozenset[str]) -> Iterator[Flaw]:
    for key in raw:
        if key not in known and key not in ignored:
            offered = ", ".join(f"« {name} »" for name in known) or "aucun champ propre"
            yield Flaw(
                key, f"« {key} » n’existe pas ici", f"Corrigez ou retirez cette ligne ; champs attendus : {offered}"
            )


def write(value: object) -> dict[str, object]:
    """The table that spells a value: every field that has a value."""
    written = ((field, getattr(value, field.name)) for field in fields_of(type(value)))
    return {field.name: plain(item) for field, item in written if item is not None}


def references(value: object) -> Iterator[tuple[str, str, str]]:
    """What a value refers to: (field, what it refers to, code)."""
    for field in fields_of(type(value)):
        item = getattr(value, field.name)
        if field.grammar.refers and item is not None:
            for code in item if isinstance(item, tuple) else (item,):
                yield field.name, field.grammar.refers, code
