"""What the page of a convention says of its end: announced ends, suspended commitments, as known at an instant."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from socle.conventions.domain.access import may_end
from socle.conventions.domain.ending.lifecycle import LABELS
from socle.conventions.models import Convention, Termination
from socle.conventions.queries.ending import calendar_of
from socle.conventions.queries.endings import GROUNDS, state_at, suspended_on
from socle.conventions.queries.pages import ConventionSheet
from socle.kernel.actor import Actor
from socle.theme.templatetags.theme import french_date


def card_of(sheet: ConventionSheet, actor: Actor, at: datetime) -> dict[str, object]:
    """The announced ends, the suspended terms, and whether the actor may act."""
    convention = sheet.convention
    rows = Termination.objects.filter(convention=convention, recorded_at__lte=at).order_by("-recorded_at")
    says = {item.term.id: item.term.says for item in sheet.terms}
    held = suspended_on(convention.id, calendar_of(convention).day_of(at))
    return {
        "endings": [_line(convention, row, at) for row in rows],
        "suspended": [
            {"text": f"{says.get(key, key)} Depuis le {french_date(row.began_on)}.", "clause": row.clause}
            for key, row in held.items()
        ],
        "may_end": bool(may_end(actor)),
    }


def _line(convention: Convention, row: Termination, at: datetime) -> dict[str, object]:
    last = f", dernier jour le {french_date(row.last_day)}" if row.last_day else ", sans date prouvée"
    return {
        "term": GROUNDS[row.ground].label.capitalize(),
        "text": f"{LABELS[state_at(row, at)]}{last}",
        "url": reverse("conventions:ending", args=[convention.id, row.id]),
        "clause": row.clause,
    }
