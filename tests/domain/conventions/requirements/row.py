"""One line of the table: a requirement, the term it is read from, and what is observed when the term changes."""

from __future__ import annotations

from typing import NamedTuple

from tests.domain.conventions.observers import Observer


class Row(NamedTuple):
    requirement: str
    term: str
    field: str
    value: object
    observe: Observer
