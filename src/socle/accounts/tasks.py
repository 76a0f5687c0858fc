"""The worker's share of identity."""

from __future__ import annotations

from procrastinate.contrib.django import app

from socle.accounts.actions.upkeep import tidy


@app.periodic(cron="*/5 * * * *")
@app.task(name="socle.tidy_accounts", queue="accounts")
def tidy_accounts(timestamp: int) -> None:
    del timestamp
    tidy()
