"""The text of a draft, changed one term at a time: written, ended, taken out; the rest of the text stays as it is."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date

from socle.conventions.domain.toml import dump

Table = Mapping[str, object]
SECTIONS = ("convention", "parties", "documents", "contacts", "terms")


def with_term(text: str, term: Table, *, of_avenant: bool) -> str:
    """The same text with this term, in its place when it was there, last otherwise; it is no longer ended."""
    tables = _tables(text, of_avenant=of_avenant)
    owner = _owner(tables, of_avenant=of_avenant)
    found = [term if one.get("id") == term["id"] else one for one in _terms(owner)]
    owner["terms"] = found if any(one is term for one in found) else [*found, term]
    if of_avenant:
        owner["ends"] = [key for key in _ends(owner) if key != term["id"]]
    return _written(tables, of_avenant=of_avenant)


def without_term(text: str, key: str, *, of_avenant: bool) -> str:
    """The same text without what it said of this term."""
    tables = _tables(text, of_avenant=of_avenant)
    owner = _owner(tables, of_avenant=of_avenant)
    owner["terms"] = [one for one in _terms(owner) if one.get("id") != key]
    if of_avenant:
        owner["ends"] = [one for one in _ends(owner) if one != key]
    return _written(tables, of_avenant=of_avenant)


def with_end(text: str, key: str) -> str:
    """The same avenant, which now ends this term."""
    tables = _tables(without_term(text, key, of_avenant=True), of_avenant=True)
    owner = _owner(tables, of_avenant=True)
    owner["ends"] = [*_ends(owner), key]
    return _written(tables, of_avenant=True)


def with_head(text: str, title: str, effective_on: date | None) -> str:
    """The same avenant, with its object and the first day it changes something."""
    tables = _tables(text, of_avenant=True)
    owner = _owner(tables, of_avenant=True)
    owner["title"] = title
    owner.pop("effective_on", None)
    if effective_on:
        owner["effective_on"] = effective_on
    return _written(tables, of_avenant=True)


def written_term(text: str, key: str, *, of_avenant: bool) -> Table | None:
    """What the draft writes of a term, None when it does not touch it."""
    owner = _owner(_tables(text, of_avenant=of_avenant), of_avenant=of_avenant)
    return next((one for one in _terms(owner) if one.get("id") == key), None)


def head_of(text: str) -> Table:
    """What an avenant says of itself."""
    return _owner(_tables(text, of_avenant=True), of_avenant=True)


def new_convention(
    head: Table, parties: Iterable[Table], terms: Iterable[Table], documents: Iterable[Table] = ()
) -> str:
    """The text of a convention that fills a model."""
    tables = {"convention": head, "parties": list(parties), "documents": list(documents), "terms": list(terms)}
    return _ordered(tables)


def _tables(text: str, *, of_avenant: bool) -> dict[str, object]:
    """ValueError, with the line, when the text cannot be read: it is then mended as a text."""
    tables = tomllib.loads(text)
    if of_avenant and not tables.get("avenants"):
        tables["avenants"] = [{}]
    return tables


def _owner(tables: dict[str, object], *, of_avenant: bool) -> dict[str, object]:
    if not of_avenant:
        return tables
    found = tables["avenants"]
    owner = dict(found[0]) if isinstance(found, list) and found and isinstance(found[0], dict) else {}
    tables["avenants"] = [owner]
    return owner


def _terms(owner: Table) -> list[Table]:
    found = owner.get("terms", [])
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _ends(owner: Table) -> list[str]:
    found = owner.get("ends", [])
    return [str(one) for one in found] if isinstance(found, list) else []


def _written(tables: dict[str, object], *, of_avenant: bool) -> str:
    if not of_avenant:
        return _ordered(tables)
    owner = _owner(tables, of_avenant=True)
    head = {name: value for name, value in owner.items() if name not in {"ends", "documents", "terms"}}
    last = {"ends": _ends(owner), "documents": owner.get("documents"), "terms": _terms(owner)}
    whole = head | {name: value for name, value in last.items() if value}
    return dump({"avenants": [whole]}) + "\n"


def _ordered(tables: Table) -> str:
    return dump({name: tables[name] for name in SECTIONS if tables.get(name)}) + "\n"
