"""Kill PostgreSQL ten times while rows are being written, and count what was acknowledged then lost.

Writes docs/drills/cluster.md. A server of its own, in a temporary folder: the portal's is not touched.

    python tools/drill_cluster.py [--kills 10] [--seed 20260401]
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import signal
import statistics
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from socle.database.cluster import Cluster, ensure_started

REPORT = Path(__file__).resolve().parent.parent / "docs" / "drills" / "cluster.md"
WRITERS = 4


@dataclass
class Tally:
    """What each round showed."""

    acknowledged: set[int] = field(default_factory=set)
    restarts: list[float] = field(default_factory=list)
    lost: set[int] = field(default_factory=set)
    version: str = ""


def write_until_killed(url: str, first: int, acknowledged: set[int]) -> None:
    """Insert one row a transaction; note its number only once PostgreSQL has acknowledged it."""
    with suppress(psycopg.Error), psycopg.connect(url, autocommit=True) as connection:
        for number in range(first, first + 10_000_000, WRITERS):
            connection.execute("insert into acknowledged values (%s)", (number,))
            acknowledged.add(number)


def kill_once(cluster: Cluster, first: int, delay: float) -> tuple[set[int], Cluster, float]:
    """Write for `delay` seconds, kill the postmaster, start again; returns acknowledged rows and seconds."""
    parts: list[set[int]] = [set() for _ in range(WRITERS)]
    writers = [
        threading.Thread(target=write_until_killed, args=(cluster.admin_url, first + index, part))
        for index, part in enumerate(parts)
    ]
    for writer in writers:
        writer.start()
    time.sleep(delay)
    os.kill(postmaster(cluster), signal.SIGKILL)
    killed_at = time.monotonic()
    again = ensure_started()
    seconds = time.monotonic() - killed_at
    for writer in writers:
        writer.join()
    return set().union(*parts), again, seconds


def postmaster(cluster: Cluster) -> int:
    if cluster.folder is None:
        raise SystemExit("Cet exercice tue un serveur : il refuse DATABASE_URL.")
    return int((cluster.folder / "cluster" / "data" / "postmaster.pid").read_text().splitlines()[0])


def rehearse(kills: int, seed: int) -> Tally:
    chance = random.Random(seed)  # noqa: S311 - moments of an exercise
    tally, cluster = Tally(), ensure_started()
    with psycopg.connect(cluster.admin_url, autocommit=True) as connection:
        connection.execute("create table acknowledged (number bigint primary key)")
        tally.version = str(connection.info.parameter_status("server_version"))
    for number in range(kills):
        rows, cluster, seconds = kill_once(cluster, number * 100_000_000, chance.uniform(0.2, 1.5))
        tally.acknowledged |= rows
        tally.restarts.append(seconds)
        print(f"  {number + 1}/{kills} : {len(rows)} lignes confirmées, reprise en {seconds:.2f} s", flush=True)
    with psycopg.connect(cluster.admin_url) as connection:
        kept = {row[0] for row in connection.execute("select number from acknowledged")}
    tally.lost = tally.acknowledged - kept
    cluster.stop()
    return tally


def report(tally: Tally, seed: int) -> str:
    slowest, median = max(tally.restarts), statistics.median(tally.restarts)
    return f"""# Exercice : PostgreSQL tué en pleine écriture

Engendré par `make drill` (`tools/drill_cluster.py`), graine {seed}, le {datetime.now(UTC):%d/%m/%Y}.

{WRITERS} connexions écrivent une ligne par transaction ; le serveur du projet est tué sans préavis (`kill -9`) à un
moment tiré de la graine, puis repris par le même code que `make run`. Une ligne compte dès que PostgreSQL l'a
confirmée.

| Mesure | Valeur |
|---|---|
| Serveur | PostgreSQL {tally.version}, {platform.system()} {platform.machine()}, {os.cpu_count()} cœurs |
| Morts subies | {len(tally.restarts)} |
| Lignes confirmées | {len(tally.acknowledged)} |
| **Lignes confirmées puis perdues** | **{len(tally.lost)}** |
| Reprise, médiane | {median:.2f} s |
| Reprise, la plus longue | {slowest:.2f} s |

Ce que cet exercice ne montre pas : une coupure de courant (le disque est resté alimenté), ni une machine perdue.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=20260401)
    asked = parser.parse_args()
    os.environ.pop("DATABASE_URL", None)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o711)
        os.environ["SOCLE_STATE"] = str(Path(folder) / "state")
        tally = rehearse(asked.kills, asked.seed)
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text(report(tally, asked.seed))
    print(f"  {len(tally.acknowledged)} confirmées, {len(tally.lost)} perdues ; docs/drills/cluster.md")
    raise SystemExit(1 if tally.lost else 0)


if __name__ == "__main__":
    main()
