"""Import five thousand lines, thirty-seven of them faulty, with a real worker killed in the middle; count every row.

Writes docs/drills/import.md. A database of its own, dropped after.

    python tools/drill_import.py [--lines 5000] [--kills 3]
"""

from __future__ import annotations

import argparse
import os
import platform
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from workbench import own_database

ROOT = Path(__file__).resolve().parent.parent
REPORT = ROOT / "docs" / "drills" / "import.md"
DATABASE = "socle_drill_import"
TWICE = """
select (select count(*) from (select lower(email) from organismes_membership group by lower(email)
                              having count(*) > 1) people)
     + (select count(*) from (select membership_id, service, profile from habilitations_habilitation
                              group by 1, 2, 3 having count(*) > 1) rights)
     + (select count(*) from (select bucket_id, slot from habilitations_seathold group by 1, 2
                              having count(*) > 1) seats)
"""


@dataclass
class Tally:
    """What the exercise showed."""

    preview: float = 0.0
    announced: Counter[str] = field(default_factory=Counter)
    killed_at: list[int] = field(default_factory=list)
    applied: float = 0.0
    counts: dict[str, int] = field(default_factory=dict)
    again: Counter[str] = field(default_factory=Counter)
    mended: int = 0


def worker() -> subprocess.Popen[bytes]:
    environment = {name: value for name, value in os.environ.items() if name != "SOCLE_PROCESS_ROLE"}
    command = [sys.executable, "-m", "socle.site.cli", "worker"]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def one(sql: str, *values: object) -> int:
    connection = import_module("django.db").connection
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return int(cursor.fetchone()[0])


def done(batch: object) -> int:
    return one("select count(*) from habilitations_importrow where batch_id = %s and done_at is not null", batch)


def is_over(batch: object) -> bool:
    return one("select count(*) from habilitations_import where id = %s and state in ('done', 'refused')", batch) == 1


def apply_with_kills(batch: object, total: int, kills: int, tally: Tally) -> None:
    """Start the worker, kill it without notice as many times as asked, then let it finish."""
    start, running = time.monotonic(), worker()
    marks = [total * (rank + 1) // (kills + 1) for rank in range(kills)]
    try:
        while not is_over(batch):
            time.sleep(0.25)
            if marks and done(batch) >= marks[0]:
                marks.pop(0)
                running.send_signal(signal.SIGKILL)
                running.wait()
                tally.killed_at.append(done(batch))
                print(f"  tué à {tally.killed_at[-1]} lignes", flush=True)
                running = worker()
    finally:
        running.terminate()
        with suppress(subprocess.TimeoutExpired):
            running.wait(30)
    tally.applied = time.monotonic() - start


def rehearse(lines: int, rights: int, kills: int) -> Tally:
    tally = Tally()
    files = import_module("tests.habilitations.importing.files")
    body = import_module("tests.habilitations.bodies").partner(people=1, replaced={"max = 12": "max = 6000"})
    rows = import_module("tests.habilitations.importing.large").large(lines, rights)
    start = time.monotonic()
    batch = files.sent(body.principal, rows)
    tally.preview = time.monotonic() - start
    tally.announced = Counter(files.outcomes(batch, body.principal))
    print(f"  aperçu en {tally.preview:.1f} s : {dict(tally.announced)}", flush=True)
    files.launched(batch, body.principal)
    apply_with_kills(batch.id, tally.announced["create"], kills, tally)
    tally.counts = {
        "personnes inscrites": one("select count(*) from traces_staged_trace where tag = 'organisme:person:created'"),
        "droits ouverts": one("select count(*) from habilitations_habilitation"),
        "sièges pris": one("select count(*) from habilitations_seathold"),
        "comptes créés": one("select count(*) from accounts_account"),
        "messages mis en attente": one("select count(*) from notifications_message"),
        "lignes faites": done(batch.id),
        "faits en double": one(TWICE),
    }
    corrected = import_module("socle.habilitations.queries.importing.pages").corrected(batch)
    tally.mended = sum(1 for _ in corrected.rows)
    tally.again = Counter(files.outcomes(files.sent(body.principal, rows), body.principal))
    return tally


def report(tally: Tally, lines: int) -> str:
    counted = "\n".join(f"| {name.capitalize()} | {number} |" for name, number in tally.counts.items())
    expected = tally.announced["create"]
    return f"""# Exercice : un import de {lines} lignes, et le travailleur tué

Engendré par `make drill` (`tools/drill_import.py`), le {datetime.now(UTC):%d/%m/%Y}, sur {platform.system()} \
{platform.machine()}, {os.cpu_count()} cœurs partagés.

Un fichier de {lines} lignes, dont {tally.announced["error"]} fautives, inscrit des personnes et ouvre des droits. Le
processus qui l'applique est tué sans préavis (`kill -9`) puis relancé ; l'import reprend seul, à la minute suivante au
plus tard.

| Mesure | Valeur |
|---|---|
| Aperçu, sièges comptés sur tout le fichier | {tally.preview:.1f} s |
| Annoncé | {expected} à créer, {tally.announced["error"]} à corriger |
| Morts subies, à (lignes faites) | {", ".join(map(str, tally.killed_at)) or "aucune"} |
| Application, attentes de reprise comprises | {tally.applied:.0f} s |
{counted}
| Lignes du fichier à corriger | {tally.mended} |
| Même fichier envoyé de nouveau | {tally.again["ignore"]} déjà ainsi, {tally.again["error"]} à corriger |
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, default=5_000)
    parser.add_argument("--rights", type=int, default=500, help="how many lines also open a right")
    parser.add_argument("--kills", type=int, default=3)
    asked = parser.parse_args()
    with own_database(DATABASE):
        tally = rehearse(asked.lines, asked.rights, asked.kills)
    REPORT.write_text(report(tally, asked.lines), encoding="utf-8")
    print(report(tally, asked.lines))
    expected = tally.announced["create"]
    is_exact = tally.counts["personnes inscrites"] == expected and not tally.counts["faits en double"]
    return 0 if is_exact and tally.again["create"] == 0 else 1


if __name__ == "__main__":
    raise SystemExit(main())
