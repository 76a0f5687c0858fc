"""The worker process: runs the tasks of the queue until it is asked to stop, whatever happens to the database."""

from __future__ import annotations

import logging
import signal
import threading
from types import FrameType

from procrastinate import exceptions
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from psycopg import OperationalError

logger = logging.getLogger(__name__)
PAUSES = (1, 2, 4, 8)
LOST = (exceptions.ConnectorException, OperationalError, OSError)
POLLING_SECONDS = 5.0
GRACE_SECONDS = 10.0


def run_worker() -> None:
    """Run until SIGTERM or SIGINT; a lost database is waited for."""
    stopping = threading.Event()
    losses = 0
    while not stopping.is_set():
        try:
            _run_once()
        except LOST as error:
            logger.warning("worker : base injoignable (%s), nouvel essai", type(error).__name__)
            _wait(stopping, PAUSES[min(losses, len(PAUSES) - 1)])
            losses += 1
        else:
            return


def _run_once() -> None:
    connector = DjangoConnector()
    with app.replace_connector(connector.get_worker_connector()) as running:
        running.run_worker(
            concurrency=1,
            fetch_job_polling_interval=POLLING_SECONDS,
            shutdown_graceful_timeout=GRACE_SECONDS,
            delete_jobs="successful",
        )


def _wait(stopping: threading.Event, seconds: float) -> None:
    def stop(_number: int, _frame: FrameType | None) -> None:
        stopping.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    stopping.wait(seconds)
