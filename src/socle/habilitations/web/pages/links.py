"""Addresses of the pages of rights: the next one, and the trail above."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.urls import reverse

Lines = list[dict[str, Any]]


def next_url(query: QueryDict, cursor: str | None) -> str:
    """The address of the next page, with the filters kept."""
    if not cursor:
        return ""
    kept = query.copy()
    kept["suite"] = cursor
    return f"?{kept.urlencode()}"


def trail(*steps: tuple[str, str]) -> list[dict[str, str]]:
    """The breadcrumb below the list of rights; the last step is the page itself."""
    above = (("Habilitations", reverse("habilitations:rights")), *steps)
    return [{"label": label, "url": url} for label, url in above]
