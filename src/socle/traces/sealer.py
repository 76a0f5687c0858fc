"""The sealer's process: a batch every 200 ms, a heartbeat every five minutes, and no end but SIGTERM."""

from __future__ import annotations

import logging
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_bytes
from threading import Event
from types import FrameType
from uuid import uuid4

import psycopg
from django.conf import settings

from socle.traces.domain.event import SALT_SIZE, Log
from socle.traces.keys import KeyLost
from socle.traces.rows import Connection, connect
from socle.traces.sealing import BATCH, Sealer
from socle.traces.witness import LogRefused

logger = logging.getLogger("socle.sealer")

INTERVAL = 0.2
HEARTBEAT = 300.0
RETRY = 1.0
REFUSED_RETRY = 30.0
MONTHS_AHEAD = 3
STAGE_HEARTBEAT = """
insert into traces_staged_trace (id, at, log, tag, outcome, payload, salt)
values (%s, now(), %s, 'log:heartbeat', 'done', '{}', %s)
"""
ENSURE_MONTHS = """
select traces_ensure_partition((date_trunc('month', now()) + make_interval(months => m))::date)
from generate_series(0, %s) m
"""


def stage_heartbeat(connection: Connection) -> None:
    """One entry in each log, so that a stopped log shows."""
    for log in Log:
        connection.execute(STAGE_HEARTBEAT, (uuid4(), log, token_bytes(SALT_SIZE)))


def ensure_months(connection: Connection) -> None:
    """Make the partitions of this month and the next three."""
    connection.execute(ENSURE_MONTHS, (MONTHS_AHEAD,))


@dataclass(slots=True)
class Loop:
    """The process: reconnects after the database restarts, finishes its batch before it stops."""

    state: Path
    interval: float = INTERVAL
    heartbeat: float = HEARTBEAT
    stopping: Event = field(default_factory=Event)
    connect: Callable[[], Connection] = connect
    _beaten_at: float = float("-inf")
    _refusal: str = ""

    def run(self) -> None:
        while not self.stopping.is_set():
            try:
                with self.connect() as connection:
                    self._serve(connection)
            except psycopg.OperationalError as error:
                logger.warning("La base ne répond pas (%s) : nouvel essai dans une seconde.", _first_line(error))
                self.stopping.wait(RETRY)
            except (LogRefused, KeyLost) as refusal:
                self._say(refusal)
                self.stopping.wait(REFUSED_RETRY)
        logger.warning("Le scelleur s'arrête : son dernier lot est terminé.")

    def _serve(self, connection: Connection) -> None:
        sealer = Sealer.open(connection, self.state)
        sealer.check(connection)
        logger.warning("Le scelleur est en service : journal %s.", sealer.journal)
        while not self.stopping.is_set():
            if time.monotonic() - self._beaten_at >= self.heartbeat:
                stage_heartbeat(connection)
                self._beaten_at = time.monotonic()
                ensure_months(connection)
            sealed = sealer.seal(connection)
            if sealed:
                logger.info("%s traces scellées.", sealed)
            if sealed < BATCH:
                self.stopping.wait(self.interval)

    def _say(self, refusal: Exception) -> None:
        if str(refusal) != self._refusal:
            self._refusal = str(refusal)
            logger.error("Scellement refusé. %s", refusal)


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]


def run_forever(interval: float = INTERVAL) -> None:
    """Seal until SIGTERM or Ctrl-C; the batch under way is finished first."""
    loop = Loop(Path(settings.SOCLE_STATE), interval)

    def stop(number: int, frame: FrameType | None) -> None:
        del number, frame
        loop.stopping.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    loop.run()
