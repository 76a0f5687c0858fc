"""Whose rights a page shows: one's own organisation or, for a caisse, the partner chosen."""

from __future__ import annotations

from collections.abc import Mapping

from socle.habilitations.domain.exporting import Listed
from socle.kernel.actor import Actor
from socle.organismes import choosing
from socle.organismes.choosing import Chosen as Body

__all__ = ["Body", "body_of", "chosen_body"]


def body_of(listed: Listed, actor: Actor, query: Mapping[str, str]) -> Body:
    """The body whose list is read; the list of people is also that of one's own colleagues."""
    return choosing.chosen_body(actor, query, with_own=listed is Listed.PEOPLE)


def chosen_body(actor: Actor, query: Mapping[str, str]) -> Body:
    """A caisse reads its partners', the first one by default; anybody else their own. Inside a transaction."""
    return choosing.chosen_body(actor, query, with_own=False)
