"""Rows of the list of rights, the sheet of one, one's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from socle.habilitations.domain.roles import MANAGERS, ROLES, RoleCode
from socle.habilitations.models import Delegation, Habilitation
from socle.habilitations.queries.elsewhere import Elsewhere
from socle.habilitations.queries.offers import Names, Offer
from socle.habilitations.queries.sheets import Held
from socle.habilitations.web.pages.links import Lines
from socle.kernel.decision import Decision
from socle.kernel.period import Period
from socle.organismes.queries import names_of_people
from socle.theme.templatetags.theme import french_date

ORDER = {RoleCode.PRINCIPAL.value: 0, RoleCode.SUPPLEANT.value: 1, RoleCode.DELEGATE.value: 2}


def period_of(row: Habilitation) -> Period | None:
    """The period of a right; None when it was withdrawn before it began."""
    period = row.period
    return None if period is None or period.isempty else Period(period.lower, period.upper)


def state_of(row: Habilitation, at: datetime) -> tuple[str, str, str]:
    """Label, tone and icon of a right at an instant: never a colour alone."""
    period = period_of(row)
    if row.withdrawn_at is not None:
        return "retirée", "neutral", "ban"
    if period is None or (period.end is not None and period.end <= at):
        return "terminée", "neutral", "history"
    if at < period.start:
        return "à venir", "info", "clock"
    return "en cours", "success", "circle-check"


def right_rows(
    rows: Sequence[Habilitation],
    names: Names,
    abilities: Mapping[UUID, Decision],
    at: datetime,
) -> Lines:
    """The lines of the list of rights."""
    grantors = names_of_people({row.granted_by_id for row in rows})
    return [
        {
            "row": row,
            "person": row.membership.person.name,
            "function": row.membership.function,
            "profile": f"{row.service.upper()} {row.profile}",
            "name": names.profile(row.service, row.profile),
            "purpose": names.purpose(row.service, row.purpose),
            "scope": names.scope(row.scope_id),
            "period": period_of(row),
            "granted_by": grantors.get(row.granted_by_id, "un gestionnaire"),
            "state": _badge(row, at),
            "is_over": is_over(row, at),
            "withdrawal": abilities[row.id],
            "about": f"le droit de {row.membership.person.name}",
        }
        for row in rows
    ]


def _badge(row: Habilitation, at: datetime) -> dict[str, str]:
    label, tone, icon = state_of(row, at)
    return {"label": label, "tone": tone, "icon": icon}


def is_over(row: Habilitation, at: datetime) -> bool:
    """Whether a right has ended, or was withdrawn before it began."""
    period = period_of(row)
    return period is None or (period.end is not None and period.end <= at)


def sheet_lines(held: Held, names: Names, last_use: datetime | None) -> Lines:
    """The sheet of a right, line by line."""
    row, clause = held.row, held.member.facts.seats_clause or held.member.facts.profile_clause
    scope = [{"term": "Lieu ou équipement", "text": names.scope(row.scope_id)}] if row.scope_id else []
    seat = [{"term": "Siège occupé", "text": ", ".join(f"n° {slot}" for slot in sorted(set(held.seats)))}]
    return [
        {"term": "Personne", "text": row.membership.person.name, "hint": row.membership.function},
        {"term": "Organisme", "text": row.organisation.legal_name},
        {
            "term": "Profil",
            "text": f"{row.service.upper()} {row.profile}, {names.profile(row.service, row.profile)}",
            "clause": clause,
        },
        {"term": "Finalité", "text": names.purpose(row.service, row.purpose)},
        *scope,
        {"term": "Convention", "text": f"{row.convention.title} (n° {row.convention.number})"},
        *(seat if held.seats else []),
        *_dates(held),
        {"term": "Accordée par", "text": held.granted_by},
        {"term": "Accordée le", "at": row.granted_at},
        *_withdrawal(held),
        *([{"term": "Dernière consultation", "at": last_use}] if last_use else []),
    ]


def _dates(held: Held) -> Lines:
    period = period_of(held.row)
    if period is None:
        return [{"term": "Période", "text": "retirée avant d'avoir commencé"}]
    end = {"term": "Fin", "at": period.end} if period.end else {"term": "Fin", "text": "aucune fin prévue"}
    return [{"term": "Début", "at": period.start}, end]


def _withdrawal(held: Held) -> Lines:
    row = held.row
    if row.withdrawn_at is None:
        return []
    return [
        {"term": "Retirée par", "text": held.withdrawn_by},
        {"term": "Retirée le", "at": row.withdrawn_at},
        {"term": "Motif", "text": row.cause},
    ]


def own_card(held: Held, names: Names, offers: Mapping[str, Offer], at: datetime) -> dict[str, Any]:
    """One of my services: why I have it, until when, on which conditions."""
    row = held.row
    offer = offers.get(f"{row.service}:{row.profile}")
    return {
        "held": held,
        "title": f"{row.service.upper()} {row.profile}, {names.profile(row.service, row.profile)}",
        "badge": _badge(row, at),
        "lines": [
            {"term": "Pour", "text": names.purpose(row.service, row.purpose)},
            *([{"term": "Lieu ou équipement", "text": names.scope(row.scope_id)}] if row.scope_id else []),
            *_dates(held),
            {"term": "Accordé par", "text": held.granted_by, "hint": f"le {french_date(row.granted_at)}"},
            *([{"term": "Condition", "text": offer.says, "clause": offer.clause}] if offer else []),
        ],
        "sheet_url": reverse("habilitations:right", args=[row.id]),
    }


def ended_line(row: Habilitation, names: Names, at: datetime) -> dict[str, Any]:
    """A right that ended: for the timeline."""
    label, tone, icon = state_of(row, at)
    period = period_of(row)
    return {
        "title": f"{row.service.upper()} {row.profile}, {names.profile(row.service, row.profile)}",
        "badge": label,
        "tone": tone,
        "icon": icon,
        "at": row.withdrawn_at or (period.end if period else None),
        "text": row.cause,
    }


def manager_lines(managers: Sequence[Delegation]) -> Lines:
    """Whom to ask, with the role they hold."""
    return [
        {
            "term": ROLES[RoleCode(row.role)].label,
            "text": row.membership.person.name,
            "hint": " · ".join(filter(None, (row.membership.function, row.membership.email))),
        }
        for row in sorted(managers, key=lambda row: ORDER.get(row.role, len(ORDER)))
        if row.role in MANAGERS
    ]


def by_convention(held: Sequence[Held], names: Names, at: datetime) -> Lines:
    """Rights in force or to come, convention by convention, with the caisse each comes from."""
    found: dict[UUID, list[Held]] = {}
    for one in held:
        found.setdefault(one.row.convention_id, []).append(one)
    return [
        {
            "title": f"{rows[0].row.convention.title} (n° {rows[0].row.convention.number})",
            "caisse": rows[0].row.caisse.legal_name,
            "cards": [own_card(one, names, {}, at) for one in rows],
        }
        for rows in found.values()
    ]


def elsewhere_card(body: Elsewhere, at: datetime) -> dict[str, Any]:
    """Another body of the same person: their function there, their roles, their rights."""
    roles = ", ".join(ROLES[RoleCode(role)].label for role in body.roles)
    return {
        "title": body.organisation,
        "lead": " · ".join(filter(None, (body.function, roles))),
        "cards": [own_card(one, body.names, {}, at) | {"sheet_url": ""} for one in body.held],
    }
