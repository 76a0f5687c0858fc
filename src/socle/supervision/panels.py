"""What supervision adds to the sheet of a right: its questions, and the way to ask one."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from socle.conventions.panels import Subject as Convention
from socle.kernel.actor import Actor
from socle.organismes.panels import Panel
from socle.supervision.domain.access import may_follow
from socle.supervision.domain.failures import LABELS as STATES
from socle.supervision.domain.failures import FailureState
from socle.supervision.domain.questions import LABELS, OPEN, QuestionState, is_late
from socle.supervision.queries.failures import failures
from socle.supervision.queries.questions import questions
from socle.theme.templatetags.theme import french_date


def questions_panel(actor: Actor, habilitation_id: UUID, at: datetime) -> Panel | None:
    """What the caisse asked about this right; nothing for who neither supervises nor answers."""
    if not may_follow(actor):
        return None
    asked = questions(actor, right=habilitation_id)
    may_ask = actor.can("question:ask") and not any(row.state in OPEN for row in asked)
    query = urlencode({"droit": str(habilitation_id)})
    return Panel(
        title="Questions de la caisse",
        icon="user-question",
        lines=[
            {
                "term": f"Le {french_date(row.asked_at)}",
                "text": "en retard"
                if is_late(QuestionState(row.state), row.due_at, at)
                else LABELS[QuestionState(row.state)],
                "url": reverse("supervision:question", args=[row.id]),
            }
            for row in asked
        ],
        empty="Ce droit n'a jamais été questionné.",
        link_url=f"{reverse('supervision:ask')}?{query}" if may_ask else "",
        link_label="Questionner ce droit" if may_ask else "",
    )


def failures_record(actor: Actor, subject: Convention, at: datetime) -> Panel | None:
    """The failures told under a convention, for a decision to renew; nothing for who does not follow them."""
    del at
    if not may_follow(actor):
        return None
    rows = [row for row in failures(actor) if row.convention_id == subject.convention_id]
    return Panel(
        title="Manquements et incidents",
        icon="gavel",
        lines=[
            {
                "term": f"Notifié le {french_date(row.notified_at)}",
                "text": STATES[FailureState(row.state)],
                "url": reverse("supervision:failure", args=[row.id]),
                "clause": row.clause,
            }
            for row in rows
        ],
        empty="Aucun manquement n'a été notifié.",
    )
