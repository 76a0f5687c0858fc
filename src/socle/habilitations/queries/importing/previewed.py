"""What a file would do, whole: how its columns were read, and each of its rows."""

from __future__ import annotations

from dataclasses import dataclass

from socle.habilitations.models import Import, ImportRow
from socle.habilitations.queries.importing.pages import Counts, counts_of


@dataclass(frozen=True, slots=True)
class Preview:
    """A file as its preview says it; `rows` in the order of the file."""

    batch: Import
    counts: Counts
    rows: tuple[ImportRow, ...]


def previewed(batch: Import) -> Preview:
    return Preview(batch, counts_of(batch), tuple(ImportRow.objects.filter(batch=batch).order_by("number")))
