"""Answer a question, contest the answer, accept it, or leave the right without justification (MCP-25)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from socle.habilitations.queries.abilities import withdrawals
from socle.kernel.actor import Actor
from socle.kernel.decision import ALLOWED, Act, Decision, first_refusal
from socle.supervision import emails
from socle.supervision.actions.keeping import keep, trace
from socle.supervision.domain.access import at_home, cited
from socle.supervision.domain.clocks import SUPERVISION_CLAUSE
from socle.supervision.domain.questions import LIFECYCLE, OPEN, TAGS, QuestionCase, QuestionState
from socle.supervision.models import Question
from socle.supervision.queries.clocks import ADMINISTRATORS, due_of


def locked(question_id: UUID) -> Question:
    """The question, locked; Question.DoesNotExist when the actor does not see it."""
    rows = Question.objects.select_for_update(of=("self",))
    return rows.select_related("organisation", "habilitation__membership__person").get(id=question_id)


def case_of(question: Question, actor: Actor, at: datetime, text: str = "") -> QuestionCase:
    """The bridge from the row to the rules."""
    return QuestionCase(QuestionState(question.state), question.due_at, at, text, _answering(question, actor, at))


def _answering(question: Question, actor: Actor, at: datetime) -> Decision:
    """An administrator answers for every right; a responsable, for those they manage."""
    if actor.roles & ADMINISTRATORS or actor.organisation_id != question.organisation_id:
        return ALLOWED
    return withdrawals([question.habilitation], actor, at)[question.habilitation_id]


def decide(step: str, question: Question, actor: Actor, at: datetime, text: str = "") -> Decision:
    """Whether the actor may take this step now."""
    table = LIFECYCLE.decide(step, QuestionState(question.state), actor.roles, case_of(question, actor, at, text))
    return cited(first_refusal((at_home(actor, question.organisation_id, question.caisse_id), table)))


def move(question_id: UUID, step: str, text: str = "", *, actor: Actor, at: datetime) -> Question:
    """Take a step of the question's life: what is said is kept, and the other side is told."""
    question = locked(question_id)
    act = Act(TAGS.get(step, TAGS["answer"]), "question", str(question.id), payload={"question": str(question.id)})
    decide(step, question, actor, at, text).or_raise(act)
    question.state = LIFECYCLE.steps[step].target
    if question.state not in OPEN:
        question.closed_at, question.closed_by_id = at, actor.person_id
    if step == "contest":
        _start_again(question, at)
    keep("question", question, step, text, actor=actor, at=at)
    said = {"question": str(question.id), "habilitation": str(question.habilitation_id)}
    trace(TAGS[step], question, said, clause=str(SUPERVISION_CLAUSE), actor=actor, at=at)
    question.save()
    return question


def _start_again(question: Question, at: datetime) -> None:
    due = due_of(question.convention_id, question.caisse_id, at)
    question.due_at, question.due_origin = due.due_at, due.origin
    question.due_clause, question.due_proof = str(due.clause), list(due.proof)
    what = "La caisse conteste une réponse et attend la vôtre, avant toute décision."
    emails.tell_administrators(question.organisation_id, question.organisation.legal_name, what, due.due_at, at)
