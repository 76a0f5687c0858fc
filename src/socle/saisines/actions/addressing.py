"""To whom an answer goes, judged when it leaves; without checked papers its text stays on the side that answers."""

from __future__ import annotations

from datetime import datetime

from socle.conventions.domain.kinds.mandate import Answered
from socle.kernel.actor import Actor
from socle.saisines.actions.keeping import keep, trace
from socle.saisines.domain.answering import addressee, addressee_without_clause
from socle.saisines.models import Paper, Saisine
from socle.saisines.queries.cases import setting_of
from socle.saisines.queries.papers import given

SHREDDED = "saisine:paper:shredded"


def to_person_alone(case: Saisine, text: str, *, actor: Actor, at: datetime) -> bool:
    """Whether the answer leaves for the person alone; then its text is kept where the database hides it from who asked.

    The row is an internal one of the side that answers: no query, page nor search of the other side can show it.
    """
    case.answer_to = _answered(case, actor, at).value
    if case.answer_to == Answered.PARTNER:
        return False
    keep(case, "to_person", text, actor=actor, at=at, is_internal=True)
    return True


def announce(case: Saisine, *, actor: Actor, at: datetime) -> None:
    """To whom the answer would go, once a paper came, was refused or ended."""
    convention, door = setting_of(case, actor, at)
    if convention is not None and door is not None:
        case.answer_to = addressee(door.mandate, given(case), convention.calendar.day_of(at)).to.value


def shred(case: Saisine, *, actor: Actor, at: datetime) -> None:
    """Say that the papers of a case that closes are destroyed; the database empties their keys with the closing."""
    for code in Paper.objects.filter(saisine=case, shredded_at=None).values_list("code", flat=True):
        trace(SHREDDED, case, actor=actor, at=at, code=code)


def _answered(case: Saisine, actor: Actor, at: datetime) -> Answered:
    convention, door = setting_of(case, actor, at)
    papers = given(case)
    if convention is None or door is None:
        return addressee_without_clause(Answered.coded(case.answer_to), papers, at.date())
    return addressee(door.mandate, papers, convention.calendar.day_of(at), is_answered=True).to
