"""The steps of a grant: places, answers to check, a refusal and the way out of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from socle.habilitations.actions.granting import Wish
from socle.habilitations.domain.granting import GrantCode
from socle.habilitations.domain.groups import GroupCode
from socle.habilitations.domain.seats import SeatCode
from socle.habilitations.queries.offers import Offer
from socle.habilitations.queries.preparing import Preparation
from socle.habilitations.web.draft import Draft
from socle.habilitations.web.pages.links import Lines
from socle.kernel.decision import Decision
from socle.theme.templatetags.theme import french_date

A_SECOND = timedelta(seconds=1)
STATE_OF_THINGS = frozenset(
    {
        *(SeatCode.EXHAUSTED.value, GrantCode.ALREADY_HELD.value, "conflict", "busy", "already_suspended"),
        *(GroupCode.IN_GROUP.value, GroupCode.NAME_TAKEN.value, GroupCode.STILL_USED.value, GroupCode.CLOSED.value),
    }
)


def place_choices(prepared: Preparation) -> list[tuple[str, str]]:
    """The places of a profile, each with the seats left there."""
    free = {line.scope_id: line.free for line in prepared.offer.lines}
    return [(str(scope), f"{name} (sièges libres : {free[scope]})") for scope, name in prepared.places if scope in free]


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
