"""Notices as alerts and rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from socle.saisines.domain.notices import NoticeKind
from socle.saisines.emails import moment
from socle.saisines.models import Notice


def alerts(found: Sequence[Notice]) -> list[dict[str, str]]:
    """What is said before somebody writes to a desk."""
    return [
        {
            "title": f"{NoticeKind.coded(row.kind).headline} : {row.title}",
            "says": " ".join(filter(None, (f"{row.organisation.legal_name}, {_when(row)}.", row.text))),
        }
        for row in found
    ]


def rows(found: Sequence[Notice], at: datetime) -> list[dict[str, Any]]:
    """The notices of a body, with what may still be ended."""
    return [
        {
            "id": row.id,
            "title": row.title,
            "kind": NoticeKind.coded(row.kind).label,
            "when": _when(row),
            "is_open": row.ends_at is None or row.ends_at > at,
        }
        for row in found
    ]


def _when(row: Notice) -> str:
    begins = moment(row.begins_at)
    return f"du {begins} au {moment(row.ends_at)}" if row.ends_at else f"depuis le {begins}"
