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
from socle.habilitations.domain.states import RightOnDay
from socle.habilitations.queries.delegations import (
    Delegation,
    Lattice,
    ended_delegations,
    lattice_of,
    open_groups,
    rights_under,
)
from socle.habilitations.queries.lattice_on_day import lattice_on_day, role_on_day
from socle.habilitations.queries.offers import Names, names_of
from socle.habilitations.queries.roles import actor_holder, holder_of, perimeter_of
from socle.habilitations.web.pages.links import Lines
from socle.kernel.actor import Actor
from socle.kernel.decision import Decision, refuse
from socle.organismes.queries import Membership
from socle.theme.asof import Moment
from socle.theme.templatetags.theme import french_date, french_period

REFUSED = 403
NOT_KEPT = "de qui cette délégation venait n'est pas conservé"
ENDED = refuse("delegation_ended", "Cette délégation a pris fin.", fix="Nommez un autre responsable si besoin.")


def trail(*steps: tuple[str, str], moment: Moment | None = None) -> list[dict[str, str]]:
    """The breadcrumb below the tree of delegations, on the same day."""
    tree = reverse("habilitations:delegations")
    above = (("Délégations", moment.keep(tree) if moment else tree), *steps)
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
    return Words(names_of(organisation_id, at), dict(open_groups(organisation_id, at)))


def _lattice(organisation_id: UUID, moment: Moment) -> Lattice:
    """As it stands, or as it stood on another day."""
    return lattice_on_day(organisation_id, moment.at) if moment.day else lattice_of(organisation_id, moment.at)


def tree_of(organisation_id: UUID, actor: Actor, moment: Moment) -> dict[str, Any]:
    """Who named whom: the administrators, then the responsables below each other."""
    lattice, words = _lattice(organisation_id, moment), words_of(organisation_id, moment.at)
    given = rights_under([row.id for row in lattice.rows], moment.at)
    nodes = [_administrator(row) for row in lattice.administrators]
    nodes += [_node(row, lattice, words, given, moment) for row in lattice.children(None)]
    return {
        "title": "Ce jour-là" if moment.day else "En cours",
        "nodes": nodes,
        "has_delegates": len(nodes) > len(lattice.administrators),
        "may_name": moment.day is None and actor.organisation_id == organisation_id and _may_name(lattice, actor),
        "ended": [_ended(row) for row in ended_delegations(organisation_id, moment.at)],
    }


def _may_name(lattice: Lattice, actor: Actor) -> bool:
    return actor.can("delegation:grant") or any(held.may_pass_on for held in lattice.held_by(actor.membership_id))


def _administrator(row: Delegation) -> dict[str, Any]:
    return {
        "label": row.membership.person.name,
        "hint": f"{ROLES[RoleCode(row.role)].label}, nommé par la caisse, depuis le {french_date(row.period.lower)}",
        "icon": "user-shield",
    }


def _node(row: Delegation, lattice: Lattice, words: Words, given: Mapping[UUID, int], moment: Moment) -> dict[str, Any]:
    count = given.get(row.id, 0)
    rights = f"{count} droit{'s' if count > 1 else ''} donné{'s' if count > 1 else ''}" if count else ""
    said = (words.says(perimeter_of(row)), _dates(row, moment.at), rights, NOT_KEPT if lattice.is_lost(row) else "")
    return {
        "label": row.membership.person.name,
        "hint": " · ".join(filter(None, said)),
        "icon": "user-check",
        "url": moment.keep(reverse("habilitations:delegation", args=[row.id])),
        "badge": _badge(row, moment.at),
        "tone": "info",
        "children": [_node(child, lattice, words, given, moment) for child in lattice.children(row.id)],
    }


def _badge(row: Delegation, at: datetime) -> str:
    if at not in row.period:
        return "à venir"
    return "peut nommer" if row.may_pass_on else ""


def _dates(row: Delegation, at: datetime) -> str:
    """« depuis le 12 mars 2026, sans fin prévue », as it was announced then."""
    day = role_on_day(row, at)
    if day.period is None:
        return "dates prévues non conservées"
    return f"depuis le {french_date(day.period.start)}" if day.is_end_lost else french_period(day.period)


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


def sheet_of(row: Delegation, actor: Actor, moment: Moment) -> dict[str, Any]:
    """Everything the page of one delegation shows."""
    lattice, words = _lattice(row.organisation_id, moment), words_of(row.organisation_id, moment.at)
    given = rights_under([row.id, *(one.id for one in lattice.below(row.id))], moment.at)
    return {
        "row": row,
        "moment": moment,
        "person": row.membership.person.name,
        "is_over": lattice.row(row.id) is None,
        "lines": [*words.lines(perimeter_of(row)), *_sheet_lines(row, lattice)],
        "nodes": [_node(child, lattice, words, given, moment) for child in lattice.children(row.id)],
        "given": given.get(row.id, 0),
        "decision": None if moment.day else taking_back(row, actor, moment.at),
        "breadcrumb": trail((row.membership.person.name, ""), moment=moment),
    }


def _sheet_lines(row: Delegation, lattice: Lattice) -> Lines:
    day = role_on_day(row, lattice.at)
    return [
        {"term": "Peut nommer à son tour", "text": "oui, dans ce périmètre" if row.may_pass_on else "non"},
        *_period_lines(day),
        {"term": "Vient de", "text": _grantor(row, lattice)},
        *([{"term": "Repris le", "at": day.withdrawn_at, "hint": row.cause}] if day.withdrawn_at else []),
    ]


def _period_lines(day: RightOnDay) -> Lines:
    if day.period is None:
        never = "reprise avant d'avoir commencé" if day.withdrawn_at else "les dates prévues ne sont pas conservées"
        return [{"term": "Période", "text": never}]
    without = "celle qui était prévue n'est pas conservée" if day.is_end_lost else "aucune fin prévue"
    end = {"term": "Fin", "at": day.period.end} if day.period.end else {"term": "Fin", "text": without}
    return [{"term": "Depuis", "at": day.period.start}, end]


def _grantor(row: Delegation, lattice: Lattice) -> str:
    if lattice.is_lost(row):
        return NOT_KEPT
    above = lattice.parent_of(row)
    if above is None:
        return "l'administrateur de l'organisme"
    parent = lattice.row(above)
    return parent.membership.person.name if parent else "un autre responsable"


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
