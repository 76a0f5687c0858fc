"""Identifiers that a request names: what is not one names nothing, and is never an error."""

from __future__ import annotations

from uuid import UUID


def uuid_of(text: str) -> UUID | None:
    """The identifier written in a text; None for anything else.

    >>> uuid_of("une page"), uuid_of("6d8c8f4e-5d4f-4a7e-9d55-3f1b0b6b8f10")
    (None, UUID('6d8c8f4e-5d4f-4a7e-9d55-3f1b0b6b8f10'))
    """
    try:
        return UUID(text)
    except ValueError:
        return None
