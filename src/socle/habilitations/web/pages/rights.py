"""Rows of the list of rights, the sheet of one, one's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from socle.habilitations.domain.roles import MANAGERS, ROLES, RoleCode
from socle.habilitations.domain.states import RightOnDay, RightState
from socle.habilitations.models import Delegation, Habilitation
from socle.habilitations.queries.elsewhere import Elsewhere
from socle.habilitations.queries.offers import Names, Offer
from socle.habilitations.queries.sheets import Held
from socle.habilitations.queries.states import rights_on_day
from socle.habilitations.web.pages.links import Lines
from socle.kernel.decision import Decision
from socle.organismes.queries import names_of_people
from socle.theme.asof import Moment
from socle.theme.templatetags.theme import french_date

ORDER = {RoleCode.PRINCIPAL.value: 0, RoleCode.SUPPLEANT.value: 1, RoleCode.DELEGATE.value: 2}
TONES = {
    RightState.IN_FORCE: ("success", "circle-check"),
    RightState.SUSPENDED: ("warning", "lock"),
    RightState.COMING: ("info", "clock"),
    RightState.ENDED: ("neutral", "history"),
}


def state_badge(found: RightOnDay) -> dict[str, str]:
    """Label, tone and icon of a right on a day, and until when it is stopped: never a colour alone."""
    tone, icon = ("neutral", "ban") if found.withdrawn_at else TONES[found.state]
    until = found.stopped.until if found.stopped else None
    hint = f"jusqu'au {french_date(until)}" if until else ""
    return {"label": found.says, "tone": tone, "icon": icon, "hint": hint}


def right_rows(
    rows: Sequence[Habilitation],
    names: Names,
    abilities: Mapping[UUID, Decision] | None,
    moment: Moment,
) -> Lines:
    """The lines of the list of rights; `abilities` is None on a day when nothing can be changed."""
    grantors = names_of_people({row.granted_by_id for row in rows})
    days = rights_on_day(rows, moment.at)
    return [
        {
            "row": row,
            "url": moment.keep(reverse("habilitations:right", args=[row.id])),
            "person": row.membership.person.name,
            "function": row.membership.function,
            "profile": f"{row.service.upper()} {row.profile}",
            "name": names.profile(row.service, row.profile),
            "purpose": names.purpose(row.service, row.purpose),
            "scope": names.scope(row.scope_id),
            "day": days[row.id],
            "granted_by": grantors.get(row.granted_by_id, "un gestionnaire"),
            "state": state_badge(days[row.id]),
            "withdrawal": abilities[row.id] if abilities is not None else None,
            "about": f"le droit de {row.membership.person.name}",
        }
        for row in rows
    ]


def sheet_lines(held: Held, names: Names, last_use: datetime | None) -> Lines:
    """The sheet of a right, line by line, as it was known on the day read."""
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
    period = held.day.period
    if period is None:
        return [{"term": "Période", "text": "retirée avant d'avoir commencé"}]
    without = "celle qui était prévue n'est pas conservée" if held.day.is_end_lost else "aucune fin prévue"
    end = {"term": "Fin", "at": period.end} if period.end else {"term": "Fin", "text": without}
    return [{"term": "Début", "at": period.start}, end]


def _withdrawal(held: Held) -> Lines:
    if held.day.withdrawn_at is None:
        return []
    return [
        {"term": "Retirée par", "text": held.withdrawn_by},
        {"term": "Retirée le", "at": held.day.withdrawn_at},
        {"term": "Motif", "text": held.row.cause},
    ]


def own_card(held: Held, names: Names, offers: Mapping[str, Offer], moment: Moment | None = None) -> dict[str, Any]:
    """One of my services: why I have it, until when, on which conditions."""
    row = held.row
    offer = offers.get(f"{row.service}:{row.profile}")
    sheet_url = reverse("habilitations:right", args=[row.id])
    return {
        "held": held,
        "title": f"{row.service.upper()} {row.profile}, {names.profile(row.service, row.profile)}",
        "badge": state_badge(held.day),
        "lines": [
            {"term": "Pour", "text": names.purpose(row.service, row.purpose)},
            *([{"term": "Lieu ou équipement", "text": names.scope(row.scope_id)}] if row.scope_id else []),
            *_dates(held),
            {"term": "Accordé par", "text": held.granted_by, "hint": f"le {french_date(row.granted_at)}"},
            *([{"term": "Condition", "text": offer.says, "clause": offer.clause}] if offer else []),
        ],
        "sheet_url": moment.keep(sheet_url) if moment else sheet_url,
    }


def ended_lines(rows: Sequence[Habilitation], days: Mapping[UUID, RightOnDay], names: Names) -> Lines:
    """The rights that ended: for the timeline."""
    return [_ended(row, days[row.id], names) for row in rows if days[row.id].is_over]


def _ended(row: Habilitation, day: RightOnDay, names: Names) -> dict[str, Any]:
    badge = state_badge(day)
    return {
        "title": f"{row.service.upper()} {row.profile}, {names.profile(row.service, row.profile)}",
        "badge": badge["label"],
        "tone": badge["tone"],
        "icon": badge["icon"],
        "at": day.withdrawn_at or (day.period.end if day.period else None),
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


def by_convention(held: Sequence[Held], names: Names, moment: Moment) -> Lines:
    """Rights in force or to come, convention by convention, with the caisse each comes from."""
    found: dict[UUID, list[Held]] = {}
    for one in held:
        found.setdefault(one.row.convention_id, []).append(one)
    return [
        {
            "title": f"{rows[0].row.convention.title} (n° {rows[0].row.convention.number})",
            "caisse": rows[0].row.caisse.legal_name,
            "cards": [own_card(one, names, {}, moment) for one in rows],
        }
        for rows in found.values()
    ]


def elsewhere_card(body: Elsewhere) -> dict[str, Any]:
    """Another body of the same person: their function there, their roles, their rights."""
    roles = ", ".join(ROLES[RoleCode(role)].label for role in body.roles)
    return {
        "title": body.organisation,
        "lead": " · ".join(filter(None, (body.function, roles))),
        "cards": [own_card(one, body.names, {}) | {"sheet_url": ""} for one in body.held],
    }
