"""An act on several rights as its page shows it: its lines by name, and what took it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from socle.habilitations.domain.bulk import decide_undoing
from socle.habilitations.models import BulkAct, BulkLine, Habilitation
from socle.kernel.decision import Decision


def bulk_act(bulk_id: UUID) -> BulkAct:
    """The act; raises DoesNotExist for one of another organisation, or a draft of somebody else."""
    return BulkAct.objects.select_related("membership__person").get(id=bulk_id)


def undoing_of(bulk: BulkAct) -> BulkAct | None:
    """The act that took this one back."""
    return bulk.undoings.first()


def may_undo(bulk: BulkAct, undone_by: BulkAct | None, at: datetime) -> Decision:
    """Whether the act may still be taken back, `undone_by` being what took it back already."""
    return decide_undoing(bulk.done_at, at, is_undoing=bulk.undoes_id is not None, is_undone=undone_by is not None)


def lines_of(bulk: BulkAct) -> list[BulkLine]:
    """What became of each right."""
    return list(bulk.lines.all())


def rights_in(lines: Sequence[BulkLine]) -> Mapping[UUID, Habilitation]:
    """The rights of these lines, by identifier."""
    rows = Habilitation.objects.filter(id__in=[line.habilitation_id for line in lines])
    return {row.id: row for row in rows.select_related("membership__person")}
