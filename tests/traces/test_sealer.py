"""The sealer as a process: killed at any moment, cut from its database, stopped in order (acceptance A6)."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings
from django.db import connection as django_connection
from psycopg import sql

from socle.site.databases import role_url, superuser_url
from socle.traces.rows import journal_id, witness_folder
from socle.traces.sealer import Loop
from socle.traces.verification import verify_with, wait_until_sealed

SEALER = """
import logging, os, pathlib, psycopg, signal
from socle.traces.sealer import Loop
logging.basicConfig(level="INFO")
loop = Loop(pathlib.Path(os.environ["STATE"]), 0.01, connect=lambda: psycopg.connect(os.environ["URL"], autocommit=True))
signal.signal(signal.SIGTERM, lambda *_: loop.stopping.set())
loop.run()
"""
STAGE = (
    "insert into traces_staged_trace (id, at, log, tag, outcome, payload, salt) "
    "select gen_random_uuid(), now(), 'traces', 'dossier:file:consulted', 'done', '{}', "
    "substr(sha256(random()::text::bytea), 1, 16) from generate_series(1, %s)"
)


class Database:
    def __init__(self, name, state):
        self.name = name
        self.state = state

    def at(self, url):
        return urlsplit(url)._replace(path=f"/{self.name}").geturl()

    @property
    def sealer_url(self):
        return self.at(role_url("socle_sealer"))

    def connect(self):
        return psycopg.connect(self.at(superuser_url()), autocommit=True)

    def loop(self, **options):
        return Loop(self.state, 0.01, connect=lambda: psycopg.connect(self.sealer_url, autocommit=True), **options)

    def process(self):
        environment = os.environ | {"STATE": str(self.state), "URL": self.sealer_url}
        return subprocess.Popen([sys.executable, "-c", SEALER], env=environment, stderr=subprocess.PIPE, text=True)

    def check(self, expected):
        with self.connect() as connection:
            assert wait_until_sealed(connection)
            answer = verify_with(connection, self.state)
            (distinct,) = connection.execute(
                "select count(distinct id) from traces_entry where tag <> 'log:heartbeat'"
            ).fetchone()
        assert answer["ok"], answer["first_broken"]
        assert distinct == expected


@pytest.fixture
def database(django_db_setup, django_db_blocker, tmp_path):
    """A copy of the tests' database, whose journal this test may fill for real."""
    django_connection.close()
    source, name = settings.DATABASES["default"]["NAME"], settings.DATABASES["default"]["NAME"] + "_sealer"
    maintenance = urlsplit(superuser_url())._replace(path="/postgres").geturl()
    with psycopg.connect(maintenance, autocommit=True) as admin:
        admin.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))
        admin.execute(sql.SQL("create database {} template {}").format(sql.Identifier(name), sql.Identifier(source)))
        admin.execute(sql.SQL("grant connect on database {} to socle_sealer").format(sql.Identifier(name)))
        yield Database(name, tmp_path)
        admin.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


@contextmanager
def running(loop):
    thread = Thread(target=loop.run)
    thread.start()
    try:
        yield
    finally:
        loop.stopping.set()
        thread.join(20)
    assert not thread.is_alive()


def test_a_heartbeat_shows_that_each_log_is_kept(database):
    with running(database.loop(heartbeat=0.05)):
        time.sleep(0.5)

    with database.connect() as connection:
        beats = dict(connection.execute("select log, count(*) from traces_entry group by log").fetchall())
    assert beats.keys() == {"traces", "habilitations"}
    assert min(beats.values()) >= 3
    database.check(0)


def test_the_sealer_comes_back_after_its_connection_is_cut(database, caplog):
    with running(database.loop()), database.connect() as connection:
        for _ in range(3):
            connection.execute(STAGE, (50,))
            time.sleep(0.1)
            connection.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = %s and usename = 'socle_sealer'",
                (database.name,),
            )
        database.check(150)

    assert "La base ne répond pas" in caplog.text


@contextmanager
def killed_at_the_end(process):
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def kill_again_and_again(database, times):
    chance = random.Random(times)
    staged = 0
    with database.connect() as connection:
        for _ in range(times):
            with killed_at_the_end(database.process()) as process:
                process.stderr.readline()
                deadline = time.monotonic() + chance.uniform(0.01, 0.25)
                while time.monotonic() < deadline:
                    connection.execute(STAGE, (7,))
                    staged += 7
    with running(database.loop()):
        database.check(staged)


def test_killed_processes_lose_and_double_nothing(database):
    kill_again_and_again(database, 4)


@pytest.mark.drill
def test_two_hundred_kills_lose_and_double_nothing(database):
    kill_again_and_again(database, 200)


def test_sigterm_finishes_the_batch_and_says_so(database):
    with database.connect() as connection:
        connection.execute(STAGE, (2000,))
    process = database.process()
    first = process.stderr.readline()
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=20)

    assert process.returncode == 0
    assert "Le scelleur est en service" in first
    assert "Le scelleur s'arrête" in said
    assert not list(Path(database.state).rglob("*.next"))
    with running(database.loop()):
        database.check(2000)


def test_a_refusal_is_said_once_and_nothing_is_signed(database, caplog):
    with running(database.loop()), database.connect() as connection:
        connection.execute(STAGE, (5,))
        wait_until_sealed(connection)
    for path in database.state.rglob("*.note"):
        path.unlink()
    with running(database.loop()):
        time.sleep(0.3)

    assert caplog.text.count("Scellement refusé") == 1
    assert "a disparu" in caplog.text


def test_months_ahead_have_their_partition(database):
    with running(database.loop()):
        time.sleep(0.2)

    with database.connect() as connection:
        (ready,) = connection.execute(
            "select to_regclass('traces_entry_' || to_char(now() + interval '3 months', 'YYYY_MM'))::text"
        ).fetchone()
    assert ready


def test_the_command_seals_the_database_of_the_settings(database):
    source = "import django; django.setup(); from socle.traces.sealer import run_forever; run_forever(0.01)"
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "socle.site.settings",
        "SOCLE_DATABASE": database.name,
        "SOCLE_PROCESS_ROLE": "socle_sealer",
    }
    with database.connect() as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute("update traces_journal set id = gen_random_uuid()")
        connection.execute("set session_replication_role = origin")
        connection.execute(STAGE, (20,))
        folder = witness_folder(Path(settings.SOCLE_STATE), journal_id(connection))
        process = subprocess.Popen([sys.executable, "-c", source], env=environment, stderr=subprocess.PIPE, text=True)
        try:
            assert wait_until_sealed(connection)
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=20)
        answer = verify_with(connection, Path(settings.SOCLE_STATE))
        shutil.rmtree(folder)

    assert process.returncode == 0
    assert (answer["ok"], answer["pending"]) == (True, 0)
    assert answer["sealed"] >= 20
