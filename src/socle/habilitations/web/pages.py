"""What the templates of rights receive: sections of seats, lines of definition lists, rows of tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse

from socle.habilitations.actions.granting import Wish
from socle.habilitations.domain.granting import GrantCode
from socle.habilitations.domain.roles import MANAGERS, ROLES, RoleCode
from socle.habilitations.domain.seats import SeatCode
from socle.habilitations.models import Delegation, Habilitation
from socle.habilitations.queries.offers import Names, Offer
from socle.habilitations.queries.preparing import Preparation
from socle.habilitations.queries.seats import SeatLine
from socle.habilitations.queries.sheets import Held
from socle.habilitations.web.draft import Draft
from socle.kernel.decision import Decision, first_refusal
from socle.kernel.period import Period
from socle.organismes.queries import names_of_people
from socle.theme.templatetags.theme import french_date

A_SECOND = timedelta(seconds=1)

STATE_OF_THINGS = frozenset({SeatCode.EXHAUSTED.value, GrantCode.ALREADY_HELD.value, "conflict", "busy"})
ORDER = {RoleCode.PRINCIPAL.value: 0, RoleCode.SUPPLEANT.value: 1, RoleCode.DELEGATE.value: 2}
Lines = list[dict[str, Any]]


def seat_sections(offers: Sequence[Offer], opening: Mapping[str, Decision], *, is_own: bool) -> Lines:
    """By convention, then by service: opened profiles with their gauges, the others with the reason."""
    ordered = sorted(offers, key=lambda offer: (offer.convention, offer.service))
    return [
        {
            "title": title,
            "caisse": group[0].caisse,
            "services": [
                _service(list(of_service), opening, is_own=is_own)
                for _, of_service in groupby(group, key=lambda offer: offer.service)
            ],
        }
        for title, group in ((title, list(rows)) for title, rows in groupby(ordered, key=lambda one: one.convention))
    ]


def _service(offers: Sequence[Offer], opening: Mapping[str, Decision], *, is_own: bool) -> dict[str, Any]:
    service = offers[0].service
    opened = [offer for offer in offers if offer.opening]
    return {
        "name": offers[0].service_name,
        "shared": [line for line in offers[0].shared if line.maximum is not None],
        "opened": [_profile(offer) for offer in opened],
        "places": _places(opened),
        "closed": closed_lines(offers),
        "may_open": opening[service] if is_own else None,
    }


def closed_lines(offers: Sequence[Offer], opening: Mapping[str, Decision] | None = None) -> Lines:
    """The profiles that cannot be given, each with its reason: the convention's, or that of who would give it."""
    decided = [(offer, first_refusal((offer.opening, *_of_the_manager(offer, opening)))) for offer in offers]
    return [{"title": offer.title, "decision": decision} for offer, decision in decided if not decision]


def _of_the_manager(offer: Offer, opening: Mapping[str, Decision] | None) -> tuple[Decision, ...]:
    return (opening[offer.service],) if opening else ()


def _profile(offer: Offer) -> dict[str, Any]:
    return {
        "offer": offer,
        "clause": offer.opening.clause,
        "gauges": [line for line in offer.lines if line.scope_id is None],
        "is_over": any(line.is_over for line in (*offer.lines, *offer.shared)),
        "is_full": offer.free == 0,
        "grant_url": f"{reverse('habilitations:grant')}?{urlencode({'profil': offer.key})}",
    }


def _places(offers: Sequence[Offer]) -> Lines:
    """Seats counted by place or équipement: one row each, one cell by profile."""
    held: dict[tuple[UUID | None, str], SeatLine] = {
        (line.scope_id, offer.profile): line for offer in offers for line in offer.lines if line.scope_id
    }
    scopes = dict.fromkeys((line.scope_id, line.scope) for line in held.values())
    return [
        {"name": name, "cells": [held.get((scope_id, offer.profile)) for offer in offers]} for scope_id, name in scopes
    ]


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


def place_choices(prepared: Preparation) -> list[tuple[str, str]]:
    """The places of a profile, each with the seats left there."""
    free = {line.scope_id: line.free for line in prepared.offer.lines}
    return [
        (
            str(scope),
            f"{name} ({free[scope]} siège{'s' if free[scope] > 1 else ''} libre{'s' if free[scope] > 1 else ''})",
        )
        for scope, name in prepared.places
        if scope in free
    ]


def answer_lines(prepared: Preparation, wish: Wish, draft: Draft, seats: str) -> Lines:
    """Check answers: what will be written, with the clause and the seat that will be taken."""
    offer, person = prepared.offer, prepared.person
    purpose = prepared.purpose(draft.finalite)
    start = {"term": "Début", "at": wish.valid_from} if wish.valid_from else {"term": "Début", "text": "tout de suite"}
    end: dict[str, Any] = {"term": "Fin", "text": "aucune fin prévue"}
    if wish.valid_to:
        end = {"term": "Fin", "at": wish.valid_to, "hint": f"dernier jour : {french_date(wish.valid_to - A_SECOND)}"}
    return [
        {"term": "Personne", "text": person.person.name, "hint": person.function},
        {"term": "Profil", "text": offer.title, "clause": offer.opening.clause, "hint": offer.public},
        {"term": "Finalité", "text": purpose.label if purpose else "", "clause": purpose.clause if purpose else ""},
        *([{"term": "Lieu ou équipement", "text": prepared.place(wish.scope_id)}] if offer.asks_scope else []),
        start,
        end,
        {"term": "Convention", "text": offer.convention},
        *([{"term": "Siège qui sera pris", "text": seats}] if seats else []),
    ]


def status_of(decision: Decision) -> int:
    """409 when the state of things refuses (every seat taken), 403 when a rule does."""
    if decision:
        return 200
    return 409 if decision.code in STATE_OF_THINGS else 403


def exhausted(decision: Decision, offer: Offer) -> dict[str, Any] | None:
    """When every seat is taken: when one frees itself, and who holds them."""
    if decision.code != SeatCode.EXHAUSTED:
        return None
    query = urlencode({"service": offer.service, "profil": offer.profile})
    return {"frees_at": decision.until, "holders_url": f"{reverse('habilitations:rights')}?{query}"}


def next_url(query: QueryDict, cursor: str | None) -> str:
    """The address of the next page, with the filters kept."""
    if not cursor:
        return ""
    kept = query.copy()
    kept["suite"] = cursor
    return f"?{kept.urlencode()}"


def trail(*steps: tuple[str, str]) -> list[dict[str, str]]:
    """The breadcrumb below the list of rights; the last step is the page itself."""
    above = (("Habilitations", reverse("habilitations:rights")), *steps)
    return [{"label": label, "url": url} for label, url in above]


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
