"""Pages by cursor: the key of the last line read, never an offset, so that a page costs the same at any depth."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Generic, TypeVar

T = TypeVar("T")

DEFAULT, LARGEST = 50, 500


class BadCursor(ValueError):  # noqa: N818
    """The cursor is not one of ours."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some items and the cursor of the next page, None at the end."""

    items: Sequence[T]
    next: str | None


def encode(key: Sequence[str]) -> str:
    return base64.urlsafe_b64encode(json.dumps(list(key)).encode()).decode().rstrip("=")


def decode(cursor: str, *kinds: Callable[[str], object]) -> tuple[str, ...]:
    """The key of a cursor, one part per kind (`text`, `UUID`, `moment`); BadCursor with a French sentence otherwise."""
    try:
        key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, RecursionError, binascii.Error) as error:
        raise BadCursor("ce curseur est illisible : reprenez la liste depuis le début, sans « cursor »") from error
    if not (isinstance(key, list) and len(key) == len(kinds) and all(map(_is, kinds, key))):
        raise BadCursor("ce curseur n'est pas celui de cette liste : reprenez-la depuis le début, sans « cursor »")
    return tuple(key)


def text(part: str) -> str:
    """Text that PostgreSQL can hold: no NUL, no half of a surrogate pair."""
    if "\0" in part:
        raise ValueError("NUL")
    return part.encode().decode()


def moment(part: str) -> datetime:
    """An instant as `page_of` writes it, with its offset."""
    return datetime.fromisoformat(part).astimezone(UTC)


def _is(kind: Callable[[str], object], part: object) -> bool:
    try:
        return isinstance(part, str) and bool(kind(part) or not part)
    except (ValueError, OverflowError):
        return False


def page_of(rows: Sequence[T], limit: int, key: Callable[[T], Sequence[str]]) -> Page[T]:
    """A page of at most `limit` items out of rows read with one more than the limit."""
    items = rows[:limit]
    return Page(items, encode(key(items[-1])) if len(rows) > limit and items else None)
