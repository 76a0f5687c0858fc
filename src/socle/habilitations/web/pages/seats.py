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
from socle.habilitations.web.pages.links import Lines
from socle.kernel.decision import Decision, first_refusal


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
