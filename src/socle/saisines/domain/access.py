"""Who may bring something to a door, and with what; as whom somebody acts on a case (DRT-03, MCP-40)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from socle.conventions.domain.vocabulary import word
from socle.kernel.actor import Actor
from socle.kernel.clause import Clause
from socle.kernel.decision import Decision, Link, allow, refuse
from socle.saisines.domain.doors import Door
from socle.saisines.domain.life import ASKER, HOLDER

CLAUSE = Clause.house("DRT-03")
OPEN, POST = "saisine:open", "saisine:post"
LABELS = {"subject": "le sujet", "text": "la description", "description": "la description", "person": "la personne"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody brings: the items of the form that are filled, and their role at the door."""

    given: Mapping[str, str]
    is_urgent: bool = False


def may_open_any(actor: Actor) -> Decision:
    if actor.can("saisine:open"):
        return allow(CLAUSE)
    return refuse("permission_missing", "Votre rôle ne permet pas de saisir un organisme.", clause=CLAUSE)


def may_post(actor: Actor) -> Decision:
    """Who says which people answer at a door."""
    if actor.can("saisine:post"):
        return allow(CLAUSE)
    return refuse(
        "permission_missing",
        "Votre rôle ne permet pas de confier une file.",
        clause=CLAUSE,
        fix="Demandez à l'administrateur de votre organisme.",
    )


def may_knock(door: Door, organisation_id: UUID, roles: Collection[str]) -> Decision:
    """The bodies that the clause names, and among their people the callers of a desk (MCP-40)."""
    if organisation_id not in door.asks:
        return refuse("not_a_caller", f"« {door.name} » n'est pas ouvert à votre organisme.", clause=door.clause)
    if door.callers and not {role.value for role in door.callers} & set(roles):
        names = " ou ".join(role.label for role in sorted(door.callers))
        return refuse(
            "not_a_caller",
            f"« {door.name} » répond seulement à {names}.",
            clause=door.clause,
            fix="Adressez-vous d'abord au support de votre organisme.",
        )
    return allow(door.clause)


def missing_items(door: Door, asked: Asked) -> tuple[str, ...]:
    """The items of the door that were left blank, in its order."""
    return tuple(item for item in door.required if not asked.given.get(item, "").strip())


def complete(door: Door, asked: Asked) -> Decision:
    """A request without its items is not taken in: each missing one is named (MCP-40)."""
    missing = missing_items(door, asked)
    if missing:
        names = ", ".join(LABELS.get(item) or word(item) for item in missing)
        refusal = refuse(
            "items_missing", f"Il manque : {names}.", clause=door.clause, fix="Complétez, puis envoyez de nouveau."
        )
        return refusal.with_chain(Link(item, "mention absente", holds=False, clause=door.clause) for item in missing)
    if door.urgent_only and not asked.is_urgent:
        return refuse(
            "not_urgent", f"« {door.name} » est réservé aux urgences.", clause=door.clause, fix="Prenez l'autre voie."
        )
    return allow(door.clause)


def side_of(organisation_id: UUID, asker_id: UUID, holder_id: UUID, *, posted: bool, follows: bool) -> frozenset[str]:
    """As whom the actor acts on a case: at the door, who asked, both inside one body, or neither."""
    found = set()
    if organisation_id == holder_id and posted:
        found.add(HOLDER)
    if organisation_id == asker_id and follows:
        found.add(ASKER)
    return frozenset(found)
