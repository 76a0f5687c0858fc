"""One address of a page, and the rows that fill it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from tests.journeys.portal import Portal

ALLOWED = 200


@dataclass(frozen=True)
class Place:
    """One address of a route: its state is part of the name (vide, filtrée, étape 2…)."""

    state: str = ""
    query: str = ""
    values: Callable[[Portal], dict[str, Any]] = lambda _: {}

    def address(self, route: str, portal: Portal) -> str:
        return reverse(route, kwargs=self.values(portal), urlconf="socle.site.urls") + self.query


def id_of(query: str, name: str) -> Callable[[Portal], dict[str, Any]]:
    return lambda portal: {name: portal.row(query)[0]}
