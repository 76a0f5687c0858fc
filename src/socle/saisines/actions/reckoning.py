"""Compute every running clock of a convention again, after a change of holidays, of a reading or of a delay (DRT-04).

By batches, each in its transaction with one trace that says how many moved; each case says it in its thread. A run that
stops is run again: what was done does not move a second time.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from socle.conventions.queries.in_force import InForce
from socle.database.transactions import run
from socle.kernel.clause import Clause
from socle.kernel.period import Period
from socle.saisines.domain.clocks import Clock
from socle.saisines.domain.doors import Door, Promise, doors
from socle.saisines.domain.reckoning import Reckoner, Rule
from socle.saisines.queries.reckoning import Running, pauses_after, running_after
from socle.traces import actions as traces
from socle.traces.domain.author import Author

RECKONED = "saisine:clock:reckoned"
BATCH = 5000
MOVE = """
update saisines_saisine s set due_at = m.due_at, due_proof = m.proof, due_clause = m.clause, within = m.within
from (
  select r.id, r.due_at, r.clause, r.within, array(select jsonb_array_elements_text(r.proof)) as proof
  from jsonb_to_recordset(%s::jsonb) as r(id uuid, due_at timestamptz, clause text, within text, proof jsonb)
) m where m.id = s.id
"""
SAY = """
insert into saisines_entry (
  id, organisation_id, saisine_id, position, step, text, detail, is_internal, side_id, said_by_id, said_at
)
select gen_random_uuid(), s.organisation_id, s.id,
  coalesce((select max(e.position) + 1 from saisines_entry e where e.saisine_id = s.id), 0), 'reckon', '',
  jsonb_build_object('before', r.before, 'after', r.due_at), false, s.holder_id, s.holder_id, now()
from jsonb_to_recordset(%s::jsonb) as r(id uuid, due_at text, before text) join saisines_saisine s on s.id = r.id
"""


@dataclass(frozen=True, slots=True)
class Moved:
    """A clock that is not what it was."""

    case: Running
    clock: Clock
    within: str

    def body(self) -> Mapping[str, object]:
        return {
            "id": str(self.case.id),
            "due_at": self.clock.due.isoformat() if self.clock.due else None,
            "before": self.case.due_at.isoformat() if self.case.due_at else None,
            "clause": str(self.clock.clause),
            "within": self.within,
            "proof": list(self.clock.proof),
        }


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the reckoning is: seen, moved, and the last case seen."""

    seen: int
    moved: int
    last: UUID


def reckon(convention: InForce, say: Callable[[Progress], None], *, dry_run: bool = False) -> Progress:
    """Every running clock of a convention, as its terms and its calendar are today."""
    known = {door.id: door for door in doors(convention.id, convention.parties, convention.terms)}
    reckoner, done = Reckoner(), Progress(0, 0, UUID(int=0))
    while True:
        found = run(None, lambda at, last=done.last: _batch(convention, known, reckoner, last, at, dry_run=dry_run))  # type: ignore[misc]
        if found is None:
            return done
        done = Progress(done.seen + found.seen, done.moved + found.moved, found.last)
        say(done)


def _batch(
    convention: InForce, known: Mapping[str, Door], reckoner: Reckoner, last: UUID, at: datetime, *, dry_run: bool
) -> Progress | None:
    rows = running_after(convention.id, last, BATCH, lock=not dry_run)
    if not rows:
        return None
    pauses = pauses_after([row.id for row in rows])
    moved = list(_moved(rows, convention, known, reckoner, pauses))
    if moved and not dry_run:
        _write(convention, moved, len(rows), at)
    return Progress(len(rows), len(moved), rows[-1].id)


def _moved(
    rows: Sequence[Running],
    convention: InForce,
    known: Mapping[str, Door],
    reckoner: Reckoner,
    pauses: Mapping[UUID, tuple[Period, ...]],
) -> Iterator[Moved]:
    for row in rows:
        door = known.get(row.door)
        promise = door.promise if door else Promise(row.within or None, Clause.parse(row.due_clause))
        rule = Rule(promise, convention.calendar, door.hours if door else None)
        stops = pauses.get(row.id, ())
        if reckoner.due(rule, row.received, stops) != row.due_at:
            yield Moved(row, reckoner.clock(rule, row.received, stops), promise.within or "")


def _write(convention: InForce, moved: Sequence[Moved], seen: int, at: datetime) -> None:
    body = json.dumps([one.body() for one in moved])
    with connection.cursor() as cursor:
        cursor.execute(SAY, [body])
        cursor.execute(MOVE, [body])
    traces.record(
        RECKONED,
        actor=Author(organisation_id=convention.caisse_id, channel="cli"),
        at=at,
        subject_kind="convention",
        subject_id=str(convention.id),
        subject_label=convention.title,
        payload={"moved": len(moved), "seen": seen},
    )
