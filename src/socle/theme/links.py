"""Addresses of the pages of a list: the filters kept, one parameter changed."""

from __future__ import annotations

from django.http import QueryDict


def page_url(query: QueryDict, name: str, value: object, *, without: tuple[str, ...] = ()) -> str:
    """The query with `name` set to `value` and `without` dropped; empty when there is no such page."""
    if not value:
        return ""
    kept = query.copy()
    for other in without:
        kept.pop(other, None)
    kept[name] = str(value)
    return f"?{kept.urlencode()}"
