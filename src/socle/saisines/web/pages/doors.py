"""Doors as a person chooses among them: by convention, each with its clause and its date for now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from socle.conventions.domain.kinds.mandate import Answered
from socle.saisines.actions.opening import Opened
from socle.saisines.domain.clocks import last_moment
from socle.saisines.domain.competence import COMPETENCES
from socle.saisines.domain.doors import CaseKind
from socle.saisines.queries.doors import OpenDoor

LONGEST_PAGE, LONGEST_REQUEST = 200, 64
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
        "open_now": open_now(one, at),
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


def origin(query: Mapping[str, str]) -> dict[str, str]:
    """The page and the request from which somebody comes to the desk: what an error page adds to its link."""
    found = {"page": query.get("page", "")[:LONGEST_PAGE], "request": query.get("demande", "")[:LONGEST_REQUEST]}
    return {key: value for key, value in found.items() if value}


def origin_says(found: Mapping[str, str]) -> str:
    """What goes with the request, said before it is sent."""
    page = f"la page {found['page']}" if "page" in found else ""
    request = f"la demande n° {found['request']}" if "request" in found else ""
    return " et ".join(filter(None, (page, request)))


def context_query(query: Mapping[str, str]) -> str:
    """The same, handed on to the form of a door."""
    kept = {key: query[key] for key in ("page", "demande") if query.get(key)}
    return f"?{urlencode(kept)}" if kept else ""


def open_now(one: OpenDoor, at: datetime) -> str:
    """Whether the desk is open, or when it opens next."""
    hours, calendar = one.door.hours, one.convention.calendar
    if hours is None:
        return ""
    opening = hours.next_opening(at, calendar)
    if opening <= at:
        return "ouvert maintenant"
    return f"fermé ; ouvre le {last_moment(opening, calendar)}"


def trail(*steps: tuple[str, str]) -> list[dict[str, str]]:
    return [{"label": label, "url": url} for label, url in (("Saisines", reverse("saisines:queue")), *steps)]
