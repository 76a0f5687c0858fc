"""Partners' administrators: roles held, people named below, the form line by line, what a naming will do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from socle.habilitations.domain.appointing import Sheet
from socle.habilitations.domain.roles import ROLES, RoleCode
from socle.habilitations.queries import administrators
from socle.habilitations.queries.administrators import AppointmentForm, Delegation, Partner
from socle.habilitations.web.pages.links import Lines
from socle.kernel.actor import Actor
from socle.kernel.decision import Decision
from socle.organismes.queries import names_of_people

IN_ORDER = (RoleCode.PRINCIPAL, RoleCode.SUPPLEANT)


def trail(*steps: tuple[str, str]) -> list[dict[str, str]]:
    """The breadcrumb below the list of partners."""
    above = (("Administrateurs", reverse("habilitations:administrators")), *steps)
    return [{"label": label, "url": url} for label, url in above]


@dataclass(frozen=True, slots=True)
class Asked:
    """A naming or a removal being prepared."""

    actor: Actor
    at: datetime
    partner: Partner
    role: str
    current: tuple[Delegation, ...]
    below: Mapping[UUID, tuple[Delegation, ...]]
    confirmed: Decision

    @property
    def label(self) -> str:
        return ROLES[RoleCode(self.role)].label

    @property
    def url(self) -> str:
        return reverse(
            "habilitations:administrators_partner", args=[self.partner.adhesion.id, self.partner.organisation.id]
        )

    def context(self, step: str) -> dict[str, Any]:
        """What every page of the naming shows."""
        name = self.partner.organisation.legal_name
        return {
            "partner": self.partner,
            "label": self.label,
            "current": self.current,
            "below": [row for rows in self.below.values() for row in rows],
            "confirmed": self.confirmed,
            "cancel_url": self.url,
            "breadcrumb": trail((name, self.url), (f"{step} : {self.label.lower()}", "")),
        }


def role_sections(partner: Partner, at: datetime) -> Lines:
    """The principal then the suppléant: who, since when, whom they named, what can be done."""
    return [_section(partner, role, at) for role in IN_ORDER]


def _section(partner: Partner, role: RoleCode, at: datetime) -> dict[str, Any]:
    ids = (partner.adhesion.id, partner.organisation.id)
    current = administrators.holders_of_role(*ids, role.value, at)
    below = administrators.named_by(current, at)
    return {
        "label": ROLES[role].label,
        "current": [_holder(row, below.get(row.membership.person_id, ())) for row in current],
        "name_url": reverse("habilitations:administrator_name", args=[*ids, role.value]),
        "name_label": "Remplacer" if current else "Nommer",
        "remove_url": reverse("habilitations:administrator_remove", args=[*ids, role.value]) if current else "",
    }


def _holder(row: Delegation, below: Sequence[Delegation]) -> Lines:
    named = ", ".join(one.membership.person.name for one in below)
    return [
        {"term": "Personne", "text": row.membership.person.name, "hint": row.membership.function},
        {"term": "Adresse", "text": row.membership.email},
        {"term": "Depuis", "at": row.period.lower},
        *([{"term": "A nommé", "text": named, "hint": "responsables d'habilitation"}] if named else []),
    ]


def form_events(rows: Sequence[AppointmentForm]) -> Lines:
    """The forms received, for the timeline: names and dates, never the coordinates."""
    people = names_of_people({row.recorded_by_id for row in rows})
    return [
        {
            "title": _title(row),
            "tone": "success" if row.delegation_id else "neutral",
            "icon": "user-check" if row.delegation_id else "user-minus",
            "at": row.recorded_at,
            "who": people.get(row.recorded_by_id, "la caisse"),
            "text": _signatures(row),
            "clause": row.clause,
        }
        for row in rows
    ]


def _title(row: AppointmentForm) -> str:
    label = ROLES[RoleCode(row.role)].label.lower()
    if not row.delegation_id:
        return f"{row.replaced_name} n'est plus {label}"
    return f"{row.name} devient {label}" + (f" à la place de {row.replaced_name}" if row.replaced_name else "")


def _signatures(row: AppointmentForm) -> str:
    own = row.signed_by_administrator_on
    signed = f"Signé par le partenaire le {row.signed_by_partner_on:%d/%m/%Y}"
    return signed + (f", par le nouvel administrateur le {own:%d/%m/%Y}." if own else ".")


def sheet_lines(sheet: Sheet) -> Lines:
    """The form to check, item by item."""
    replaced = [
        {"term": "Personne remplacée", "text": sheet.replaced_person, "hint": sheet.replaced_email},
    ]
    return [
        {"term": "Nouvel administrateur", "text": sheet.name, "hint": sheet.function},
        {"term": "Adresse individuelle", "text": sheet.individual_email},
        {"term": "Téléphone", "text": ", ".join(sheet.phones)},
        *(replaced if sheet.replaced_person else []),
        {"term": "Signé par le partenaire", "at": sheet.signed_by_partner_on},
        {"term": "Signé par le nouvel administrateur", "at": sheet.signed_by_administrator_on},
    ]


def consequences(asked: Asked, sheet: Sheet) -> list[str]:
    """What the confirmation will do, in sentences."""
    leaving = [
        row.membership.person.name for row in asked.current if row.membership.person.name == sheet.replaced_person
    ]
    named = [row.membership.person.name for rows in asked.below.values() for row in rows]
    return [
        f"{sheet.name} devient {asked.label.lower()} de {asked.partner.organisation.legal_name} à cet instant.",
        *(f"{name} cesse de l'être au même instant ; ses habilitations ne changent pas." for name in leaving),
        *([f"Restent responsables d'habilitation : {', '.join(named)}."] if named else []),
        f"Le lien d'activation, s'il en faut un, part directement à {sheet.individual_email}.",
        "Le formulaire est gardé comme preuve ; ses coordonnées ne servent à rien d'autre.",
    ]
