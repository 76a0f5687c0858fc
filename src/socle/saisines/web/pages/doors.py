"""Doors as a person chooses among them: by convention, each with its clause and its date for now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse

from socle.conventions.domain.kinds.mandate import Answered
from socle.saisines.actions.opening import Opened
from socle.saisines.domain.competence import COMPETENCES
from socle.saisines.domain.doors import CaseKind
from socle.saisines.queries.doors import OpenDoor

ICONS = {
    CaseKind.REFERRAL: "heart-handshake",
    CaseKind.QUESTION: "help-circle",
    CaseKind.TICKET: "settings",
    CaseKind.INCIDENT: "shield-lock",
}


def groups(found: Sequence[OpenDoor], at: datetime) -> list[dict[str, Any]]:
    """The doors of each convention, in the order of its text."""
    by_convention: dict[str, list[dict[str, Any]]] = {}
    for one in found:
        by_convention.setdefault(one.convention.label, []).append(_line(one, at))
    return [{"title": title, "doors": lines} for title, lines in by_convention.items()]


def _line(one: OpenDoor, at: datetime) -> dict[str, Any]:
    return {
        "url": reverse("saisines:new", args=[one.door.id]),
        "name": one.door.name,
        "kind": one.door.kind.headline,
        "icon": ICONS[one.door.kind],
        "holder": one.holder,
        "says": one.promised(at),
        "clause": str(one.door.clause),
        "delay_clause": str(one.door.promise.clause),
    }


def new_context(found: OpenDoor, alike: Sequence[OpenDoor], at: datetime) -> dict[str, Any]:
    """What the form of a door shows beside its fields."""
    known = [subject for one in alike if one.door.of == found.door.of for subject in one.door.subjects]
    by_law = [law.subject for law in COMPETENCES if found.door.kind is CaseKind.REFERRAL]
    return {
        "found": found,
        "line": _line(found, at),
        "subjects": (*known, *by_law),
        "proof": found.clock(at).proof,
        "is_interpreted": found.door.promise.interpreted,
        "breadcrumb": trail(("Saisir", reverse("saisines:choose")), (found.door.name, "")),
    }


def thanks(done: Opened) -> str:
    """What happens next, said at once: where it went, who will read the answer."""
    led = f" Elle a été menée de « {done.led_from} » à la bonne voie." if done.led_from else ""
    to = "" if done.addressee.to is Answered.PARTNER else f" {done.addressee.says}"
    return f"La saisine {done.case.number} est partie.{led}{to}"


def trail(*steps: tuple[str, str]) -> list[dict[str, str]]:
    return [{"label": label, "url": url} for label, url in (("Saisines", reverse("saisines:queue")), *steps)]
