"""Who may read a convention: the people of its parties, and nobody else (convention, en-tête; MCP-01)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from socle.kernel.actor import Actor
from socle.kernel.clause import Clause
from socle.kernel.decision import Decision, allow, refuse

PARTIES = Clause("convention", "en-tête")
CHANGED = Clause("convention", "17.3")


def may_list(actor: Actor) -> Decision:
    """Every member of a party may know the texts that bind their organisation."""
    if actor.can("convention:list"):
        return allow(PARTIES)
    return refuse(
        "conventions_not_listed",
        "Votre rôle n'ouvre pas la lecture des conventions.",
        clause=PARTIES,
        fix=f"Demandez à l'administrateur principal de {actor.organisation_name}.",
    )


def may_read(actor: Actor, parties: Iterable[UUID]) -> Decision:
    """The twin, for one convention, of the list that the database gives."""
    if actor.organisation_id in set(parties):
        return may_list(actor)
    return refuse(
        "not_a_party",
        "Votre organisme n'est pas partie à cette convention.",
        clause=PARTIES,
        fix="Seules les parties peuvent la lire.",
    )


def may_keep(actor: Actor) -> Decision:
    """Whether this person may say, for their body, that an obligation was kept, contested or waived."""
    if actor.can("obligation:keep"):
        return allow(PARTIES)
    return refuse(
        "obligations_not_kept",
        "Votre rôle ne permet pas de suivre les obligations de votre organisme.",
        clause=PARTIES,
        fix=f"Demandez à un administrateur de {actor.organisation_name}.",
    )


def may_end(actor: Actor) -> Decision:
    """Administrators of either side end a convention for their body, and record its letters (convention, 17.2)."""
    if actor.can("convention:end"):
        return allow(PARTIES)
    return refuse(
        "endings_not_open",
        "Votre rôle ne permet pas d'agir sur la fin d'une convention.",
        clause=PARTIES,
        fix=f"Demandez à un administrateur de {actor.organisation_name}.",
    )


def may_amend(actor: Actor, caisse_id: UUID) -> Decision:
    """The caisse that holds the convention records what was signed; an administrator does it."""
    if actor.organisation_id == caisse_id and follows_life(actor):
        return allow(CHANGED)
    return refuse(
        "amend_not_allowed",
        "Seul un administrateur de la caisse qui tient la convention enregistre un acte signé.",
        clause=CHANGED,
        fix="Envoyez-lui l'acte signé par toutes les parties.",
    )


def may_prepare(actor: Actor) -> Decision:
    """The administrators of the parties prepare what will be signed, and see what it would do to their people."""
    if follows_life(actor):
        return allow(CHANGED)
    return refuse(
        "prepare_not_allowed",
        "La préparation d'une convention ou d'un avenant revient aux administrateurs des parties.",
        clause=CHANGED,
        fix=f"Adressez-vous à un administrateur de {actor.organisation_name}.",
    )


def may_read_otherwise(actor: Actor) -> Decision:
    """Whether this person may propose or accept, for their body, how an unclear point of a text is read."""
    if actor.can("reading:agree"):
        return allow(PARTIES)
    return refuse(
        "readings_not_agreed",
        "Votre rôle ne permet pas de convenir d'une lecture pour votre organisme.",
        clause=PARTIES,
        fix=f"Demandez à un administrateur de {actor.organisation_name}.",
    )


def follows_life(actor: Actor) -> bool:
    """Whether the dates and the gaps of conventions are this person's work: administrators of either side."""
    return actor.can("delegation:grant") or actor.can("delegation:appoint")
