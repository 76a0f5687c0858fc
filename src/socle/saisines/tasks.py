"""The worker's share of saisines: who answers is told in time, people are forgotten on time."""

from __future__ import annotations

from procrastinate.contrib.django import app

from socle.notifications.actions import QUEUE
from socle.saisines.actions.telling import tell_all
from socle.saisines.actions.wiping import wipe_all


@app.periodic(cron="*/10 * * * *")
@app.task(name="socle.tell_saisines", queue=QUEUE)
def tell_saisines(timestamp: int) -> None:
    """Out of the hours of a territory, nobody is written to; a worker that was stopped makes up for it."""
    del timestamp
    tell_all()


@app.periodic(cron="41 2 * * *")
@app.task(name="socle.wipe_saisines", queue=QUEUE)
def wipe_saisines(timestamp: int) -> None:
    del timestamp
    wipe_all()
