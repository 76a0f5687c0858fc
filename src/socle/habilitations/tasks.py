"""The worker's share of habilitations: imports go on, every minute so that nothing depends on a job that was lost."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app

from socle.habilitations.actions.importing import applying, launching, upkeep
from socle.habilitations.queries.importing.entitled import Launcher


@app.task(name=launching.APPLY_TASK, queue=launching.QUEUE)
def apply_import(import_id: str, person_id: str, membership_id: str, account_id: str) -> None:
    launcher = Launcher(UUID(person_id), UUID(membership_id), UUID(account_id) if account_id else None)
    applying.advance(UUID(import_id), launcher)


@app.periodic(cron="* * * * *")
@app.task(name="socle.sweep_imports", queue=launching.QUEUE)
def sweep_imports(timestamp: int) -> None:
    del timestamp
    for import_id, launcher in upkeep.unfinished():
        applying.advance(import_id, launcher)


@app.periodic(cron="17 3 * * *")
@app.task(name="socle.erase_imports", queue=launching.QUEUE)
def erase_imports(timestamp: int) -> None:
    del timestamp
    upkeep.erase_old()
