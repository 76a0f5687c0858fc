"""The worker process: runs the tasks of the queue until it is asked to stop, whatever happens to the database."""

from __future__ import annotations

import asyncio
import logging
import signal
from contextlib import suppress

from procrastinate import exceptions
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from psycopg import OperationalError
from psycopg_pool import PoolTimeout

logger = logging.getLogger(__name__)
LOST = (exceptions.ConnectorException, OperationalError, PoolTimeout, OSError)
PAUSES = (1.0, 2.0, 4.0, 8.0)
POLLING_SECONDS = 5.0
GRACE_SECONDS = 10.0


def run_worker() -> None:
    """Run until SIGTERM or SIGINT; a lost database is waited for."""
    asyncio.run(_run())


async def _run() -> None:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    losses = 0
    while not stopping.is_set():
        is_lost = await _serve_until(stopping)
        losses = losses + 1 if is_lost else 0
        if not stopping.is_set():
            logger.warning("worker : base injoignable, nouvel essai")
            with suppress(TimeoutError):
                await asyncio.wait_for(stopping.wait(), PAUSES[min(losses, len(PAUSES) - 1)])


async def _serve_until(stopping: asyncio.Event) -> bool:
    """Work until asked to stop or until the database is lost; True when it could not even be reached."""
    serving, asked = asyncio.create_task(_serve()), asyncio.create_task(stopping.wait())
    await asyncio.wait({serving, asked}, return_when=asyncio.FIRST_COMPLETED)
    asked.cancel()
    serving.cancel()
    try:
        await serving
    except asyncio.CancelledError:
        return False
    except LOST as error:
        logger.warning("worker : %s", type(error).__name__)
        return True
    return False


async def _serve() -> None:
    connector = DjangoConnector().get_worker_connector()
    with app.replace_connector(connector) as running:
        async with running.open_async():
            await running.run_worker_async(
                concurrency=1,
                fetch_job_polling_interval=POLLING_SECONDS,
                shutdown_graceful_timeout=GRACE_SECONDS,
                delete_jobs="successful",
                install_signal_handlers=False,
            )
