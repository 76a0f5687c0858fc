"""Every interleaving of real actions on real connections, one SQL statement after another (reliability.md §4.4, C1).

A session runs the product's own action in a thread; before each statement that begins a step it waits to be released. The
explorer walks the whole tree of choices: at each point, any session that is not blocked may move. A session that PostgreSQL
makes wait (`pg_blocking_pids`) is parked until the lock is granted, so that a path of the tree stands for each merge that
the locks let happen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from queue import Empty, SimpleQueue
from random import Random
from threading import Thread
from time import monotonic, sleep

import psycopg
from django.db import connection, connections

from socle.database.constraints import Conflict
from socle.database.transactions import run
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused
from tests.habilitations.bodies import confirmed

BEGIN, COMMIT, PARKED, ENDED = "begin", "commit", "parked", "ended"
POLL, STUCK = 0.002, 20.0
BLOCKERS = "select unnest(pg_blocking_pids(%s))"

Action = Callable[[Actor, datetime], object]
Rewrite = Callable[[str], str]


@dataclass(frozen=True)
class Job:
    """One session of a case: who acts, and the product's action they run."""

    actor: Actor
    action: Action


@dataclass(frozen=True)
class Played:
    """One execution: which session moved at each point, what else could have, what each was answered."""

    moves: tuple[int, ...]
    choices: tuple[tuple[int, ...], ...]
    steps: tuple[str, ...]
    answers: tuple[str, ...]
    waits: int
    retries: int
    ends: tuple[int, ...]

    def allows(self, order: Sequence[int]) -> bool:
        """Whether a serial order says what really came first: who had ended before another began is before it."""
        begins = [self.moves.index(n) for n in range(len(self.answers))]
        return all(
            self.ends[later] >= begins[earlier] for place, earlier in enumerate(order) for later in order[place + 1 :]
        )


class Session:
    """A connection of its own in a thread of its own; it stops before each statement that begins a step."""

    def __init__(self, steps: Sequence[re.Pattern[str]], rewrite: Rewrite) -> None:
        self._steps, self._rewrite = steps, rewrite
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._go: SimpleQueue[None] = SimpleQueue()
        self.told: SimpleQueue[str] = SimpleQueue()
        self.answer, self.pid, self.tries = "", 0, 0
        self._thread = Thread(target=self._live, daemon=True)
        self._thread.start()
        self.told.get(timeout=STUCK)

    def start(self, job: Job) -> None:
        self._jobs.put(job)

    def release(self) -> None:
        self._go.put(None)

    def close(self) -> None:
        self._jobs.put(None)
        self._thread.join(timeout=STUCK)

    def _live(self) -> None:
        connection.ensure_connection()
        self.pid = connection.connection.info.backend_pid
        self.told.put(ENDED)
        try:
            with connection.execute_wrapper(self._statement):
                while job := self._jobs.get():
                    self._wait(BEGIN)
                    self.answer = self._answer(job)
                    self.told.put(ENDED)
        finally:
            connections.close_all()

    def _answer(self, job: Job) -> str:
        self.tries = 0

        def attempt(at: datetime) -> None:
            self.tries += 1
            job.action(confirmed(job.actor, at), at)
            self._wait(COMMIT)

        try:
            run(job.actor, attempt)
        except (Refused, Conflict) as error:
            return error.decision.code
        except Exception as error:  # noqa: BLE001 - whatever else is an outcome that no serial order has
            return f"{type(error).__name__}: {error}"
        return "done"

    def _statement(self, execute, sql, params, many, context):
        if any(step.search(sql) for step in self._steps):
            self._wait(" ".join(sql.split())[:60])
        return execute(self._rewrite(sql), params, many, context)

    def _wait(self, step: str) -> None:
        self.told.put(step)
        self._go.get()


