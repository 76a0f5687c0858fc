"""The page of saved views."""

from __future__ import annotations

from collections.abc import Sequence

from socle.habilitations.domain.exporting import LISTS, Listed
from socle.habilitations.domain.views import decide_removal
from socle.habilitations.list_tools import view_url
from socle.habilitations.models import SavedView
from socle.habilitations.web.pages.links import Lines
from socle.kernel.actor import Actor


def view_rows(views: Sequence[SavedView], actor: Actor) -> Lines:
    """Each view, what it opens, who made it, whether the actor may remove it."""
    return [
        {
            "view": view,
            "list": LISTS[Listed(view.list)].label,
            "url": view_url(view),
            "author": view.membership.person.name,
            "removal": decide_removal(
                view.membership_id,
                actor.membership_id,
                is_shared=view.is_shared,
                is_administrator=actor.can("delegation:grant"),
            ),
        }
        for view in views
    ]
