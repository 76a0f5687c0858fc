"""Until when the partner answers: the convention's delay, else the one recorded, else the house's (MCP-25).

Source: contrat de service 2.2.1 (the caisse asks at any time; the text may give no delay), convention 9.1.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from socle.conventions.domain.kinds import Supervision
from socle.conventions.domain.reading import AnyTerm, first
from socle.conventions.domain.rules.control import supervision_answer_due
from socle.conventions.domain.rules.due import Due, due
from socle.kernel.clause import Clause
from socle.kernel.deadlines import Calendar, Delay
from socle.kernel.decision import ALLOWED, Decision, refuse

HOUSE_CLAUSE = Clause.house("MCP-25")
HOUSE_DELAY = "10 jours ouvrés"  # dated parameter of the house (2026): the delay of the escalation, MCP-41
SUPERVISION_CLAUSE = Clause("contrat de service", "2.2.1")


class Origin(StrEnum):
    """Who fixed the delay."""

    CONVENTION = "convention"
    SETTING = "setting"
    HOUSE = "house"


ORIGIN_LABELS = {
    Origin.CONVENTION: "délai écrit dans la convention",
    Origin.SETTING: "délai enregistré par la caisse : le texte n'en donne pas",
    Origin.HOUSE: "délai de Socle : ni le texte ni la caisse n'en donnent",
}


@dataclass(frozen=True, slots=True)
class AnswerDue:
    """When an answer becomes late, who fixed the delay, and each step of its computation."""

    due_at: datetime
    day: date
    origin: Origin
    clause: Clause
    proof: tuple[str, ...]


def answer_due(terms: Iterable[AnyTerm], recorded: str | None, asked_on: date, calendar: Calendar) -> AnswerDue:
    """The term first, then the delay that the caisse recorded, then the house's."""
    terms = tuple(terms)
    if written := supervision_answer_due(terms, asked_on, calendar):
        return _answer(written, Origin.CONVENTION)
    term = first(terms, Supervision)
    if recorded:
        clause = term.clause if term else SUPERVISION_CLAUSE
        return _answer(due("supervision_answer", asked_on, recorded, calendar, clause), Origin.SETTING)
    return _answer(due("supervision_answer", asked_on, HOUSE_DELAY, calendar, HOUSE_CLAUSE), Origin.HOUSE)


def _answer(found: Due, origin: Origin) -> AnswerDue:
    steps = tuple(str(step) for step in found.deadline.proof)
    return AnswerDue(found.deadline.due, found.day, origin, found.clause, steps)


def may_record(terms: Iterable[AnyTerm], delay: str) -> Decision:
    """A delay is recorded only where the text is silent, and only one that can be counted."""
    term = first(terms, Supervision)
    if term is not None and term.body.answer_within is not None:
        return refuse(
            "delay_written",
            "La convention fixe déjà le délai de réponse.",
            clause=term.clause,
            fix="Seul un avenant peut le changer.",
        )
    try:
        Delay.parse(delay)
    except ValueError as error:
        return refuse(
            "delay_unreadable", str(error), clause=HOUSE_CLAUSE, fix="Écrivez par exemple « 10 jours ouvrés »."
        )
    return ALLOWED
