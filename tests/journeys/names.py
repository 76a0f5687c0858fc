"""Every route by its name, and the pattern of its address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

OUTSIDE = ("api", "scim", "health_", "session_", "accounts:identity_")
"""Not pages; those of an identity provider are absent without one: tests/accounts/federation shows them."""


def routes() -> set[str]:
    """The names of every route, pages and acts, the API, health and the clock of the session left out."""
    return {name for name, _ in _named(get_resolver("socle.site.urls").url_patterns, "", "")}


def patterns() -> dict[str, str]:
    """The pattern of the address of each route, as tests/architecture/routes.txt names it."""
    return dict(_named(get_resolver("socle.site.urls").url_patterns, "", ""))


def _named(listed: list[Any], space: str, prefix: str) -> Iterator[tuple[str, str]]:
    for pattern in listed:
        where = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _named(pattern.url_patterns, inner, where)
        elif isinstance(pattern, URLPattern) and not f"{space}{pattern.name}".startswith(OUTSIDE):
            yield f"{space}{pattern.name}", where
