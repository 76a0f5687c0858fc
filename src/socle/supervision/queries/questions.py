"""Questions as their pages and lists show them: late first, then by date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from socle.kernel.actor import Actor
from socle.organismes.queries import names_of_people
from socle.supervision.domain.questions import AWAITS_CAISSE, AWAITS_PARTNER, OPEN, QuestionState, is_late
from socle.supervision.models import Call, Question, Statement
from socle.supervision.queries.parties import visible_to

MOST = 200


@dataclass(frozen=True, slots=True)
class Said:
    """One step of the exchange."""

    step: str
    text: str
    at: datetime
    who: str


@dataclass(frozen=True, slots=True)
class Thread:
    """A question, everything that was said, and the contacts called."""

    question: Question
    asker: str
    said: tuple[Said, ...]
    calls: tuple[Call, ...]
    is_late: bool


def visible(actor: Actor) -> QuerySet[Question]:
    """The questions that the actor's body asked, or was asked."""
    return Question.objects.filter(visible_to(actor)).select_related(
        "organisation", "caisse", "habilitation__membership__person"
    )


def question_of(question_id: UUID, actor: Actor) -> Question | None:
    return visible(actor).filter(id=question_id).first()


def questions(
    actor: Actor, *, partner: UUID | None = None, right: UUID | None = None, is_open: bool | None = None
) -> list[Question]:
    """Questions by date of answer: what is late comes first."""
    rows = visible(actor)
    if partner:
        rows = rows.filter(organisation_id=partner)
    if right:
        rows = rows.filter(habilitation_id=right)
    if is_open is not None:
        rows = rows.filter(state__in=list(OPEN)) if is_open else rows.exclude(state__in=list(OPEN))
    return list(rows.order_by("due_at" if is_open else "-asked_at", "id")[:MOST])


def awaiting_partner(actor: Actor) -> list[Question]:
    """Questions the partner has to answer, the nearest date first."""
    return list(visible(actor).filter(state__in=list(AWAITS_PARTNER)).order_by("due_at", "id")[:MOST])


def awaiting_caisse(actor: Actor) -> list[Question]:
    """Answers the caisse has to read."""
    return list(visible(actor).filter(state__in=list(AWAITS_CAISSE)).order_by("due_at", "id")[:MOST])


def late(rows: Sequence[Question], at: datetime) -> list[Question]:
    return [row for row in rows if is_late(QuestionState(row.state), row.due_at, at)]


def asked_last_at(question: Question) -> datetime:
    """When the clock of the answer started: at the question, or at the contestation."""
    said = Statement.objects.filter(question_id=question.id, step="contest").order_by("-said_at")
    return said.values_list("said_at", flat=True).first() or question.asked_at


def thread(question: Question, at: datetime) -> Thread:
    """The whole exchange, in its order."""
    rows = list(Statement.objects.filter(question_id=question.id).order_by("said_at", "id"))
    names = names_of_people({question.asked_by_id, *(row.said_by_id for row in rows)})
    return Thread(
        question,
        names.get(question.asked_by_id, question.caisse.legal_name),
        tuple(
            Said(row.step, row.text, row.said_at, names.get(row.said_by_id, question.caisse.legal_name)) for row in rows
        ),
        tuple(Call.objects.filter(question_id=question.id).order_by("rank")),
        is_late(QuestionState(question.state), question.due_at, at),
    )
