"""Movers and leavers: what falls, what is handed over, what a change or a copy would do, line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from socle.habilitations.actions.copying import Copied
from socle.habilitations.actions.leaving import hand_over
from socle.habilitations.actions.moving import Moved
from socle.habilitations.actions.trial import trial
from socle.habilitations.domain.roles import ROLES, RoleCode
from socle.habilitations.models import Habilitation
from socle.habilitations.queries.falls import Falls
from socle.habilitations.queries.offers import names_of
from socle.habilitations.queries.roles import perimeter_of
from socle.habilitations.web.pages.delegating import words_of
from socle.habilitations.web.pages.links import Lines
from socle.kernel.actor import Actor
from socle.kernel.decision import Decision
from socle.organismes.queries import Membership


@dataclass(frozen=True, slots=True)
class Handed:
    """One thing that a colleague may take over, and why not when they may not."""

    key: str
    label: str
    decision: Decision


def person_url(member: Membership) -> str:
    return reverse("organismes:person", args=[member.person_id])


def trail(member: Membership, title: str) -> list[dict[str, str]]:
    """The breadcrumb below the sheet of a person."""
    steps = (("Personnes", reverse("organismes:people")), (member.person.name, person_url(member)), (title, ""))
    return [{"label": label, "url": url} for label, url in steps]


def handed(falls: Falls, member: Membership, successor: Membership | None, actor: Actor, at: datetime) -> list[Handed]:
    """Each delegation of who leaves, judged for the successor by the act itself."""
    if successor is None:
        return []
    words = words_of(member.organisation_id, at)
    rows = [row for row in falls.roles if row.role == RoleCode.DELEGATE]
    return [
        Handed(
            str(row.id),
            f"Responsable d'habilitation : {words.says(perimeter_of(row))}",
            _judged(row.id, member, successor, actor, at),
        )
        for row in rows
    ]


def _judged(delegation_id: UUID, member: Membership, successor: Membership, actor: Actor, at: datetime) -> Decision:
    return trial(
        actor, at, lambda ready: hand_over(delegation_id, member.id, successor.person_id, actor=ready, at=at)
    ).decision


def leaving(
    member: Membership, falls: Falls, lines: Sequence[Handed], successor: Membership | None, at: datetime
) -> dict[str, Any]:
    """What the page of a departure shows."""
    return {
        "sections": _sections(member, falls, at),
        "stays": _stays(falls),
        "has_delegations": any(row.role == RoleCode.DELEGATE for row in falls.roles),
        "successor": successor,
        "refused": [line for line in lines if not line.decision],
    }


def _sections(member: Membership, falls: Falls, at: datetime) -> Lines:
    names, words = names_of(member.organisation_id, at), words_of(member.organisation_id, at)
    rights = [
        f"{row.service.upper()} {row.profile}, {names.profile(row.service, row.profile)} : {row.convention.title}"
        for row in falls.rights
    ]
    roles = [f"{ROLES[RoleCode(row.role)].label} : {words.says(perimeter_of(row))}" for row in falls.roles]
    below = [f"{row.membership.person.name} : {words.says(perimeter_of(row))}" for row in falls.below]
    return [
        {"title": "Habilitations", "icon": "user-check", "lines": rights, "none": "aucune habilitation"},
        {"title": "Rôles", "icon": "user-shield", "lines": roles, "none": "aucun rôle"},
        {
            "title": "Délégations passées à d'autres",
            "icon": "sitemap",
            "lines": below,
            "none": "aucune",
        },
        {"title": "Groupes", "icon": "users", "lines": list(falls.groups), "none": "aucun groupe"},
        {
            "title": "Remplacements",
            "icon": "switch-horizontal",
            "lines": _replacements(falls),
            "none": "aucun remplacement",
        },
        {"title": "Connexions", "icon": "logout", "lines": _access(falls), "none": "aucune connexion ouverte"},
    ]


def _replacements(falls: Falls) -> list[str]:
    """Who stops standing in for the person, and who takes back what the person stood in for."""
    ended = [f"{row.membership.person.name} ne remplace plus : {_code(row)}" for row in falls.stand_ins]
    return [*ended, *(f"{row.membership.person.name} reprend son droit : {_code(row)}" for row in falls.given_back)]


def _code(row: Habilitation) -> str:
    return f"{row.service.upper()} {row.profile}"


def _access(falls: Falls) -> list[str]:
    found = ((falls.access.sign_ins, "connexion ouverte"), (falls.access.tokens, "jeton d'API"))
    return [f"{count} {word}{'s' if count > 1 and word == 'jeton' else ''}" for count, word in found if count]


def _stays(falls: Falls) -> list[str]:
    """What does not fall, and who looks after it."""
    heirs = " et ".join(falls.heirs) or "la caisse"
    given = [f"Les {falls.given} droits donnés restent ouverts ; {heirs} les gère désormais."] if falls.given else []
    freed = [f"Sièges qui redeviennent libres : {falls.seats}."]
    return [*freed, *given, "La fiche et les traces de ses actes restent, le temps que fixe la convention."]


def moved_lines(done: Moved) -> list[str]:
    """What the change did, read inside its trial."""
    ended = [f"prend fin : {row.service.upper()} {row.profile}" for row in done.withdrawn]
    opened = [f"s'ouvre : {row.service.upper()} {row.profile}, pour la finalité choisie" for row in done.opened]
    return [*ended, *opened] or ["Aucun droit ne change."]


def says_moved(member: Membership, done: Moved) -> str:
    """The message after the act."""
    return (
        f"Le changement de {member.person.name} est enregistré : droits retirés {len(done.withdrawn)}, "
        f"ouverts {len(done.opened)}."
    )


def may_be_copied(row: Habilitation) -> bool:
    """A right held in somebody's place is not copied: it returns to them."""
    return row.stands_in_for_id is None


def copied_lines(done: Sequence[Copied], organisation_id: UUID, at: datetime) -> Lines:
    """Each right of the colleague with the decision for the other person."""
    names = names_of(organisation_id, at)
    return [
        {
            "id": str(one.source.id),
            "title": f"{one.source.service.upper()} {one.source.profile}, "
            f"{names.profile(one.source.service, one.source.profile)}",
            "purpose": names.purpose(one.source.service, one.source.purpose),
            "scope": names.scope(one.source.scope_id),
            "end": one.source.period.upper,
            "decision": one.decision,
            "seats": ", ".join(f"n° {slot}" for slot in one.seats),
        }
        for one in done
    ]
