"""An import started by somebody who has just confirmed their identity; the worker goes on (MCP-20, MCP-35)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from procrastinate.contrib.django import app

from socle.habilitations.actions.importing.receiving import trace
from socle.habilitations.domain.granting import confirmed_recently
from socle.habilitations.domain.importing.launch import Mode, State, may_discard, may_import, may_launch
from socle.habilitations.domain.importing.lines import Outcome
from socle.habilitations.models import Import, ImportRow
from socle.kernel.actor import Actor
from socle.kernel.decision import Act, first_refusal

APPLY_TASK = "socle.apply_import"
QUEUE = "imports"
DOABLE = (Outcome.CREATE, Outcome.CHANGE)


def launch(import_id: UUID, mode: Mode, *, actor: Actor, at: datetime) -> Import:
    """Hand the import to the worker; it is judged again row by row when it is applied (R07)."""
    batch = Import.objects.select_for_update(of=("self",)).get(id=import_id)
    rows = ImportRow.objects.filter(batch=batch)
    ready = may_launch(
        State(batch.state),
        mode,
        errors=rows.filter(outcome=Outcome.ERROR).count(),
        doable=rows.filter(outcome__in=DOABLE).count(),
    )
    act = Act("habilitation:import:refused", "import", str(batch.id), batch.file_name)
    first_refusal((may_import(actor), ready, confirmed_recently(actor.step_up_at, at))).or_raise(act)
    batch.state, batch.mode = State.QUEUED, mode
    batch.launched_by_id, batch.launched_at = actor.person_id, at
    batch.launched_membership_id, batch.launched_account_id = actor.membership_id, actor.account_id
    batch.save()
    trace("habilitation:import:launched", batch, actor=actor, at=at, mode=mode.value)
    wake(batch)
    return batch


def wake(batch: Import) -> None:
    """Ask the worker to go on, in the current transaction."""
    app.configure_task(APPLY_TASK, queue=QUEUE).defer(
        import_id=str(batch.id),
        person_id=str(batch.launched_by_id),
        membership_id=str(batch.launched_membership_id),
        account_id=str(batch.launched_account_id or ""),
    )


def discard(import_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Erase an import that was not started, or that is over."""
    may_import(actor).or_raise()
    batch = Import.objects.select_for_update(of=("self",)).get(id=import_id)
    may_discard(State(batch.state)).or_raise()
    trace("habilitation:import:erased", batch, actor=actor, at=at, rows=batch.rows.count())
    ImportRow.objects.filter(batch=batch).delete()
    batch.delete()
