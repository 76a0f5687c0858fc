"""An import of five thousand lines, thirty-seven faulty: reading, preview, application; in ratios of a bare statement.

Absolute figures belong to the machine of the day; the ratios are what to compare. A database of its own, dropped after.

    python tools/bench_import.py [--lines 5000] [--apply 300]
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import psycopg

DATABASE = "socle_bench_import"
os.environ["SOCLE_DATABASE"] = DATABASE
os.environ["SOCLE_PROCESS_ROLE"] = "socle_owner"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "socle.site.settings")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

WITHIN_SECONDS = 5.0
LINES = 5_000
BARE_ROUNDS = 200


def prepare() -> str:
    """An empty database, migrated; the administrator's address."""
    cluster = import_module("socle.database.cluster")
    server = cluster.ensure_started()
    with psycopg.connect(server.admin_url, autocommit=True) as admin:
        admin.execute(f"drop database if exists {DATABASE} with (force)")
    import_module("socle.database.provision").provision(server.admin_url, DATABASE, cluster.derived_password)
    import_module("django").setup()
    import_module("django.core.management").call_command("migrate", verbosity=0)
    address: str = server.admin_url
    return address


@contextmanager
def as_role(role: str) -> Iterator[None]:
    connection = import_module("django.db").connection
    with connection.cursor() as cursor:
        cursor.execute(f"set role {role}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("set role socle_owner")


def bare_seconds() -> float:
    """One statement that does nothing, the ruler of the day."""
    connection = import_module("django.db").connection
    start = time.perf_counter()
    for _ in range(BARE_ROUNDS):
        with connection.cursor() as cursor:
            cursor.execute("select 1")
    return (time.perf_counter() - start) / BARE_ROUNDS


def say(name: str, seconds: float, bare: float, note: str = "") -> None:
    ratio = f"{seconds / bare:>9,.0f}".replace(",", " ")
    print(f"{name:<44} {seconds:>9.4f} s   × {ratio}   {note}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=LINES)
    parser.add_argument("--apply", type=int, default=300, help="lines of the file that is applied to its end")
    asked = parser.parse_args()
    address = prepare()
    files = import_module("tests.habilitations.importing.files")
    large = import_module("tests.habilitations.importing.large")
    body = import_module("tests.habilitations.bodies").partner(people=1, replaced={"max = 12": "max = 6000"})
    lines = large.large(asked.lines)
    with as_role("socle_app"):
        bare = bare_seconds()
        say("une instruction nue", bare, bare)
        for format_ in import_module("socle.exchange.tables").Format:
            if format_ == "jsonl":
                continue
            data = files.file_of(lines, format_)
            start = time.perf_counter()
            import_module("socle.exchange.reading").read_table(f"liste.{format_}", data)
            say(f"lire {asked.lines} lignes en {format_}", time.perf_counter() - start, bare)
        start = time.perf_counter()
        batch = files.sent(body.principal, lines)
        spent = time.perf_counter() - start
        found = Counter(files.outcomes(batch, body.principal))
        say(f"aperçu de {asked.lines} lignes, sièges compris", spent, bare, str(dict(found)))
        assert asked.lines > LINES or spent <= WITHIN_SECONDS, f"{spent:.1f} s: more than {WITHIN_SECONDS}"
        start = time.perf_counter()
        applied = files.applied(files.sent(body.principal, large.large(asked.apply)), body.principal)
        spent = time.perf_counter() - start
        say(
            f"appliquer {asked.apply} lignes",
            spent,
            bare,
            f"{asked.apply / spent:.0f} lignes par seconde, {applied.state}",
        )
    import_module("django.db").connection.close()
    with psycopg.connect(address, autocommit=True) as admin:
        admin.execute(f"drop database {DATABASE} with (force)")


if __name__ == "__main__":
    main()
