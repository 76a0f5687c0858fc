"""The register of readings as its page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from socle.conventions.actions.readings import decide
from socle.conventions.domain.readings import LIFECYCLE, ReadingState
from socle.conventions.models import Convention, Reading
from socle.conventions.queries.readings import Register
from socle.conventions.web.labels import POINTS
from socle.kernel.actor import Actor
from socle.theme.templatetags.theme import french_date

Lines = list[dict[str, Any]]
STATES: Mapping[str, tuple[str, str, str]] = {
    ReadingState.PROPOSED: ("proposée", "info", "clock"),
    ReadingState.SETTLED: ("convenue", "success", "circle-check"),
    ReadingState.REFUSED: ("refusée", "danger", "circle-x"),
    ReadingState.WITHDRAWN: ("retirée", "neutral", "ban"),
}
BUTTONS: Mapping[str, tuple[str, str, str]] = {
    "agree": ("Donner l'accord de mon organisme", "primary", "check"),
    "settle": ("Consigner : la lecture s'applique", "primary", "scale"),
    "decline": ("Refuser", "danger", "circle-x"),
    "withdraw": ("Retirer la proposition", "secondary", "ban"),
}
DONE: Mapping[str, str] = {
    "agree": "L'accord de votre organisme est enregistré.",
    "settle": "La lecture est consignée : elle s'applique dès maintenant.",
    "decline": "Le refus est enregistré, avec son motif.",
    "withdraw": "La proposition est retirée.",
}
ALWAYS = "probe"


def points(register: Register, convention: Convention, actor: Actor) -> Lines:
    """Points to settle; one that already has a proposal waits for it."""
    waiting = {row.point_key for row in register.readings if row.state == ReadingState.PROPOSED}
    return [
        {
            "label": POINTS[one.point.kind][0],
            "tone": POINTS[one.point.kind][1],
            "point": one.point,
            "term_url": reverse("conventions:term", args=[convention.id, one.point.term_id]),
            "url": reverse("conventions:reading_new", args=[convention.id, one.point.term_id])
            if actor.can("reading:agree") and one.point.term_id not in waiting
            else "",
            "is_waiting": one.point.term_id in waiting,
        }
        for one in register.points
    ]


def readings(register: Register, actor: Actor, at: datetime) -> Lines:
    """Every reading proposed, the latest first, with what each party said and what this one may do."""
    names = {party.party_id: party.party.legal_name for party in register.parties}
    return [_reading(row, names, actor, at) for row in register.readings]


def _reading(row: Reading, names: Mapping[UUID, str], actor: Actor, at: datetime) -> dict[str, Any]:
    label, tone, icon = STATES[row.state]
    return {
        "row": row,
        "status": {"label": label, "tone": tone, "icon": icon},
        "voices": _voices(row, names),
        "steps": [
            {"name": name, "label": BUTTONS[name][0], "kind": BUTTONS[name][1], "icon": BUTTONS[name][2]}
            for name in LIFECYCLE.steps
            if row.state == ReadingState.PROPOSED and decide(name, row, actor, at, ALWAYS)
        ],
        "since": french_date(row.act.effective_at) if row.act else "",
    }


def _voices(row: Reading, names: Mapping[UUID, str]) -> Lines:
    """Who proposed, then what each other party said; those still awaited last."""
    said = {voice.party_id: voice for voice in row.voices.all()}
    first = {"who": names.get(row.author_organisation_id, ""), "says": "propose", "at": row.proposed_at, "reason": ""}
    lines: Lines = [first]
    for party, name in names.items():
        if party == row.author_organisation_id:
            continue
        voice = said.get(party)
        if voice:
            says = "d'accord" if voice.is_for else "refuse"
            lines.append({"who": name, "says": says, "at": voice.said_at, "reason": voice.reason})
        elif row.state == ReadingState.PROPOSED:
            lines.append({"who": name, "says": "attendu", "at": None, "reason": ""})
    return lines
