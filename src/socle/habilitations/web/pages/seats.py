"""Sections of seats: profiles opened with their gauges, profiles closed with the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from socle.habilitations.queries.offers import Offer
from socle.habilitations.queries.seats import SeatLine
from socle.habilitations.queries.usage import Usage
from socle.habilitations.web.pages.links import Lines
from socle.habilitations.web.pages.usage import forecast_line, line_key
from socle.kernel.decision import Decision, first_refusal


def seat_sections(
    offers: Sequence[Offer], opening: Mapping[str, Decision], usage: Usage, *, is_changeable: bool
) -> Lines:
    """By convention, then by service: opened profiles with their gauges, the others with the reason."""
    ordered = sorted(offers, key=lambda offer: (offer.convention, offer.service))
    return [
        {
            "title": title,
            "caisse": group[0].caisse,
            "services": [
                _service(list(of_service), opening, usage, is_changeable=is_changeable)
                for _, of_service in groupby(group, key=lambda offer: offer.service)
            ],
        }
        for title, group in ((title, list(rows)) for title, rows in groupby(ordered, key=lambda one: one.convention))
    ]


def _service(
    offers: Sequence[Offer], opening: Mapping[str, Decision], usage: Usage, *, is_changeable: bool
) -> dict[str, Any]:
    service = offers[0].service
    opened = [offer for offer in offers if offer.opening]
    return {
        "name": offers[0].service_name,
        "shared": [_gauge(line, usage) for line in offers[0].shared if line.maximum is not None],
        "opened": [_profile(offer, usage) for offer in opened],
        "places": _places(opened),
        "closed": closed_lines(offers),
        "may_open": opening[service] if is_changeable else None,
    }


def closed_lines(offers: Sequence[Offer], opening: Mapping[str, Decision] | None = None) -> Lines:
    """The profiles that cannot be given, each with its reason: the convention's, or that of who would give it."""
    decided = [(offer, first_refusal((offer.opening, *_of_the_manager(offer, opening)))) for offer in offers]
    return [{"title": offer.title, "decision": decision} for offer, decision in decided if not decision]


def _of_the_manager(offer: Offer, opening: Mapping[str, Decision] | None) -> tuple[Decision, ...]:
    return (opening[offer.service],) if opening else ()


def _profile(offer: Offer, usage: Usage) -> dict[str, Any]:
    return {
        "offer": offer,
        "clause": offer.opening.clause,
        "gauges": [_gauge(line, usage) for line in offer.lines if line.scope_id is None],
        "above": [_above(line, usage) for line in offer.lines if line.is_over],
        "is_full": offer.free == 0,
        "grant_url": f"{reverse('habilitations:grant')}?{urlencode({'profil': offer.key})}",
    }


def _gauge(line: SeatLine, usage: Usage) -> dict[str, Any]:
    return {"line": line, "forecast": forecast_line(usage.forecast(line)), "above": _above(line, usage)}


def _above(line: SeatLine, usage: Usage) -> dict[str, Any] | None:
    """A ceiling below use: by how much, and where to see the people concerned."""
    if not line.is_over:
        return None
    query = {"organisme": str(usage.organisation_id), "siege": line_key(line), "nombre": line.maximum}
    return {
        "line": line,
        "surplus": line.used - (line.maximum or 0),
        "url": f"{reverse('habilitations:what_if')}?{urlencode(query)}",
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
