"""The worker's tasks: send the outbox when woken, and every minute so that nothing depends on a job that was lost."""

from __future__ import annotations

from procrastinate.contrib.django import app

from socle.notifications import actions


@app.task(name=actions.SEND_TASK, queue=actions.QUEUE)
def send_pending() -> None:
    actions.send_pending()


@app.periodic(cron="* * * * *")
@app.task(name="socle.sweep_outbox", queue=actions.QUEUE)
def sweep_outbox(timestamp: int) -> None:
    del timestamp
    actions.send_pending()
