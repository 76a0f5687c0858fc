"""An import of five thousand lines, thirty-seven faulty: reading, preview, application; in ratios of a bare statement.

Absolute figures belong to the machine of the day; the ratios are what to compare. A database of its own, dropped after.

    python tools/bench_import.py [--lines 5000] [--apply 300]
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from importlib import import_module

from workbench import as_app, own_database

DATABASE = "socle_bench_import"

WITHIN_SECONDS = 5.0
LINES = 5_000
BARE_ROUNDS = 200


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


def measure(size: int, applied_size: int) -> None:
    """Read a file in each format, preview it, apply one to its end."""
    files = import_module("tests.habilitations.importing.files")
    large = import_module("tests.habilitations.importing.large")
    body = import_module("tests.habilitations.bodies").partner(people=1, replaced={"max = 12": "max = 6000"})
    lines = large.large(size)
    with as_app():
        bare = bare_seconds()
        say("une instruction nue", bare, bare)
        for format_ in import_module("socle.exchange.tables").Format:
            if format_ == "jsonl":
                continue
            data = files.file_of(lines, format_)
            start = time.perf_counter()
            import_module("socle.exchange.reading").read_table(f"liste.{format_}", data)
            say(f"lire {size} lignes en {format_}", time.perf_counter() - start, bare)
        start = time.perf_counter()
        batch = files.sent(body.principal, lines)
        spent = time.perf_counter() - start
        found = Counter(files.outcomes(batch, body.principal))
        say(f"aperçu de {size} lignes, sièges compris", spent, bare, str(dict(found)))
        assert size > LINES or spent <= WITHIN_SECONDS, f"{spent:.1f} s: more than {WITHIN_SECONDS}"
        start = time.perf_counter()
        applied = files.applied(files.sent(body.principal, large.large(applied_size)), body.principal)
        spent = time.perf_counter() - start
        say(
            f"appliquer {applied_size} lignes",
            spent,
            bare,
            f"{applied_size / spent:.0f} lignes par seconde, {applied.state}",
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=LINES)
    parser.add_argument("--apply", type=int, default=300, help="lines of the file that is applied to its end")
    asked = parser.parse_args()
    with own_database(DATABASE):
        measure(asked.lines, asked.apply)


if __name__ == "__main__":
    main()
