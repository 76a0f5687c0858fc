"""What the worker does unasked: imports left by a lost task go on, old ones are erased (MCP-34, minimisation)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from socle.database.transactions import run
from socle.habilitations.domain.importing.launch import ACTIVE, KEPT
from socle.habilitations.models import Import, ImportRow
from socle.habilitations.queries.importing.entitled import Launcher
from socle.traces import actions as traces
from socle.traces.domain.author import Author


def unfinished() -> list[tuple[UUID, Launcher]]:
    """Imports started and not over, whoever was on them."""
    return run(None, lambda _: [(batch.id, launcher_of(batch)) for batch in _active()])


def _active() -> list[Import]:
    return list(Import.objects.filter(state__in=list(ACTIVE)).order_by("launched_at"))


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
