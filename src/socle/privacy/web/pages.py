"""What the templates of traces receive."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from socle.habilitations.queries.offers import Names
from socle.privacy.sentences import sentence_of, spoken, subject_of
from socle.privacy.web.words import CHANNELS, LOGS, OUTCOMES, payload_lines
from socle.traces.proving import published_key
from socle.traces.queries import Head, TraceLine, TracePage

SHORT = 12


def instant(at: datetime) -> str:
    """« 12/03/2026 16:00:07 », where the reader is."""
    return f"{timezone.localtime(at):%d/%m/%Y %H:%M:%S}"


def trace_rows(page: TracePage, names: Names) -> list[dict[str, Any]]:
    return [_row(line, names) for line in page.items]


def _row(line: TraceLine, names: Names) -> dict[str, Any]:
    event = line.event
    label, tone, icon = OUTCOMES[event.outcome]
    return {
        "at": event.at,
        "instant": instant(event.at),
        "who": event.person_name or "—",
        "organisation": event.organisation_name,
        "sentence": sentence_of(event, names),
        "clause": event.clause,
        "outcome": {"label": label, "tone": tone, "icon": icon},
        "is_done": event.outcome == "done",
        "index": line.index,
        "url": f"{reverse('privacy:trace', args=[event.id])}?{urlencode({'le': event.at.isoformat()})}",
    }


def sheet(line: TraceLine, names: Names) -> dict[str, Any]:
    """One trace whole: its act, its payload in words, its place in the log."""
    event = line.event
    label, tone, icon = OUTCOMES[event.outcome]
    act = [
        {"term": "Instant", "text": instant(event.at)},
        {"term": "Personne", "text": event.person_name, "hint": event.organisation_name},
        {"term": "Objet", "text": subject_of(event)},
        {"term": "Issue", "badge": label, "tone": tone, "icon": icon},
        {"term": "Clause", "text": event.clause},
        {"term": "Par", "text": CHANNELS.get(event.channel, event.channel)},
    ]
    place = [
        {"term": "Journal", "text": LOGS.get(event.log, event.log)},
        {"term": "Rang", "text": f"n° {line.index}" if line.sealed else "en attente de scellement"},
        {"term": "Numéro de trace", "text": str(event.id)},
        {"term": "Numéro de la demande", "text": event.request_id},
        {"term": "Étiquette", "text": event.tag},
    ]
    payload = payload_lines({name: value for name, value in spoken(event, names).items() if name in event.payload})
    return {"sentence": sentence_of(event, names), "act": act, "place": place, "payload": payload}


def head_lines(heads: tuple[Head, ...]) -> list[dict[str, Any]]:
    return [
        {
            "title": LOGS.get(head.log, head.log),
            "lines": [
                {"term": "Traces scellées", "text": f"{head.size}"},
                {"term": "Dernier point de contrôle", "text": instant(head.at)},
                {"term": "Racine de l'arbre", "text": f"{head.root[:SHORT]}…", "hint": "douze premiers caractères"},
                {"term": "Clé publique", "text": published_key(head.log), "hint": "à comparer à celle d'un certificat"},
            ],
        }
        for head in heads
    ]
