"""Delegations as pages show them: the tree, one sheet, what a naming would do, what falls with a withdrawal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from socle.habilitations.actions.delegating import DelegationWish, Fallen, decide_taking_back
from socle.habilitations.domain.granting import confirmed_recently
from socle.habilitations.domain.perimeter import Perimeter
from socle.habilitations.domain.roles import ROLES, RoleCode
from socle.habilitations.queries.delegations import (
    Delegation,
    Lattice,
    ended_delegations,
    lattice_of,
    open_groups,
    rights_under,
)
from socle.habilitations.queries.offers import Names, names_of
from socle.habilitations.queries.roles import actor_holder, holder_of, perimeter_of
from socle.habilitations.web.pages.links import Lines
from socle.kernel.actor import Actor
from socle.kernel.decision import Decision, refuse
from socle.organismes.queries import Membership
from socle.theme.french import period as french_period
from socle.theme.templatetags.theme import french_date

REFUSED = 403
ENDED = refuse("delegation_ended", "Cette délégation a pris fin.", fix="Nommez un autre responsable si besoin.")


def trail(*steps: tuple[str, str]) -> list[dict[str, str]]:
    """The breadcrumb below the tree of delegations."""
    above = (("Délégations", reverse("habilitations:delegations")), *steps)
    return [{"label": label, "url": url} for label, url in above]


@dataclass(frozen=True, slots=True)
class Naming:
    """Who is named, whether the actor has just confirmed their identity, and the delegation that is changed."""

    person: Membership
    confirmed: Decision
    changed_id: UUID | None = None

    def context(self) -> dict[str, Any]:
        title = "Modifier un périmètre" if self.changed_id else "Nommer un responsable"
        back = reverse("habilitations:delegation", args=[self.changed_id]) if self.changed_id else ""
        return {
            "person": self.person,
            "title": title,
            "confirmed": self.confirmed,
            "cancel_url": back or reverse("habilitations:delegations"),
            "breadcrumb": trail((title, "")),
        }


@dataclass(frozen=True, slots=True)
class Words:
    """What codes are called: profiles, places, groups."""

    names: Names
    groups: Mapping[UUID, str]

    def lines(self, perimeter: Perimeter) -> Lines:
        """A perimeter, one line for each thing it may limit."""
        return [
            {"term": "Services", "text": _listed(sorted(one.upper() for one in perimeter.services), "tous")},
            {"term": "Profils", "text": _listed(map(self._profile, sorted(perimeter.profiles)), "tous")},
            {"term": "Lieux", "text": _listed(map(self.names.scope, perimeter.scopes), "tous")},
            {"term": "Groupes", "text": _listed((self.groups.get(one, "?") for one in perimeter.groups), "tous")},
        ]

    def says(self, perimeter: Perimeter) -> str:
        """A perimeter in a few words."""
        if perimeter.is_whole:
            return "tout l'organisme"
        return " · ".join(str(line["text"]) for line in self.lines(perimeter) if line["text"] != "tous")

    def _profile(self, key: str) -> str:
        service, _, profile = key.partition(":")
        name = self.names.profile(service, profile)
        return f"{service.upper()} {profile}, {name}" if name else f"{service.upper()} {profile}"


def _listed(words: Iterable[str], nothing: str) -> str:
    return ", ".join(sorted(words)) or nothing


def words_of(organisation_id: UUID, at: datetime) -> Words:
    return Words(names_of(organisation_id, at), dict(open_groups(organisation_id)))


def tree_of(organisation_id: UUID, actor: Actor, at: datetime) -> dict[str, Any]:
    """Who named whom: the administrators, then the responsables below each other."""
    lattice, words = lattice_of(organisation_id, at), words_of(organisation_id, at)
    given = rights_under([row.id for row in lattice.rows], at)
    nodes = [_administrator(row) for row in lattice.administrators]
    nodes += [_node(row, lattice, words, given, at) for row in lattice.children(None)]
    return {
        "nodes": nodes,
        "has_delegates": len(nodes) > len(lattice.administrators),
        "may_name": actor.organisation_id == organisation_id and _may_name(lattice, actor),
        "ended": [_ended(row) for row in ended_delegations(organisation_id, at)],
    }


def _may_name(lattice: Lattice, actor: Actor) -> bool:
    return actor.can("delegation:grant") or any(held.may_pass_on for held in lattice.held_by(actor.membership_id))


def _administrator(row: Delegation) -> dict[str, Any]:
    return {
        "label": row.membership.person.name,
        "hint": f"{ROLES[RoleCode(row.role)].label}, nommé par la caisse, depuis le {french_date(row.period.lower)}",
        "icon": "user-shield",
    }


def _node(row: Delegation, lattice: Lattice, words: Words, given: Mapping[UUID, int], at: datetime) -> dict[str, Any]:
    count = given.get(row.id, 0)
    rights = f" · {count} droit{'s' if count > 1 else ''} donné{'s' if count > 1 else ''}" if count else ""
    return {
        "label": row.membership.person.name,
        "hint": f"{words.says(perimeter_of(row))} · {french_period_of(row)}{rights}",
        "icon": "user-check",
        "url": reverse("habilitations:delegation", args=[row.id]),
        "badge": "à venir" if row.period.lower > at else ("peut nommer" if row.may_pass_on else ""),
        "tone": "info",
        "children": [_node(child, lattice, words, given, at) for child in lattice.children(row.id)],
    }


def french_period_of(row: Delegation) -> str:
    """« depuis le 12 mars 2026, sans fin prévue »."""
    start, end = row.period.lower, row.period.upper
    return french_period(start.date(), end.date() if end else None)


def _ended(row: Delegation) -> dict[str, Any]:
    return {
        "title": row.membership.person.name,
        "tone": "neutral",
        "icon": "history",
        "at": row.withdrawn_at or row.period.upper,
        "text": row.cause,
    }


def taking_back(row: Delegation, actor: Actor, at: datetime) -> Decision:
    """Whether the actor may change or take back this delegation."""
    lattice = lattice_of(row.organisation_id, at)
    if lattice.row(row.id) is None:
        return ENDED
    return decide_taking_back(lattice, row, actor_holder(actor, at), holder_of(row.membership, at))


def sheet_of(row: Delegation, actor: Actor, at: datetime) -> dict[str, Any]:
    """Everything the page of one delegation shows."""
    lattice, words = lattice_of(row.organisation_id, at), words_of(row.organisation_id, at)
    is_over = lattice.row(row.id) is None
    below = lattice.children(row.id)
    given = rights_under([row.id, *(one.id for one in lattice.below(row.id))], at)
    return {
        "row": row,
        "person": row.membership.person.name,
        "is_over": is_over,
        "lines": [*words.lines(perimeter_of(row)), *_sheet_lines(row, lattice)],
        "nodes": [_node(child, lattice, words, given, at) for child in below],
        "given": given.get(row.id, 0),
        "decision": taking_back(row, actor, at),
        "breadcrumb": trail((row.membership.person.name, "")),
    }


def _sheet_lines(row: Delegation, lattice: Lattice) -> Lines:
    parent = lattice.row(row.parent_id) if row.parent_id else None
    passes = "oui, dans ce périmètre" if row.may_pass_on else "non"
    end = {"term": "Fin", "at": row.period.upper} if row.period.upper else {"term": "Fin", "text": "aucune fin prévue"}
    begun = [{"term": "Depuis", "at": row.period.lower}, end]
    return [
        {"term": "Peut nommer à son tour", "text": passes},
        *(begun if row.period.lower else [{"term": "Période", "text": "reprise avant d'avoir commencé"}]),
        {"term": "Vient de", "text": parent.membership.person.name if parent else "l'administrateur de l'organisme"},
        *([{"term": "Repris le", "at": row.withdrawn_at, "hint": row.cause}] if row.withdrawn_at else []),
    ]


def wish_lines(wish: DelegationWish, organisation_id: UUID, at: datetime) -> Lines:
    """The answers to check."""
    words = words_of(organisation_id, at)
    end = {"term": "Fin", "at": wish.valid_to} if wish.valid_to else {"term": "Fin", "text": "aucune fin prévue"}
    return [
        *words.lines(wish.perimeter),
        {"term": "Peut nommer à son tour", "text": "oui" if wish.may_pass_on else "non"},
        {"term": "Début", "at": wish.valid_from} if wish.valid_from else {"term": "Début", "text": "tout de suite"},
        end,
    ]


def outcome(opened: Delegation, naming: Naming, at: datetime) -> list[str]:
    """What the act did, read inside its trial: who is named, what fell with the old perimeter."""
    name = opened.membership.person.name
    lines = [f"{name} gère les habilitations de ce périmètre, et de rien d'autre."]
    if naming.changed_id:
        fallen = Delegation.objects.filter(parent_id=naming.changed_id, withdrawn_at=at).select_related(
            "membership__person"
        )
        lines.append("L'ancien périmètre prend fin au même instant ; les droits donnés restent.")
        lines += [f"La délégation de {row.membership.person.name}, plus large, tombe." for row in fallen]
    return lines


def fall_of(row: Delegation, actor: Actor, at: datetime) -> dict[str, Any]:
    """What falls and what stays when a delegation is taken back."""
    lattice = lattice_of(row.organisation_id, at)
    below = lattice.below(row.id)
    given = rights_under([row.id, *(one.id for one in below)], at)
    return {
        "row": row,
        "person": row.membership.person.name,
        "below": [one.membership.person.name for one in below],
        "given": sum(given.values()),
        "heirs": _heirs(lattice, row),
        "is_over": lattice.row(row.id) is None,
        "confirmed": confirmed_recently(actor.step_up_at, at),
        "cancel_url": reverse("habilitations:delegation", args=[row.id]),
        "breadcrumb": trail((row.membership.person.name, ""), ("Reprendre", "")),
    }


def _heirs(lattice: Lattice, row: Delegation) -> str:
    names: Sequence[str] = [one.membership.person.name for one in lattice.heirs(row)]
    return " et ".join(names) or "la caisse"


def says_fallen(fallen: Fallen) -> str:
    """The message after the act."""
    name, count = fallen.delegation.membership.person.name, len(fallen.below)
    more = f" {count} délégation{'s' if count > 1 else ''} passée{'s' if count > 1 else ''} par elle tombe aussi."
    return f"La délégation de {name} a pris fin.{more if count else ''}"
