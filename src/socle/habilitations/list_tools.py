"""What stands above a list of rights, of people or of seats: its saved views and its export."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse

from socle.habilitations.domain.exporting import Listed
from socle.habilitations.models import SavedView
from socle.habilitations.queries.views import kept_query, views_of
from socle.kernel.actor import Actor

ROUTES = {
    Listed.MATRIX: "habilitations:matrix",
    Listed.RIGHTS: "habilitations:rights",
    Listed.PEOPLE: "organismes:people",
    Listed.SEATS: "habilitations:seats",
    Listed.PROOFS: "habilitations:trainings",
}


def list_url(listed: Listed, query: str) -> str:
    """The page of a list under these filters."""
    return f"{reverse(ROUTES[listed])}{f'?{query}' if query else ''}"


def view_url(view: SavedView) -> str:
    return list_url(Listed(view.list), view.query)


def list_tools(listed: Listed, asked: str, views: Sequence[SavedView]) -> dict[str, Any]:
    """What stands above a list: the views to open, the filter to name, the file to take."""
    kept = kept_query(listed, asked)
    suffix = f"?{kept}" if kept else ""
    return {
        "views": [
            {"label": view.name, "url": view_url(view), "is_shared": view.is_shared, "current": view.query == kept}
            for view in views
        ],
        "save_url": f"{reverse('habilitations:save_view', args=[listed.value])}{suffix}" if kept else "",
        "manage_url": reverse("habilitations:views") if views else "",
        "export_url": export_url(listed, asked),
    }


def export_url(listed: Listed, asked: str) -> str:
    """Where a list is taken away, its filter kept."""
    return f"{reverse('habilitations:export', args=[listed.value])}{f'?{asked}' if asked else ''}"


def people_tools(actor: Actor, asked: str, at: datetime) -> Mapping[str, object]:
    """The views of the list of people, and the address of its export; `site` hands it to the room of people."""
    del at
    return list_tools(Listed.PEOPLE, asked, views_of(actor, Listed.PEOPLE))
