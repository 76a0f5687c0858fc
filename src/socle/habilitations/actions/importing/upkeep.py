"""What the worker does unasked: imports left by a lost task go on, old ones are erased (MCP-34, minimisation)."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Max
from django.db.models.functions import Coalesce

from socle.database.transactions import run
from socle.habilitations.domain.importing.launch import ACTIVE, KEPT
from socle.habilitations.models import Import, ImportRow
from socle.habilitations.queries.importing.entitled import Launcher
from socle.traces import actions as traces
from socle.traces.domain.author import Author

SILENCE = timedelta(seconds=45)  # dated parameter of the house: longer than a chunk, shorter than a sweep


def unfinished() -> list[tuple[UUID, Launcher]]:
    """Imports started, not over, and on which nothing has moved for a while: their worker is gone."""
    return run(None, lambda at: [(batch.id, launcher_of(batch)) for batch in _silent(at)])


def _silent(at: datetime) -> list[Import]:
    active = Import.objects.filter(state__in=list(ACTIVE)).annotate(moved_at=Max("rows__done_at"))
    silent = active.annotate(last_at=Coalesce("moved_at", "launched_at")).filter(last_at__lt=at - SILENCE)
    return list(silent.order_by("launched_at"))


def launcher_of(batch: Import) -> Launcher:
    """Who started the import, and as a member of what."""
    assert batch.launched_by_id
    assert batch.launched_membership_id
    return Launcher(batch.launched_by_id, batch.launched_membership_id, batch.launched_account_id)


def erase_old() -> int:
    """Erase the imports whose time is over; how many is returned."""
    return run(None, _erase_old)


def _erase_old(at: datetime) -> int:
    old = list(Import.objects.filter(created_at__lt=at - KEPT).exclude(state__in=list(ACTIVE)))
    for batch in old:
        author = Author(organisation_id=batch.organisation_id, channel="worker")
        rows = ImportRow.objects.filter(batch=batch)
        payload = {"rows": rows.count()}
        traces.record("habilitation:import:erased", actor=author, at=at, subject_kind="import",
                      subject_id=str(batch.id), payload=payload)  # fmt: skip
        rows.delete()
        batch.delete()
    return len(old)
