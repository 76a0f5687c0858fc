"""Write and withdraw the templates of answers of a body, and put one in what is being written (MCP-40)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from socle.kernel.actor import Actor
from socle.kernel.decision import Act, allow, first_refusal, refuse
from socle.saisines.actions.reading import save_draft
from socle.saisines.domain.access import may_post
from socle.saisines.domain.wording import CLAUSE, filled, may_word
from socle.saisines.models import Saisine, Wording
from socle.saisines.queries.wording import values_of, wording
from socle.traces import actions as traces

ADDED, WITHDRAWN = "saisine:wording:added", "saisine:wording:withdrawn"


def add(name: str, text: str, *, actor: Actor, at: datetime) -> Wording:
    """A template of the actor's body, read by all who answer there."""
    act = Act(ADDED, "saisine_wording", subject_label=name[:80])
    is_new = not Wording.objects.filter(
        organisation_id=actor.organisation_id, name=name.strip(), ended_at=None
    ).exists()
    once = allow(CLAUSE) if is_new else refuse("name_taken", "Un modèle porte déjà ce nom.", clause=CLAUSE)
    first_refusal((may_post(actor), may_word(name, text), once)).or_raise(act)
    row = Wording.objects.create(
        organisation_id=actor.organisation_id,
        name=name.strip(),
        text=text.strip(),
        written_at=at,
        written_by_id=actor.person_id,
    )
    _trace(ADDED, row, actor, at)
    return row


def withdraw(wording_id: UUID, *, actor: Actor, at: datetime) -> Wording:
    """No longer offered; what was written with it stays."""
    row = Wording.objects.select_for_update().get(id=wording_id)
    over = refuse("wording_over", "Ce modèle est déjà retiré.", clause=CLAUSE)
    act = Act(WITHDRAWN, "saisine_wording", str(row.id), row.name)
    first_refusal((may_post(actor), allow(CLAUSE) if row.ended_at is None else over)).or_raise(act)
    row.ended_at, row.ended_by_id = at, actor.person_id
    row.save()
    _trace(WITHDRAWN, row, actor, at)
    return row


def insert(case_id: UUID, wording_id: UUID | None, text: str, *, actor: Actor, at: datetime) -> Saisine:
    """Keep what is written, and the template after it: sent by nobody, read again by its author first."""
    row = wording(wording_id, actor) if wording_id else None
    case = save_draft(case_id, text, actor=actor, at=at)
    if row is None:
        return case
    added = filled(row.text, values_of(case, at))
    return save_draft(case_id, "\n\n".join(filter(None, (text.strip(), added))), actor=actor, at=at)


def _trace(tag: str, row: Wording, actor: Actor, at: datetime) -> None:
    traces.record(
        tag,
        actor=actor,
        at=at,
        subject_kind="saisine_wording",
        subject_id=str(row.id),
        subject_label=row.name,
        clause=str(CLAUSE),
    )
