"""The clock of an answer: the terms in force, the delay recorded, the calendar of the caisse's territory."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from socle.conventions.domain.rules.support import escalation_due
from socle.conventions.domain.words import Side
from socle.conventions.queries.contacts import ladder_to_partner
from socle.conventions.queries.reading import Terms, terms_at
from socle.habilitations.queries.roles import managers_of
from socle.organismes.queries import calendar_of
from socle.supervision.domain.clocks import AnswerDue, answer_due
from socle.supervision.domain.escalations import EscalationCase, Rung
from socle.supervision.domain.questions import QuestionState, is_late
from socle.supervision.models import AnswerDelay, Call, Question

ADMINISTRATORS = frozenset({"principal", "suppleant"})


def recorded_delay(convention_id: UUID) -> str | None:
    """The delay that the caisse recorded last for this convention."""
    rows = AnswerDelay.objects.filter(convention_id=convention_id).order_by("-recorded_at")
    return rows.values_list("delay", flat=True).first()


def due_of(convention_id: UUID, caisse_id: UUID, at: datetime) -> AnswerDue:
    """Until when the partner answers what is asked at `at`."""
    calendar = calendar_of(caisse_id)
    terms = terms_at(convention_id, at).as_domain()
    return answer_due(terms, recorded_delay(convention_id), calendar.day_of(at), calendar)


def escalation_case(question: Question, asked_again_at: datetime, at: datetime) -> EscalationCase:
    """The question on its clocks, the ladder of the convention, and everybody already asked."""
    terms = terms_at(question.convention_id, at)
    calendar = calendar_of(question.caisse_id)
    opening = escalation_due(terms.as_domain(), Side.PARTNER, calendar.day_of(asked_again_at), calendar)
    managers = [row.membership.person.name for row in managers_of(question.organisation_id, at)]
    called = Call.objects.filter(question_id=question.id).order_by("rank").values_list("name", flat=True)
    return EscalationCase(
        is_late=is_late(QuestionState(question.state), question.due_at, at),
        opens_at=max(opening.deadline.due, question.due_at) if opening else None,
        at=at,
        ladder=_ladder(question.convention_id, terms),
        asked=(*managers, *called),
        **({"clause": opening.clause} if opening else {}),
    )


def _ladder(convention_id: UUID, terms: Terms) -> tuple[Rung, ...]:
    return tuple(
        Rung(contact.id, contact.name, contact.email or "", contact.role.label)
        for contact in ladder_to_partner(convention_id, terms)
    )
