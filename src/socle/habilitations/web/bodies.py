"""Whose rights a page shows: one's own organisation or, for a caisse, the partner chosen."""

from __future__ import annotations

from collections.abc import Mapping

from socle.kernel.actor import Actor
from socle.organismes import choosing
from socle.organismes.choosing import Chosen as Body

__all__ = ["Body", "chosen_body"]


def chosen_body(actor: Actor, query: Mapping[str, str]) -> Body:
    """A caisse reads its partners', the first one by default; anybody else their own. Inside a transaction."""
    return choosing.chosen_body(actor, query, with_own=False)
