"""Play a case of `races` on the database of the test, and hold each schedule against the serial orders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import permutations

import psycopg
from django.db import connection

from socle.database import cluster
from socle.database.transactions import run
from socle.site import panels
from tests.conftest import acting_as
from tests.habilitations import races
from tests.habilitations.bodies import confirmed, partner
from tests.habilitations.interleavings import Job, Played, Rewrite, Stage, every, sessions
from tests.habilitations.ledger import Ledger

LOCK, TAKE = "insert into habilitations_seatbucket", 'INSERT INTO "habilitations_seathold"'
MEMBER, LEAVING = "(?s)organismes_membership.*for no key update", 'organismes_membership".*FOR UPDATE'
RIGHT, CUT = 'FOR UPDATE OF "habilitations_habilitation"', "update habilitations_seathold"
QUICK = (LOCK, LEAVING, RIGHT)
FINE = (MEMBER, LOCK, TAKE, LEAVING, RIGHT, CUT)
EACH_STATEMENT = ("(?i)habilitations_|organismes_membership|accounts_account",)
Schedules = Callable[[Stage, Sequence[Job]], Iterable[Played]]


def without_bucket_lock(sql: str) -> str:
    """The guard taken out of the product's own statement, for the controls that must fail."""
    return sql.replace('FOR UPDATE OF "habilitations_seatbucket"', "")


def monitor() -> psycopg.Connection:
    url = psycopg.conninfo.make_conninfo(cluster.ensure_started().admin_url, dbname=connection.settings_dict["NAME"])
    return psycopg.connect(url, autocommit=True)


@contextmanager
def staged(case: races.Case, steps: Sequence[str], rewrite: Rewrite = str) -> Iterator[tuple[Stage, list[Job], Ledger]]:
    """A body of its own with what the case supposes, and its sessions ready."""
    panels.hand_in()
    with acting_as("socle_owner"):
        world = races.world(partner(people=4, replaced=case.replaced))
    principal = world.body.principal
    given = [
        run(principal, lambda at, action=action: action(confirmed(principal, at), at)) for action in case.before(world)
    ]
    jobs = case.jobs(world, given)
    with monitor() as seen, sessions(len(jobs), steps, rewrite) as opened:
        ledger = Ledger(seen, world.body.organisation.id, world.body.convention.id)
        ledger.keep()
        yield Stage(opened, seen, ledger.restore), jobs, ledger


def play_all(case: races.Case, steps: Sequence[str], schedules: Schedules = every) -> Counter[str]:
    """Each schedule of a case ends like a serial order, and nothing is broken after any of its steps; how many there were."""
    tally: Counter[str] = Counter()
    with staged(case, steps) as (stage, jobs, ledger):
        serial = [(order, _in_turn(case, stage, jobs, ledger, order)) for order in permutations(range(len(jobs)))]
        stage.look = lambda: _unbroken(ledger)
        for played in schedules(stage, jobs):
            tally.update(schedules=1, waits=played.waits, steps=len(played.steps), retries=played.retries)
            outcome = (_told(case, played), ledger.state())
            assert any(outcome == one and played.allows(order) for order, one in serial), (played, outcome, serial)
    return tally


def _told(case: races.Case, played: Played) -> tuple[str, ...]:
    return tuple("over" if answer in case.alike else answer for answer in played.answers)


def _in_turn(
    case: races.Case, stage: Stage, jobs: Sequence[Job], ledger: Ledger, order: Sequence[int]
) -> tuple[object, object]:
    played = stage.play(jobs, lambda _, ready: min(ready, key=order.index))
    assert played.waits == 0, played.steps
    return _told(case, played), ledger.state()


def _unbroken(ledger: Ledger) -> None:
    assert not ledger.violations()
