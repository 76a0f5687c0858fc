"""Check a mandate or a copy of an identity card, before any personal answer goes to a third party (URS-07)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from socle.kernel.actor import Actor
from socle.kernel.decision import Act, Decision, allow, first_refusal, refuse
from socle.saisines.actions.addressing import announce
from socle.saisines.actions.keeping import keep, locked, trace
from socle.saisines.domain.access import CLAUSE
from socle.saisines.domain.life import HOLDER, OPEN, CaseState
from socle.saisines.domain.papers import may_accept, may_read
from socle.saisines.models import Paper, Saisine
from socle.saisines.queries.cases import sides_of
from socle.saisines.queries.papers import is_joined

CHECKED = "saisine:paper:checked"


def check(paper_id: UUID, case_id: UUID, *, is_refused: bool, note: str, actor: Actor, at: datetime) -> Saisine:
    """Who answers says whether the paper is worth something; to whom the answer goes is judged again."""
    paper = Paper.objects.select_for_update().get(id=paper_id, saisine_id=case_id)
    case = locked(paper.saisine_id)
    payload = {"code": paper.code, "refused": "yes" if is_refused else "no", "door": case.term_key}
    act = Act(CHECKED, "saisine", str(case.id), case.number, payload=payload)
    first_refusal(
        (
            _holds(case, actor, at),
            may_read(case.assigned_id == actor.membership_id),
            _reasoned(is_refused=is_refused, note=note),
            may_accept(paper.form, joined=is_joined(paper), gone=bool(paper.shredded_at), refused=is_refused),
        )
    ).or_raise(act)
    paper.is_refused, paper.note = is_refused, note.strip()
    paper.checked_at, paper.checked_by_id = at, actor.membership_id
    keep(case, "check", note, actor=actor, at=at, detail={"code": paper.code, "refused": payload["refused"]})
    trace(CHECKED, case, actor=actor, at=at, code=paper.code, refused=payload["refused"])
    paper.save()
    announce(case, actor=actor, at=at)
    case.save()
    return case


def _holds(case: Saisine, actor: Actor, at: datetime) -> Decision:
    if HOLDER in sides_of(case, actor, at) and CaseState(case.state) in OPEN:
        return allow(CLAUSE)
    return refuse("not_holder", "Seul qui répond vérifie les pièces, avant de répondre.", clause=CLAUSE)


def _reasoned(*, is_refused: bool, note: str) -> Decision:
    if note.strip() or not is_refused:
        return allow(CLAUSE)
    return refuse("reason_missing", "Dites pourquoi la pièce est refusée : qui a saisi le lira.", clause=CLAUSE)
