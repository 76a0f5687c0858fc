"""A signature whose process is killed without notice, at each of its stages or anywhere: what is left, and what goes on."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection

from socle.conventions.actions import signatures
from socle.conventions.domain.signing_round import RoundState
from socle.conventions.models import SigningEntry, SigningRound
from socle.conventions.queries.papers import bundle_of
from socle.conventions.web.signatures import acting
from socle.database.transactions import run, transaction
from socle.files import store
from socle.files.store import MissingError
from socle.kernel.actor import Actor
from tests.browsing import browser_of
from tests.conventions.rehearsed.stage import Hands, alone, hands, outcome, report_on, round_now, swept, unnamed
from tests.files import hostile

Patch = Callable[[], None]


def _die(*_: object, **__: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _before(holder: object, name: str) -> Patch:
    return lambda: setattr(holder, name, _die)


def _after(holder: object, name: str) -> Patch:
    real = getattr(holder, name)

    def then_die(*given: object, **named: object) -> None:
        real(*given, **named)
        _die()

    return lambda: setattr(holder, name, then_die)


def _unfinished() -> None:
    """Dies once the content is flushed under a name of passage, before the file takes its own."""
    put = store.put

    def put_half(*given: Any) -> None:
        _before(Path, "replace")()
        put(*given)

    setattr(store, "put", put_half)  # noqa: B010 - the name must not be bound by the type checker


STAGES: dict[str, tuple[Patch, int]] = {
    "avant d'écrire le fichier": (_before(store, "put"), 0),
    "pendant l'écriture, avant que le fichier ait son nom": (_unfinished, 0),
    "le fichier écrit, sa ligne pas encore": (_after(store, "put"), 0),
    "la ligne de la signature écrite": (_after(SigningEntry, "save"), 0),
    "tout écrit, juste avant la fin de la transaction": (_after(signatures, "sign"), 0),
    "la transaction finie, la réponse pas encore": (_after(acting, "run"), 1),
}
"""Where the process dies, and how many signatures more the paper must then bear."""


def written_after() -> None:
    """The control: a product that writes the file once its row is committed, and dies between the two."""
    setattr(store, "put", lambda *_: None)  # noqa: B010 - the name must not be bound by the type checker
    _after(acting, "run")()


@dataclass
class Left:
    """What a kill left: signatures before and after, whether the paper holds, files that nobody names, what went on."""

    stage: str
    had: int
    has: int = 0
    is_whole: bool = False
    orphans: int = 0
    swept: int = 0
    still: int = 0
    went_on: bool = False
    asked: int | None = None

    @property
    def is_right(self) -> bool:
        counted = self.has - self.had in ({0, 1} if self.asked is None else {self.asked})
        return counted and self.is_whole and self.orphans == self.swept and not self.still and self.went_on


def opened(stage: Hands) -> SigningRound:
    """A paper sent round both parties."""
    with transaction(stage.caisse):
        bundle = bundle_of(stage.convention)
    opening = signatures.Opening("annexe-interlocuteurs", "Annexe 1", hostile.pdf(), is_ordered=False)
    return run(stage.caisse, lambda at: signatures.open_round(bundle, opening, actor=stage.caisse, at=at))


def signing(row: SigningRound, actor: Actor) -> Callable[[], None]:
    """The request by which somebody signs, through the whole product."""

    def ask() -> None:
        address = f"/conventions/{row.convention_id}/signatures/{row.id}/"
        answer = browser_of(actor).post(address, {"etape": "sign", "lu": "on"})
        assert answer.status_code == 302, answer.content.decode()[:3000]

    return ask


def in_child(act: Callable[[], None], patch: Patch | None = None) -> int:
    """The act in a process of its own, with its own connection."""
    connection.close()
    sys.stdout.flush()
    if child := os.fork():
        return child
    try:
        if patch:
            patch()
        act()
    except BaseException:  # noqa: BLE001 - the child says it and goes
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def death_of(child: int) -> int:
    """The signal it died of; 0 when it ended by itself."""
    status = os.waitpid(child, 0)[1]
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the child failed"
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


def judged(left: Left, row: SigningRound, stage: Hands, last: Actor) -> Left:
    """Count what is left, sweep, then let the round go on to its end."""
    alone()
    left.has = len(round_now(row, stage.caisse).signed)
    with suppress(MissingError):
        report = report_on(row, stage.caisse)
        left.is_whole = len(report.signatures) == left.has and (report.holds or not left.has)
    left.orphans = unnamed()
    left.swept = swept()
    left.still = unnamed()
    if not left.is_whole:
        return left
    again = outcome(signing_by_action(row, last))
    is_told = left.has == left.had or again.is_in_french
    if left.had == 0:
        outcome(signing_by_action(row, stage.caisse))
    done = round_now(row, stage.mayor)
    report = report_on(row, stage.mayor)
    names = {one.name for one in report.signatures}
    is_done = done.state is RoundState.COMPLETE and report.holds and len(report.signatures) == len(names) == 2
    left.went_on = is_told and is_done
    return left


def signing_by_action(row: SigningRound, actor: Actor) -> Callable[[], object]:
    return lambda: run(actor, lambda at: signatures.sign(row.convention_id, row.id, actor=actor, at=at))


def begun(had: int) -> tuple[Hands, SigningRound]:
    """A round where `had` parties have signed: nobody, or the caisse; the mayor is to sign."""
    stage = hands()
    row = opened(stage)
    if had:
        signing_by_action(row, stage.caisse)()
    return stage, row


def at_stage(name: str, patch: Patch, had: int, asked: int | None) -> Left:
    stage, row = begun(had)
    child = in_child(signing(row, stage.mayor), patch)
    assert death_of(child) == signal.SIGKILL, f"not killed: {name}"
    return judged(Left(name, had, asked=asked), row, stage, stage.mayor)


def whole_time() -> float:
    """How long a request to sign takes in a process of its own, nobody killing it."""
    stage, row = begun(0)
    start = time.monotonic()
    assert death_of(in_child(signing(row, stage.mayor))) == 0
    return time.monotonic() - start


def anywhere(chance: random.Random, longest: float) -> Left:
    """Killed at a moment drawn from the seed; it may have ended before."""
    had, delay = chance.randrange(2), chance.uniform(0, longest)
    stage, row = begun(had)
    child = in_child(signing(row, stage.mayor))
    time.sleep(delay)
    os.kill(child, signal.SIGKILL)
    death_of(child)
    return judged(Left("tirés au sort", had), row, stage, stage.mayor)


def every_stage() -> Iterator[Left]:
    for name, (patch, more) in STAGES.items():
        for had in (0, 1):
            yield at_stage(name, patch, had, more)
