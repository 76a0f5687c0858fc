"""The worker's share of conventions: what is about to fall is recalled by mail, once each day."""

from __future__ import annotations

from procrastinate.contrib.django import app

from socle.conventions.actions.reminding import recall_all
from socle.notifications.actions import QUEUE


@app.periodic(cron="23 5-17 * * *")
@app.task(name="socle.recall_obligations", queue=QUEUE)
def recall_obligations(timestamp: int) -> None:
    """The daily pass; the later hours make up for a worker that was stopped, and write to nobody twice."""
    del timestamp
    recall_all()
