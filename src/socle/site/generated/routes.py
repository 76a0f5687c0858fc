"""Pages by room: address, name, view."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from socle.site.generated.markdown import code, page, section, table

API = ("api/", "scim/")


def patterns(resolver: URLResolver, prefix: str = "", space: str = "") -> Iterator[tuple[str, str, URLPattern]]:
    """Every pattern with its whole address and its whole name."""
    for entry in resolver.url_patterns:
        address = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry, address, entry.namespace or space)
        else:
            yield address, ":".join(part for part in (space, entry.name) if part), entry


def _room(entry: URLPattern) -> str:
    return entry.callback.__module__.removeprefix("socle.").split(".")[0]


def text() -> str:
    by_room: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for address, name, entry in patterns(get_resolver()):
        if not address.startswith(API):
            is_public = "oui" if getattr(entry.callback, "is_public", False) else "–"
            by_room[_room(entry)].append((code("/" + address), code(name), is_public))
    parts = [
        section(room, table(("Adresse", "Nom", "Sans connexion"), sorted(lines)))
        for room, lines in sorted(by_room.items())
    ]
    return page(
        "Pages du portail",
        "Toutes les adresses des pages ; celles de l'API sont dans `api-routes.md`. Ce que chaque rôle y reçoit est "
        "dans `tests/architecture/routes.txt`.",
        *parts,
    )
