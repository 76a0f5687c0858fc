"""The worker's share of an import: rows done by the acts of the pages, a few at a time, each once (MCP-20 to MCP-23).

A chunk is one transaction: a worker killed in the middle leaves nothing of it, and the next one starts there. « Tout ou
rien » is one transaction for the whole file. The rights of who started it are read again at each chunk (R07).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from time import monotonic
from uuid import UUID

from socle.database.acting import as_web_role
from socle.database.progress import tell
from socle.database.transactions import run, transaction
from socle.habilitations.actions.granting import grant
from socle.habilitations.actions.importing.judging import judge_row
from socle.habilitations.actions.importing.launching import DOABLE, wake
from socle.habilitations.actions.importing.people import Plan
from socle.habilitations.actions.importing.receiving import columns_of, trace, write_verdict
from socle.habilitations.domain.importing.launch import ACTIVE, Mode, State, lapsed
from socle.habilitations.domain.importing.lines import Line, Outcome, Verdict, line_of
from socle.habilitations.models import Import, ImportRow
from socle.habilitations.queries.importing.entitled import Launcher, entitled
from socle.habilitations.queries.importing.pages import task_of
from socle.habilitations.queries.importing.world import World, load_world
from socle.kernel.actor import Actor
from socle.kernel.decision import Act, Decision, Refused
from socle.organismes.actions import create_person, update_person
from socle.traces.actions import record_refusal
from socle.traces.domain.author import Author

CHUNK = 25
BUDGET_SECONDS = 20.0  # then the worker turns to what waits behind, mail included


class _Undone(Exception):  # noqa: N818 - never leaves this module
    """« Tout ou rien »: a row failed, nothing of the file is kept."""

    def __init__(self, row: ImportRow, decision: Decision) -> None:
        super().__init__(decision.reason)
        self.row = row
        self.decision = decision


@dataclass(slots=True)
class _Work:
    """One chunk being applied."""

    batch: Import
    actor: Actor
    at: datetime
    world: World
    lines: dict[int, Line]


def advance(import_id: UUID, launcher: Launcher, *, seconds: float = BUDGET_SECONDS) -> bool:
    """Apply the import as its launcher, for a while; True when rows are left. Called by the worker alone."""
    with as_web_role():
        deadline = monotonic() + seconds
        while actor := entitled(launcher):
            if not _step(import_id, actor):
                return False
            if monotonic() >= deadline:
                run(actor, partial(_go_on, import_id))
                return True
    _lapse(import_id)
    return False


def _go_on(import_id: UUID, at: datetime) -> None:
    del at
    wake(Import.objects.get(id=import_id))


def _step(import_id: UUID, actor: Actor) -> bool:
    """One chunk, or the end; whether there is more to do."""
    try:
        return run(actor, lambda at: _chunk(import_id, actor, at))
    except _Undone as undone:
        run(actor, partial(_refuse_whole, import_id, undone, actor))
        return False


def _chunk(import_id: UUID, actor: Actor, at: datetime) -> bool:
    """Another worker on the same import holds its row: then there is nothing to do here."""
    found = Import.objects.select_for_update(of=("self",), skip_locked=True)
    batch = found.filter(id=import_id, state__in=list(ACTIVE)).first()
    if batch is None:
        return False
    waiting = ImportRow.objects.filter(batch=batch, outcome__in=DOABLE, done_at=None).order_by("number")
    rows = list(waiting if batch.mode == Mode.ALL_OR_NOTHING else waiting[:CHUNK])
    if rows:
        batch.state, batch.started_at = State.RUNNING, batch.started_at or at
        batch.save(update_fields=["state", "started_at"])
        _apply(batch, rows, actor, at)
    is_over = batch.mode == Mode.ALL_OR_NOTHING or len(rows) < CHUNK
    if is_over:
        _finish(batch, actor, at)
    return not is_over


def _apply(batch: Import, rows: list[ImportRow], actor: Actor, at: datetime) -> None:
    columns = columns_of(batch)
    lines = {row.number: line_of(row.number, row.cells, columns) for row in rows}
    work = _Work(batch, actor, at, load_world(list(lines.values()), actor, at, counts_seats=False), lines)
    failed = 0
    for rank, row in enumerate(rows):
        if rank % CHUNK == 0:
            tell(task_of(batch), rank)
        decision = _apply_row(row, work)
        if decision is not None:
            failed += 1
            if batch.mode == Mode.ALL_OR_NOTHING:
                raise _Undone(row, decision)
    trace("habilitation:import:advanced", batch, actor=actor, at=at, done=len(rows) - failed, errors=failed)


def _apply_row(row: ImportRow, work: _Work) -> Decision | None:
    """Do the row, judged again now; the refusal when it may not be done any more, and its trace."""
    line = work.lines[row.number]
    verdict, plan = judge_row(line, work.world)
    if plan is not None:
        try:
            with transaction(work.actor):
                _do(plan, work)
        except Refused as error:
            verdict = Verdict(Outcome.ERROR, decision=error.decision)
            record_refusal(error, actor=work.actor)
            work.world = load_world(list(work.lines.values()), work.actor, work.at, counts_seats=False)
    elif not verdict.decision:
        act = Act("habilitation:import:refused", "import", str(work.batch.id), work.batch.file_name)
        record_refusal(Refused(verdict.decision, act), actor=work.actor)
    write_verdict(row, line, replace(verdict, outcome=_kept(row, verdict)))
    row.done_at = work.at
    row.save()
    return None if verdict.decision else verdict.decision


def _kept(row: ImportRow, verdict: Verdict) -> Outcome:
    """What was announced stays written, even when somebody did it in between; an error replaces it."""
    return Outcome.ERROR if verdict.outcome is Outcome.ERROR else Outcome(row.outcome)


def _do(plan: Plan, work: _Work) -> None:
    """The acts of the pages: enrol or change, then open; each one judges, traces and notifies."""
    known = plan.known
    if plan.card and plan.is_newcomer:
        membership = create_person(plan.card, actor=work.actor, at=work.at)
        known = replace(known, membership_id=membership.id, person_id=membership.person_id)
        work.world.settle(plan.known, known)
    elif plan.card:
        update_person(known.membership_id, plan.card, actor=work.actor, at=work.at)
    if plan.wish:
        wish = replace(plan.wish, person_id=known.person_id)
        grant(wish, actor=replace(work.actor, step_up_at=work.at), at=work.at)


def _finish(batch: Import, actor: Actor, at: datetime) -> None:
    batch.state, batch.finished_at = State.DONE, at
    batch.started_at = batch.started_at or at
    batch.save(update_fields=["state", "finished_at", "started_at"])
    done = ImportRow.objects.filter(batch=batch, outcome__in=DOABLE, done_at__isnull=False).count()
    trace("habilitation:import:finished", batch, actor=actor, at=at, done=done)


def _refuse_whole(import_id: UUID, undone: _Undone, actor: Actor, at: datetime) -> None:
    """Nothing was kept: say which row stopped the file, and why."""
    batch = Import.objects.select_for_update(of=("self",)).get(id=import_id)
    row = ImportRow.objects.get(batch=batch, number=undone.row.number)
    row.outcome, row.code = Outcome.ERROR, undone.decision.code
    row.place, row.done_at = undone.row.place, at
    row.reason, row.fix, row.clause = undone.decision.reason, undone.decision.fix, str(undone.decision.clause or "")
    row.save()
    close(batch, undone.decision, at)
    act = Act("habilitation:import:refused", "import", str(batch.id), batch.file_name)
    record_refusal(Refused(undone.decision, act), actor=actor)


def close(batch: Import, decision: Decision, at: datetime) -> None:
    """The import stops here, with its reason."""
    batch.state, batch.finished_at = State.REFUSED, at
    batch.code, batch.reason, batch.fix = decision.code, decision.reason, decision.fix
    batch.clause = str(decision.clause or "")
    batch.save(update_fields=["state", "finished_at", "code", "reason", "fix", "clause"])


def _lapse(import_id: UUID) -> None:
    """Who started the import may not go on with it; written as the worker, for they may see nothing any more."""
    with transaction(None) as at:
        batch = Import.objects.filter(id=import_id, state__in=list(ACTIVE)).first()
        if batch is not None:
            decision = lapsed("")
            close(batch, decision, at)
            author = Author(
                organisation_id=batch.organisation_id,
                person_id=batch.launched_by_id,
                membership_id=batch.launched_membership_id,
                account_id=batch.launched_account_id,
                channel="worker",
            )
            act = Act("habilitation:import:refused", "import", str(batch.id), batch.file_name)
            record_refusal(Refused(decision, act), actor=author)
