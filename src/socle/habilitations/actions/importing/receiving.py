"""A file received: read once, its rows judged and kept, its bytes forgotten (MCP-22)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.db import connection

from socle.exchange.reading import read_table
from socle.exchange.tables import Row, cell_place
from socle.habilitations.actions.importing.judging import judge_row
from socle.habilitations.domain.importing.columns import Field, guess
from socle.habilitations.domain.importing.launch import HOUSE, ImportCode, Mode, State, may_import, may_launch
from socle.habilitations.domain.importing.lines import Line, Outcome, Verdict, line_of
from socle.habilitations.models import Import, ImportRow
from socle.habilitations.queries.importing.world import load_world
from socle.habilitations.queries.offers import offers_of
from socle.kernel.actor import Actor
from socle.kernel.decision import Act, Refused, refuse
from socle.traces import actions as traces

SAMPLE = 200
LONGEST_HEADER = 200
WRITTEN = ("number", "cells", "outcome", "says", "place", "code", "reason", "clause", "fix")
WRITE = """
insert into habilitations_importrow
  (id, organisation_id, batch_id, number, cells, outcome, says, place, code, reason, clause, fix)
select id, organisation_id, batch_id, number, cells, outcome, says, place, code, reason, clause, fix
from jsonb_populate_recordset(null::habilitations_importrow, %s::jsonb)
"""


def receive(name: str, data: bytes, *, actor: Actor, at: datetime) -> Import:
    """Read a file, guess its columns and say what each row would do; nothing else is written. Raises Unreadable."""
    may_import(actor).or_raise(Act("habilitation:import:refused", subject_kind="import", subject_label=name[:120]))
    table = read_table(name, data)
    services = {word for offer in offers_of(actor.organisation_id, at) for word in (offer.service, offer.service_name)}
    fields = guess(table.columns, (row.cells for row in table.rows[:SAMPLE]), services)
    batch = Import(
        id=uuid4(),
        organisation_id=actor.organisation_id,
        file_name=table.name,
        file_format=table.format.value,
        remarks=list(table.remarks),
        headers=[header[:LONGEST_HEADER] for header in table.columns],
        fields=[field.value if field else "" for field in fields],
        state=State.PREVIEW,
        created_by_id=actor.person_id,
        created_at=at,
        previewed_at=at,
    )
    batch.save(force_insert=True)
    preview(batch, table.rows, actor=actor, at=at)
    return batch


def choose_columns(import_id: UUID, fields: Sequence[str], *, actor: Actor, at: datetime) -> Import:
    """Correct what each column says, and judge the rows again; a field names one column at most."""
    may_import(actor).or_raise()
    batch = _locked(import_id)
    may_launch(State(batch.state), Mode.PARTIAL, errors=0, doable=1).or_raise()
    _check_fields(batch, fields)
    batch.fields = list(fields)
    _again(batch, actor, at)
    return batch


def preview_again(import_id: UUID, *, actor: Actor, at: datetime) -> Import:
    """Judge the rows again: people, rights and seats may have changed since."""
    may_import(actor).or_raise()
    batch = _locked(import_id)
    may_launch(State(batch.state), Mode.PARTIAL, errors=0, doable=1).or_raise()
    _again(batch, actor, at)
    return batch


def _again(batch: Import, actor: Actor, at: datetime) -> None:
    rows = [Row(number, tuple(cells)) for number, cells in batch.rows.order_by("number").values_list("number", "cells")]
    ImportRow.objects.filter(batch=batch).delete()
    batch.previewed_at = at
    batch.save(update_fields=["fields", "previewed_at"])
    preview(batch, rows, actor=actor, at=at)


def _locked(import_id: UUID) -> Import:
    return Import.objects.select_for_update(of=("self",)).get(id=import_id)


def _check_fields(batch: Import, fields: Sequence[str]) -> None:
    said = [field for field in fields if field]
    known = {field.value for field in Field}
    if len(fields) != len(batch.headers) or not set(said) <= known or len(said) != len(set(said)):
        decision = refuse(
            ImportCode.COLUMNS,
            "Deux colonnes portent le même sens, ou l'une d'elles n'en a pas de connu.",
            clause=HOUSE,
            fix="Donnez à chaque colonne un sens différent, ou « ne pas lire ».",
        )
        raise Refused(decision)


def columns_of(batch: Import) -> tuple[Field | None, ...]:
    """What each column says."""
    return tuple(Field(code) if code else None for code in batch.fields)


def preview(batch: Import, rows: Iterable[Row], *, actor: Actor, at: datetime) -> None:
    """Judge every row in order, the seats of the file counted together, and keep what each would do."""
    columns = columns_of(batch)
    kept = list(rows)
    lines = [line_of(row.number, row.cells, columns) for row in kept]
    world = load_world(lines, actor, at)
    found = [row_of(batch, row, line, judge_row(line, world)[0]) for row, line in zip(kept, lines, strict=True)]
    _write(found)
    errors = sum(row.outcome == Outcome.ERROR for row in found)
    trace("habilitation:import:previewed", batch, actor=actor, at=at, rows=len(found), errors=errors)


def _write(rows: Sequence[ImportRow]) -> None:
    """All the rows in one statement: five thousand insertions by the ORM take longer than judging them."""
    said = [
        {
            "id": str(row.id),
            "organisation_id": str(row.organisation_id),
            "batch_id": str(row.batch_id),
            **{name: getattr(row, name) for name in WRITTEN},
        }
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.execute(WRITE, [json.dumps(said)])


def row_of(batch: Import, row: Row, line: Line, verdict: Verdict) -> ImportRow:
    """The row as it is kept, with what it would do."""
    kept = ImportRow(
        id=uuid4(),
        organisation_id=batch.organisation_id,
        batch=batch,
        number=row.number,
        cells=list(row.cells),
    )
    write_verdict(kept, line, verdict)
    return kept


def write_verdict(row: ImportRow, line: Line, verdict: Verdict) -> None:
    """What a row would do, or its error: which cell, why, under which clause, and the remedy."""
    decision = verdict.decision
    row.outcome, row.says = verdict.outcome, list(verdict.says)
    row.code = "" if decision else decision.code
    row.reason, row.fix = decision.reason, decision.fix
    row.clause = str(decision.clause or "")
    row.place = "" if decision else place_of(line, verdict.at)


def place_of(line: Line, field: Field | None) -> str:
    """« ligne 14, colonne F »; the line alone when no column carries the field."""
    index = line.surplus if field is None else line.where.get(field)
    return f"ligne {line.number}" if index is None else cell_place(line.number, index)


def trace(tag: str, batch: Import, *, actor: Actor, at: datetime, **payload: object) -> None:
    """The trace of an import; the file's name is its label."""
    traces.record(
        tag,
        actor=actor,
        at=at,
        subject_kind="import",
        subject_id=str(batch.id),
        subject_label=batch.file_name,
        clause=str(HOUSE),
        payload=payload,
    )
