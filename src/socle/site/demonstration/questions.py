"""Questions of the demonstration: the caisse asks about a right, and the partner has yet to answer."""

from __future__ import annotations

from datetime import datetime

from socle.habilitations.models import Habilitation
from socle.site.demonstration.people import Cast
from socle.site.demonstration.rights import Members, named
from socle.supervision.domain.questions import QuestionState
from socle.supervision.models import Question
from socle.supervision.queries.clocks import due_of


def open_questions(everybody: Cast, memberships: Members, at: datetime) -> None:
    """Questions on the clock of the convention, asked by the supervisor of the caisse."""
    supervisor = next(one.person_id for one in everybody.people if "caisse_supervisor" in one.roles)
    for row in everybody.questions:
        right = Habilitation.objects.get(membership=named(memberships, row["body"], row["name"]))
        due = due_of(right.convention_id, right.caisse_id, at)
        Question.objects.create(
            organisation_id=right.organisation_id,
            caisse_id=right.caisse_id,
            convention_id=right.convention_id,
            habilitation=right,
            text=row["text"],
            state=QuestionState.ASKED,
            asked_at=at,
            asked_by_id=supervisor,
            due_at=due.due_at,
            due_origin=due.origin,
            due_clause=str(due.clause),
            due_proof=list(due.proof),
        )
