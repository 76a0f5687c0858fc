"""Bring a mandate or a copy of an identity card, read it, end it: who may, and what each leaves (URS-07, URS-14)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from socle.database.transactions import run
from socle.files.actions import read
from socle.files.queries import StoredFile
from socle.kernel.actor import Actor
from socle.kernel.decision import Act, first_refusal
from socle.saisines.actions.addressing import announce
from socle.saisines.actions.joining import Checked, Sent, checked, joined
from socle.saisines.actions.keeping import keep, locked, trace
from socle.saisines.domain.answering import IDENTITY
from socle.saisines.domain.life import ASKER, HOLDER, OPEN, CaseState
from socle.saisines.domain.papers import Brought, may_bring, may_end, may_read, may_serve
from socle.saisines.models import Paper, Saisine
from socle.saisines.queries.cases import setting_of, sides_of
from socle.saisines.queries.papers import PAPER, file_of_paper

GIVEN, ENDED = "saisine:paper:given", "saisine:paper:ended"
NAMES = {IDENTITY: "identite"}


def bring_paper(case_id: UUID, paper: Brought, sent: Sent | None, *, actor: Actor) -> Saisine:
    """A paper that was missing, or a better one; to whom the answer goes is judged again."""

    def judge(at: datetime) -> Saisine:
        return _judged(case_id, paper, actor, at)

    file = checked(sent, judge, actor=actor)
    return run(actor, lambda at: _brought(judge(at), paper, file, actor, at))


def end_paper(paper_id: UUID, case_id: UUID, why: str, *, actor: Actor, at: datetime) -> Saisine:
    """The person took it back, or it no longer says the truth: it is worth nothing from now on."""
    paper = Paper.objects.select_for_update().get(id=paper_id, saisine_id=case_id)
    case = locked(paper.saisine_id)
    act = _act(ENDED, case, paper.code)
    may_end(
        concerned=bool(sides_of(case, actor, at)),
        is_over=paper.ended_at is not None,
        is_open=CaseState(case.state) in OPEN,
    ).or_raise(act)
    paper.ended_at, paper.ended_by_id = at, actor.membership_id
    paper.save()
    keep(case, "end_paper", why, actor=actor, at=at, detail={"code": paper.code})
    trace(ENDED, case, actor=actor, at=at, code=paper.code)
    announce(case, actor=actor, at=at)
    case.save()
    return case


def hand_paper(
    case_id: UUID, paper_id: UUID, *, actor: Actor, at: datetime
) -> tuple[StoredFile, Iterator[bytes]] | None:
    """What was joined, for who answers and is entrusted; each reading is traced. None when there is nothing to see."""
    paper = Paper.objects.select_related("saisine").filter(id=paper_id, saisine_id=case_id).first()
    if paper is None or paper.file_id is None:
        return None
    case = paper.saisine
    act = _act("saisine:paper:read", case, paper.code)
    is_entrusted = case.assigned_id == actor.membership_id and HOLDER in sides_of(case, actor, at)
    may_read(is_entrusted).or_raise(act)
    found = file_of_paper(paper)
    return (found, read(found, actor=actor, at=at)) if found else None


def _judged(case_id: UUID, paper: Brought, actor: Actor, at: datetime) -> Saisine:
    case = locked(case_id)
    convention, _ = setting_of(case, actor, at)
    today = convention.calendar.day_of(at) if convention else at.date()
    asks, is_open = ASKER in sides_of(case, actor, at), CaseState(case.state) in OPEN
    judged = (may_bring(asks=asks, is_open=is_open), may_serve(paper, today))
    first_refusal(judged).or_raise(_act(GIVEN, case, paper.code[:40], form=paper.form.value))
    return case


def _brought(case: Saisine, paper: Brought, file: Checked | None, actor: Actor, at: datetime) -> Saisine:
    row = _row(case, paper, actor, at)
    if file is not None:
        row.file_id = joined(case, file, PAPER, row.id, NAMES.get(paper.code, "mandat"), actor=actor, at=at).id
    row.save()
    keep(case, "paper", actor=actor, at=at, detail={"code": paper.code})
    trace(GIVEN, case, actor=actor, at=at, code=paper.code, form=paper.form.value)
    announce(case, actor=actor, at=at)
    case.save()
    return case


def _row(case: Saisine, paper: Brought, actor: Actor, at: datetime) -> Paper:
    """The paper that was announced without its file and that nobody has checked, else a new one."""
    waiting = Paper.objects.filter(saisine=case, code=paper.code, file_id=None, checked_at=None, ended_at=None)
    row = waiting.first() or Paper(organisation_id=case.organisation_id, saisine=case, code=paper.code)
    row.form, row.signed_on, row.ends_on, row.scope = paper.form.value, paper.signed_on, paper.ends_on, paper.scope
    row.given_at, row.given_by_id = at, actor.membership_id
    return row


def _act(tag: str, case: Saisine, code: str, **payload: str) -> Act:
    return Act(tag, "saisine", str(case.id), case.number, payload={"code": code, "door": case.term_key, **payload})
