"""Saved views that the actor sees: their own, and those shared in their organisation."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from socle.habilitations.domain.exporting import Listed
from socle.habilitations.domain.views import kept_filters
from socle.habilitations.models import SavedView
from socle.kernel.actor import Actor


def kept_query(listed: Listed, query: str) -> str:
    """The part of an address that a view of this list keeps."""
    return urlencode(kept_filters(listed, parse_qsl(query)))


def views_of(actor: Actor, listed: Listed | None = None) -> list[SavedView]:
    """The views of one list, or of all, by name; one's own first."""
    rows = SavedView.objects.filter(organisation_id=actor.organisation_id).select_related("membership__person")
    rows = rows.filter(list=listed) if listed else rows
    return sorted(rows, key=lambda view: (view.list, view.membership_id != actor.membership_id, view.name.casefold()))
