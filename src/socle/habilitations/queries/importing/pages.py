"""What the pages show of an import: counts, rows by cursor, progress, the rows to mend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from socle.database.progress import told
from socle.exchange.tables import Cell, Sheet
from socle.habilitations.domain.importing.columns import Field
from socle.habilitations.domain.importing.launch import ACTIVE, KEPT, Mode
from socle.habilitations.domain.importing.lines import Outcome
from socle.habilitations.domain.importing.progress import Progress
from socle.habilitations.domain.importing.words import day_of
from socle.habilitations.models import Import, ImportRow
from socle.kernel.french import headline

SHOWN = 50
TO_MEND = "À corriger"
DAYS = frozenset({Field.START.value, Field.END.value})


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows would create, change, be left as they are or be mended; how many were dealt with."""

    create: int
    change: int
    ignore: int
    error: int
    done: int
    failed: int

    @property
    def total(self) -> int:
        return self.create + self.change + self.ignore + self.error

    @property
    def doable(self) -> int:
        return self.create + self.change

    def of(self, outcome: Outcome) -> int:
        found: int = getattr(self, outcome.value)
        return found


NO_ROW = Counts(create=0, change=0, ignore=0, error=0, done=0, failed=0)


def import_of(import_id: UUID) -> Import:
    """One import of the actor's own body; Import.DoesNotExist otherwise."""
    return Import.objects.get(id=import_id)


def recent(organisation_id: UUID, limit: int = SHOWN, *, after: Sequence[str] | None = None) -> list[Import]:
    """The last imports of a body, the latest first."""
    rows = Import.objects.filter(organisation_id=organisation_id)
    if after:
        sent, identifier = datetime.fromisoformat(after[0]), after[1]
        rows = rows.filter(Q(created_at__lt=sent) | Q(created_at=sent, id__gt=identifier))
    return list(rows.order_by("-created_at", "id")[:limit])


def counts_of(batch: Import) -> Counts:
    """The rows by outcome, in one statement."""
    return counts_of_all([batch])[batch.id]


def counts_of_all(batches: Sequence[Import]) -> Mapping[UUID, Counts]:
    """The rows of several imports by outcome, in one statement."""
    of = {outcome.value: Count("id", filter=Q(outcome=outcome)) for outcome in Outcome}
    done = Count("id", filter=Q(done_at__isnull=False))
    failed = Count("id", filter=Q(done_at__isnull=False, outcome=Outcome.ERROR))
    rows = ImportRow.objects.filter(batch__in=[batch.id for batch in batches]).values("batch_id")
    counted = rows.annotate(**of, done=done, failed=failed).values_list("batch_id", *of, "done", "failed")
    found = {batch_id: Counts(**dict(zip((*of, "done", "failed"), said, strict=True))) for batch_id, *said in counted}
    return {batch.id: found.get(batch.id, NO_ROW) for batch in batches}


def progress_of(batch: Import, counts: Counts) -> Progress:
    """Rows dealt with, refused ones included, of those that were to be done; « tout ou rien » says it as it goes."""
    total = counts.doable + counts.failed
    if batch.mode == Mode.ALL_OR_NOTHING and batch.state in ACTIVE:
        return Progress(min(told(task_of(batch)), total), total, batch.launched_at)
    return Progress(counts.done, total, batch.started_at)


def task_of(batch: Import) -> str:
    """The name under which an import says how far it is."""
    return f"import:{batch.id}"


def rows_page(batch: Import, outcome: Outcome | None, *, after: int = 0, limit: int = SHOWN) -> list[ImportRow]:
    """Rows in the order of the file; one more than `limit`."""
    rows = ImportRow.objects.filter(batch=batch, number__gt=after)
    if outcome is not None:
        rows = rows.filter(outcome=outcome)
    return list(rows.order_by("number")[: limit + 1])


def samples_of(batch: Import, limit: int = 3) -> list[list[str]]:
    """The first values of each column, to recognise it."""
    rows = [row.cells for row in ImportRow.objects.filter(batch=batch).order_by("number")[:SHOWN]]
    return [
        [row[index] for row in rows if index < len(row) and row[index]][:limit] for index in range(len(batch.headers))
    ]


def erased_on(batch: Import) -> datetime:
    """When the rows will be erased."""
    return batch.created_at + KEPT


def corrected(batch: Import) -> Sheet:
    """The faulty rows as they were sent, with a column that says what to mend in each; dates as dates."""
    kept = [index for index, header in enumerate(batch.headers) if header != TO_MEND]
    columns = [*(batch.headers[index] for index in kept), TO_MEND]
    stem = batch.file_name.rpartition(".")[0] or batch.file_name
    return Sheet(f"{stem} à corriger", columns, _faulty(batch, kept))


def _faulty(batch: Import, kept: list[int]) -> Iterator[list[Cell]]:
    days = {index for index, field in enumerate(batch.fields) if field in DAYS}
    for row in ImportRow.objects.filter(batch=batch, outcome=Outcome.ERROR).order_by("number"):
        cells = [_cell(row.cells[index], is_day=index in days) for index in kept if index < len(row.cells)]
        yield [*cells, f"{headline(row.place)} : {row.reason} {row.fix}"]


def _cell(text: str, *, is_day: bool) -> Cell:
    return (day_of(text) if is_day else None) or text
