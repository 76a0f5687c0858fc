"""Saved views: a name on the filters of a list, for oneself or for the managers of one's organisation (MCP-22).

A view is an address, not a right: whoever opens it sees what their own rights show. Its two limits are the house's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import StrEnum
from uuid import UUID

from socle.habilitations.domain.exporting import Listed
from socle.kernel.clause import Clause
from socle.kernel.decision import Decision, allow, first_refusal, refuse

VIEW_CLAUSE = Clause.house("MCP-22")
MOST_VIEWS = 20  # [house] views a person keeps on one list; in force since 20/11/2026
LONGEST_FILTERS = 1_000
KEPT = {
    Listed.MATRIX: ("organisme", "service", "profil", "lieu", "groupe", "etat", "q", "as_of", "tri", "colonnes"),
    Listed.RIGHTS: ("organisme", "service", "profil", "etat", "q", "as_of", "toutes"),
    Listed.PEOPLE: ("organisme", "q", "service", "as_of"),
    Listed.SEATS: ("organisme", "as_of"),
    Listed.PROOFS: ("organisme",),
}


class ViewCode(StrEnum):
    """Why a view is not kept, or not removed."""

    NAME_TAKEN = "view_name_taken"
    TOO_MANY = "too_many_views"
    NOT_MINE = "view_of_another"


def kept_filters(listed: Listed, filters: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The answers that this list knows, the empty ones left out, in their order.

    >>> kept_filters(Listed.RIGHTS, [("service", "cdap"), ("suite", "abc"), ("q", ""), ("profil", "T2")])
    [('service', 'cdap'), ('profil', 'T2')]
    """
    pairs = [(name, value) for name, value in filters if value and name in KEPT[listed]]
    while sum(len(name) + len(value) for name, value in pairs) > LONGEST_FILTERS:
        pairs.pop()
    return pairs


def decide_saving(name: str, taken: Collection[str], own: int) -> Decision:
    """One name once on a list, and not more views than one can find one's way in."""
    is_taken = refuse(
        ViewCode.NAME_TAKEN,
        f"Une vue de cette liste s'appelle déjà « {name} ».",
        clause=VIEW_CLAUSE,
        fix="Donnez un autre nom, ou supprimez l'ancienne vue.",
    )
    too_many = refuse(
        ViewCode.TOO_MANY,
        f"Vous avez déjà {own} vues sur cette liste.",
        clause=VIEW_CLAUSE,
        fix="Supprimez celles qui ne servent plus.",
    )
    allowed = allow(VIEW_CLAUSE)
    names = {one.casefold() for one in taken}
    return first_refusal(
        (is_taken if name.casefold() in names else allowed, too_many if own >= MOST_VIEWS else allowed)
    )


def decide_removal(author_id: UUID, actor_id: UUID, *, is_shared: bool, is_administrator: bool) -> Decision:
    """One's own view; a shared one also by the administrators, when its author is gone."""
    if author_id == actor_id or (is_shared and is_administrator):
        return allow(VIEW_CLAUSE)
    return refuse(
        ViewCode.NOT_MINE,
        "Cette vue a été enregistrée par quelqu'un d'autre.",
        clause=VIEW_CLAUSE,
        fix="Son auteur, l'administrateur principal ou le suppléant peut la supprimer.",
    )
