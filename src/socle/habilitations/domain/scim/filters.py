"""Filters: one attribute, equal to one value (RFC 7644 §3.4.2.2); any other is refused in words, never half applied."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import dataclass

from socle.habilitations.domain.scim.faults import Fault, ScimType

SHAPE = re.compile(r"\s*([A-Za-z][\w.:$-]*)\s+(\w+)\s+(\S.*?)\s*", re.DOTALL)
LONGEST = 600
LARGEST_PAGE = 200
DEFAULT_PAGE = 100


@dataclass(frozen=True, slots=True)
class Filter:
    """What is looked for; `attribute` is in lower case."""

    attribute: str
    value: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page as SCIM counts it: from one."""

    start: int
    count: int


def parse(text: str, known: Collection[str]) -> Filter | None:
    """The filter asked, None without one.

    >>> parse('userName EQ "zoe"', {"username"})
    Filter(attribute='username', value='zoe')
    """
    if not text.strip():
        return None
    found = SHAPE.fullmatch(text) if len(text) <= LONGEST else None
    if found is None or found[2].lower() != "eq" or found[1].lower() not in known:
        raise Fault(f'Filtre non reconnu : écrivez {" ou ".join(sorted(known))} eq "valeur".', ScimType.FILTER)
    try:
        value = json.loads(found[3])
    except ValueError as error:
        raise Fault("La valeur du filtre doit être un texte entre guillemets.", ScimType.FILTER) from error
    if not isinstance(value, str) or "\0" in value:
        raise Fault("La valeur du filtre doit être un texte entre guillemets.", ScimType.FILTER)
    return Filter(found[1].lower(), value)


def page(start: str, count: str) -> Page:
    """The page asked: below one is one, a negative count is none (RFC 7644 §3.4.2.4).

    >>> page("0", "-3"), page("", "100000")
    (Page(start=1, count=0), Page(start=1, count=200))
    """
    first, size = _number(start, 1), _number(count, DEFAULT_PAGE)
    return Page(max(first, 1), min(max(size, 0), LARGEST_PAGE))


def _number(text: str, usual: int) -> int:
    if not text:
        return usual
    if not re.fullmatch(r"-?\d{1,9}", text):
        raise Fault("« startIndex » et « count » sont des nombres entiers.", ScimType.VALUE)
    return int(text)