@dataclass
class Stage:
    """The sessions, a connection that looks on, and how to bring the rows back before each execution."""

    sessions: list[Session]
    monitor: psycopg.Connection
    restore: Callable[[], None]
    look: Callable[[], None] = lambda: None
    state: dict[int, str] = field(default_factory=dict)
    waits: int = 0

    def play(self, jobs: Sequence[Job], choose: Callable[[int, tuple[int, ...]], int]) -> Played:
        self.restore()
        self.state, self.waits = {}, 0
        moves, choices, steps, ends = [], [], [], {}
        for session, job in zip(self.sessions, jobs, strict=True):
            session.start(job)
        self._settle(set(range(len(jobs))))
        while ready := tuple(n for n, step in sorted(self.state.items()) if step not in {PARKED, ENDED}):
            move = choose(len(moves), ready)
            moves.append(move)
            choices.append(ready)
            steps.append(f"{move}:{self.state[move]}")
            self.sessions[move].release()
            parked = {n for n, step in self.state.items() if step == PARKED}
            self._settle(parked | {move})
            ends |= {n: len(moves) - 1 for n, step in self.state.items() if step == ENDED and n not in ends}
            self.look()
        answers = tuple(session.answer for session in self.sessions)
        ended = tuple(ends[n] for n in range(len(jobs)))
        retries = sum(session.tries - 1 for session in self.sessions)
        return Played(tuple(moves), tuple(choices), tuple(steps), answers, self.waits, retries, ended)

    def _settle(self, moving: set[int]) -> None:
        """Wait until each of these sessions stands before its next step, has ended, or waits for a lock of another."""
        parked: set[int] = set()
        deadline = monotonic() + STUCK
        while monotonic() < deadline:
            for n in moving - parked:
                if (step := self._heard(n)) is not None:
                    self.state[n] = step
                    moving = moving - {n}
            parked = {n for n in moving if self._is_blocked(n)}
            if not moving - parked and (not parked or self._ready(parked)):
                for n in parked:
                    self.waits += self.state.get(n) != PARKED
                    self.state[n] = PARKED
                return
            if not moving - parked:
                sleep(POLL)
        raise AssertionError(f"stuck: {self.state}")

    def _ready(self, parked: set[int]) -> list[int]:
        """Who may still move: when nobody can, PostgreSQL is left to end the deadlock itself."""
        return [n for n, step in self.state.items() if n not in parked and step != ENDED]

    def _heard(self, n: int) -> str | None:
        try:
            return self.sessions[n].told.get(timeout=POLL)
        except Empty:
            return None

    def _is_blocked(self, n: int) -> bool:
        ours = {session.pid for session in self.sessions}
        return any(row[0] in ours for row in self.monitor.execute(BLOCKERS, (self.sessions[n].pid,)))


def every(stage: Stage, jobs: Sequence[Job]) -> Iterator[Played]:
    """Each path of the tree of choices, once."""
    prefix: tuple[int, ...] | None = ()
    while prefix is not None:
        path = prefix
        played = stage.play(jobs, lambda depth, ready, path=path: path[depth] if depth < len(path) else ready[0])
        assert played.moves[: len(path)] == path
        yield played
        prefix = _next(played)


def _next(played: Played) -> tuple[int, ...] | None:
    for depth in range(len(played.moves) - 1, -1, -1):
        others = [n for n in played.choices[depth] if n > played.moves[depth]]
        if others:
            return (*played.moves[:depth], others[0])
    return None


def sampled(stage: Stage, jobs: Sequence[Job], *, seed: int, number: int) -> Iterator[Played]:
    """Paths drawn from a seed, where every statement may be a step."""
    chance = Random(seed)
    for _ in range(number):
        yield stage.play(jobs, lambda _, ready: chance.choice(ready))


@contextmanager
def sessions(number: int, steps: Sequence[str], rewrite: Rewrite = str) -> Iterator[list[Session]]:
    """Sessions that stop before they begin, before each statement matching one of the patterns, before each commit."""
    opened = [Session([re.compile(step) for step in steps], rewrite) for _ in range(number)]
    try:
        yield opened
    finally:
        for session in opened:
            session.close()
