"""Forty connections ask for twelve seats at once: exactly twelve are given (reliability.md §4.2)."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import psycopg
import pytest
from django.db import connection, connections

from socle.database.constraints import Conflict
from socle.database.transactions import run
from socle.habilitations.actions.granting import Wish, grant
from socle.kernel.decision import Refused
from tests.conftest import acting_as
from tests.habilitations.bodies import confirmed, partner

ASKING = 40


def in_threads(work, items) -> list[str]:
    """Run `work(item)` in as many threads, all released together."""
    gate = Barrier(len(items))

    def one(item) -> str:
        gate.wait()
        try:
            return work(item)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(items)) as pool:
        return list(pool.map(one, items))


@pytest.fixture
def body(committed):
    with acting_as("socle_owner"):
        return partner(people=ASKING)


def test_forty_grants_at_once_take_exactly_twelve_seats(body):
    def ask(membership) -> str:
        wish = Wish(membership.person_id, "cdap", "T2", "tarif-selon-quotient")
        try:
            run(body.principal, lambda at: grant(wish, actor=confirmed(body.principal, at), at=at))
        except (Refused, Conflict) as error:
            return error.decision.code
        return "granted"

    answers = Counter(in_threads(ask, body.people))

    assert answers["granted"] == 12
    assert answers["seats_exhausted"] == ASKING - 12


def test_without_lock_nor_constraint_the_same_storm_passes_the_ceiling(body):
    """The negative control: count, then insert, with nothing behind."""
    settings = connection.get_connection_params()
    table = f"storm_{uuid4().hex}"

    def dsn() -> psycopg.Connection:
        return psycopg.connect(
            **{k: v for k, v in settings.items() if k in {"host", "port", "user", "password", "dbname"}}
        )

    with dsn() as setup:
        setup.execute(f"create table {table} (member int)")

    def ask(number: int) -> str:
        with dsn() as naive:
            taken = naive.execute(f"select count(*) from {table}").fetchone()[0]
            if taken >= 12:
                return "seats_exhausted"
            naive.execute("select pg_sleep(0.02)")
            naive.execute(f"insert into {table} values (%s)", (number,))
        return "granted"

    answers = Counter(in_threads(ask, range(ASKING)))

    with dsn() as cleaning:
        cleaning.execute(f"drop table {table}")
    assert answers["granted"] > 12
