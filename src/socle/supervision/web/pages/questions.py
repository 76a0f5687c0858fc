"""Questions: rows of a list, the exchange as a timeline, the steps each side may take."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse

from socle.kernel.actor import Actor
from socle.kernel.decision import Decision
from socle.supervision.actions.answering import decide
from socle.supervision.domain.clocks import ORIGIN_LABELS, Origin
from socle.supervision.domain.questions import LABELS, LIFECYCLE, QuestionState, is_late
from socle.supervision.models import Question
from socle.supervision.queries.questions import Thread
from socle.theme.templatetags.theme import french_day

Lines = list[dict[str, Any]]
SAMPLE_TEXT = "texte suffisant"
TONES = {
    QuestionState.ASKED: ("info", "clock"),
    QuestionState.ANSWERED: ("warning", "inbox"),
    QuestionState.CONTESTED: ("warning", "clock"),
    QuestionState.REJOINED: ("warning", "inbox"),
    QuestionState.ACCEPTED: ("success", "circle-check"),
    QuestionState.UNRESOLVED: ("danger", "circle-x"),
    QuestionState.CANCELLED: ("neutral", "ban"),
}
SAYS = {
    "answer": "Le partenaire répond",
    "contest": "La caisse conteste la réponse",
    "rejoin": "Le partenaire répond de nouveau",
    "accept": "La caisse accepte la réponse",
    "conclude": "La caisse constate l'absence de justification",
    "cancel": "La caisse annule sa question",
}
BUTTONS = {
    "answer": ("Répondre", "primary", "send"),
    "rejoin": ("Répondre à la contestation", "primary", "send"),
    "accept": ("Accepter la réponse", "primary", "check"),
    "contest": ("Contester la réponse", "secondary", "scale"),
    "conclude": ("Constater l'absence de justification", "danger", "gavel"),
    "cancel": ("Annuler la question", "secondary", "ban"),
}


def state_badge(state: str, due_at: datetime, at: datetime) -> dict[str, str]:
    """The state, or « en retard » when the partner's delay is over: never a colour alone."""
    known = QuestionState(state)
    if is_late(known, due_at, at):
        return {"label": "en retard", "tone": "danger", "icon": "alert-triangle"}
    tone, icon = TONES[known]
    return {"label": LABELS[known], "tone": tone, "icon": icon}


def last_day(due_at: datetime) -> datetime:
    """The last instant of a delay that ends at midnight: the day one says."""
    return due_at - timedelta(microseconds=1)


def rows(questions: Sequence[Question], at: datetime) -> Lines:
    """The lines of a list of questions."""
    return [
        {
            "url": reverse("supervision:question", args=[row.id]),
            "title": f"{row.habilitation.service.upper()} {row.habilitation.profile}, "
            f"{row.habilitation.membership.person.name}",
            "partner": row.organisation.legal_name,
            "at": last_day(row.due_at),
            "state": state_badge(row.state, row.due_at, at),
        }
        for row in questions
    ]


def events(thread: Thread) -> Lines:
    """The exchange, from the question to the last word, contacts called included."""
    question = thread.question
    asked = {
        "title": "La caisse pose la question",
        "at": question.asked_at,
        "who": thread.asker,
        "text": question.text,
        "icon": "user-question",
        "tone": "info",
        "clause": question.due_clause,
    }
    said: Lines = [
        {"title": SAYS[one.step], "at": one.at, "who": one.who, "text": one.text, "icon": BUTTONS[one.step][2]}
        for one in thread.said
    ]
    calls: Lines = [
        {
            "title": f"Escalade : {call.name} est appelé",
            "at": call.called_at,
            "text": f"Contact n° {call.rank} de la convention",
            "icon": "phone",
            "tone": "warning",
        }
        for call in thread.calls
    ]
    return [asked, *sorted((*said, *calls), key=lambda event: event["at"])]


def lines(question: Question) -> Lines:
    """The sheet of a question."""
    right = question.habilitation
    return [
        {
            "term": "Droit",
            "text": f"{right.service.upper()} {right.profile}, {right.membership.person.name}",
            "url": reverse("habilitations:right", args=[right.id]),
        },
        {"term": "Partenaire", "text": question.organisation.legal_name},
        {
            "term": "Délai de réponse",
            "text": f"jusqu'au {french_day(last_day(question.due_at))} compris",
            "hint": ORIGIN_LABELS[Origin(question.due_origin)],
            "clause": question.due_clause,
        },
    ]


def steps(question: Question, actor: Actor, at: datetime) -> Lines:
    """The steps this person may take, and those that wait for something, with the reason."""
    found = []
    for name in LIFECYCLE.steps:
        decision = decide(name, question, actor, at, SAMPLE_TEXT)
        if decision or decision.until:
            found.append(_step(name, decision))
    return found


def _step(name: str, decision: Decision) -> dict[str, Any]:
    label, kind, icon = BUTTONS[name]
    return {"name": name, "label": label, "kind": kind, "icon": icon, "decision": decision}


def trail(*steps: tuple[str, str], is_caisse: bool = True) -> list[dict[str, str]]:
    """The breadcrumb below the portfolio of the caisse, or below the partner's own page."""
    above = (
        ("Supervision", reverse("supervision:home"))
        if is_caisse
        else ("Questions de la caisse", reverse("supervision:mine"))
    )
    return [{"label": label, "url": url} for label, url in (above, *steps)]


def counted(number: int, one: str, many: str) -> str:
    """« 3 questions posées »."""
    return f"{number} {many if number > 1 else one}"
