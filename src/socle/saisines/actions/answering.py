"""Write on a case and move it: message, note, answer, papers asked and given, closing (DRT-04, MCP-40, URS-07)."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from socle.conventions.domain.life import after
from socle.kernel.actor import Actor
from socle.kernel.deadlines import Delay
from socle.kernel.decision import Act, Decision, allow, first_refusal, refuse
from socle.saisines.actions.addressing import shred, to_person_alone
from socle.saisines.actions.keeping import keep, locked, trace
from socle.saisines.domain.access import CLAUSE
from socle.saisines.domain.life import (
    ASKER,
    HOLDER,
    LIFECYCLE,
    STEP_OF,
    TAGS,
    AnswerKind,
    CaseState,
    LifeCase,
    Outcome,
    with_words,
)
from socle.saisines.domain.retention import keep_for
from socle.saisines.models import Entry, Pause, Saisine
from socle.saisines.queries.cases import setting_of, sides_of
from socle.saisines.queries.clocks import clock, pauses_of, set_clock

SAID, NOTED = "saisine:case:said", "saisine:case:noted"
ANSWERING = frozenset({"answer", "decline"})


def say(
    case_id: UUID, text: str, *, actor: Actor, at: datetime, answer: AnswerKind | None = None, is_note: bool = False
) -> Saisine:
    """A message to the other side, a note for one's own, or an answer that moves the case."""
    if answer is not None:
        return move(case_id, STEP_OF[answer], text, actor=actor, at=at, detail={"answer": answer.value})
    case = locked(case_id)
    act = _act(case, NOTED if is_note else SAID)
    sides = sides_of(case, actor, at)
    first_refusal((_concerned(sides), _not_closed(case), with_words(LifeCase(text)))).or_raise(act)
    entry = keep(case, "note" if is_note else "message", text, actor=actor, at=at, is_internal=is_note)
    trace(act.tag, case, actor=actor, at=at, entry=entry.position)
    if case.state == CaseState.AWAITING and ASKER in sides and not is_note:
        return move(case_id, "papers", text, actor=actor, at=at, entry=entry)
    return case


def sayable(case_id: UUID, text: str, *, actor: Actor, at: datetime) -> Saisine:
    """The case, when the actor may write these words on it; Refused otherwise."""
    case = locked(case_id)
    judged = (_concerned(sides_of(case, actor, at)), _not_closed(case), with_words(LifeCase(text)))
    first_refusal(judged).or_raise(_act(case, SAID))
    return case


def move(
    case_id: UUID,
    step: str,
    text: str = "",
    *,
    actor: Actor,
    at: datetime,
    detail: dict[str, str] | None = None,
    entry: Entry | None = None,
) -> Saisine:
    """Take a step of the life of a case: its clock stops, resumes or is kept for the figures."""
    case = locked(case_id)
    act = _act(case, TAGS.get(step, SAID))
    sides = sides_of(case, actor, at)
    table = LIFECYCLE.decide(step, CaseState(case.state), sides, LifeCase(text)).citing(CLAUSE)
    first_refusal((_concerned(sides), table)).or_raise(act)
    if step in ANSWERING and to_person_alone(case, text, actor=actor, at=at):
        text, detail = "", {**(detail or {}), "to": case.answer_to}
    said = entry or keep(case, step, text, actor=actor, at=at, detail=detail)
    case.state = LIFECYCLE.steps[step].target
    _effects(case, step, actor, at)
    due = {"due": case.due_at.isoformat()} if case.due_at else {}
    to = {"to": case.answer_to} if step in ANSWERING else {}
    trace(TAGS[step], case, actor=actor, at=at, entry=said.position, **due, **to)
    case.save()
    return case


def rate(case_id: UUID, *, was_useful: bool, actor: Actor, at: datetime) -> Saisine:
    """Whether the answer was useful: said by who asked, once it came."""
    case = locked(case_id)
    sides = sides_of(case, actor, at)
    act = _act(case, SAID)
    answered = allow() if case.answered_at else _refuse("not_answered", "Aucune réponse n'est encore venue.")
    first_refusal((_concerned(sides & {ASKER}), answered)).or_raise(act)
    case.was_useful = was_useful
    entry = keep(case, "rate", actor=actor, at=at, detail={"useful": "yes" if was_useful else "no"})
    trace(SAID, case, actor=actor, at=at, entry=entry.position)
    case.save()
    return case


def _effects(case: Saisine, step: str, actor: Actor, at: datetime) -> None:
    if step in {"take", "progress"} and case.assigned_id is None:
        case.assigned_id, case.assigned_at = actor.membership_id, at
    if step == "need_papers":
        Pause.objects.create(organisation_id=case.organisation_id, saisine=case, since=at)
        _reckon(case, actor, at)
    if step in {"papers", *ANSWERING, "withdraw"} and _resume(case, at):
        _reckon(case, actor, at)
    if step in ANSWERING:
        case.answered_at = at
    if step == "reopen":
        case.answered_at = None
    if case.state == CaseState.CLOSED:
        _close(case, step, actor, at)


def _resume(case: Saisine, at: datetime) -> bool:
    return bool(Pause.objects.filter(saisine=case, until=None).update(until=at))


def _reckon(case: Saisine, actor: Actor, at: datetime) -> None:
    """The date moves by what the pause took; nobody writes it by hand."""
    convention, door = setting_of(case, actor, at)
    if convention is not None:
        set_clock(case, clock(case, door, convention, pauses_of(case)), case.within or None)


def _close(case: Saisine, step: str, actor: Actor, at: datetime) -> None:
    """Personal data live so long after the closing as the convention says, six months when it is silent."""
    convention, _ = setting_of(case, actor, at)
    shred(case, actor=actor, at=at)
    case.closed_at = at
    declined = Entry.objects.filter(saisine=case, step="decline").exists()
    if step == "withdraw":
        case.outcome = Outcome.WITHDRAWN
    else:
        case.outcome = Outcome.WRONG_BODY if declined else Outcome.SOLVED
    keeping = keep_for(convention.terms if convention else ())
    day = convention.calendar.day_of(at) if convention else at.date()
    case.wipe_on = after(day, Delay.parse(keeping.delay)) + timedelta(days=1)


def _act(case: Saisine, tag: str) -> Act:
    return Act(tag, "saisine", str(case.id), case.number, payload={"door": case.term_key})


def _concerned(sides: frozenset[str]) -> Decision:
    if sides & {ASKER, HOLDER}:
        return allow(CLAUSE)
    return _refuse("not_concerned", "Cette saisine n'est pas la vôtre.")


def _not_closed(case: Saisine) -> Decision:
    if case.state != CaseState.CLOSED:
        return allow(CLAUSE)
    return refuse("case_closed", "Cette saisine est close.", clause=CLAUSE, fix="Ouvrez-en une autre.")


def _refuse(code: str, reason: str) -> Decision:
    return refuse(code, reason, clause=CLAUSE)
