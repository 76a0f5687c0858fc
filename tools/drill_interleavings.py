"""Play the races of the ledger finer and between more connections than `make test` does, and say how many orders held.

Writes docs/drills/interleavings.md.

    python tools/drill_interleavings.py [--seed 20260401] [--sampled 100]
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REPORT = ROOT / "docs" / "drills" / "interleavings.md"
TESTS = "tests/habilitations/test_interleavings_deep.py"
COLUMNS = ("schedules", "steps", "waits", "retries")
HEAD = "| Rencontre | Ordres joués | Pas | Attentes d'un verrou | Reprises |\n|---|---|---|---|---|\n"


def play(seed: int, sampled: int) -> tuple[list[dict[str, str | int]], int, float]:
    """What each case showed, the exit code of the tests and their seconds."""
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "record.jsonl"
        told = {"SOCLE_DRILL_RECORD": str(record), "SOCLE_DRILL_SEED": str(seed), "SOCLE_DRILL_SAMPLED": str(sampled)}
        command = [sys.executable, "-m", "pytest", "-q", "-m", "drill", "-p", "no:randomly", TESTS]
        code = subprocess.run(command, cwd=ROOT, env=os.environ | told, check=False).returncode
        lines = record.read_text(encoding="utf-8").splitlines() if record.exists() else []
    return [json.loads(line) for line in lines], code, time.monotonic() - start


def table(cases: list[dict[str, str | int]]) -> str:
    return "".join(f"| {one['case']} | {' | '.join(str(one.get(name, 0)) for name in COLUMNS)} |\n" for one in cases)


def report(rows: list[dict[str, str | int]], seed: int, sampled: int, code: int, seconds: float) -> str:
    families: dict[str, list[dict[str, str | int]]] = defaultdict(list)
    for row in rows:
        families[str(row["family"])].append(row)
    tables = [f"\n## {family[0].upper()}{family[1:]}\n\n{HEAD}{table(cases)}" for family, cases in families.items()]
    total = sum(int(row["schedules"]) for row in rows)
    verdict = "aucun ordre ne contredit" if code == 0 else "**un ordre au moins contredit**"
    return f"""# Exercice : tous les ordres possibles

Joué par `tools/drill_interleavings.py` (dans `make drill`), graine {seed}, {sampled} ordres tirés par rencontre, le
{datetime.now(UTC):%d/%m/%Y}, sur {platform.system()} {platform.machine()}, {os.cpu_count()} cœurs, en {seconds:.0f} s.

Deux ou trois connexions PostgreSQL jouent les vraies actions du produit, arrêtées avant chaque pas ; celle que
PostgreSQL fait attendre (`pg_blocking_pids`) est laissée de côté jusqu'à son verrou. Après chaque pas : aucun siège de
trop, aucun siège tenu par deux personnes, aucun droit sans son siège. À la fin, le résultat est celui d'un ordre où
chacun passe à son tour, et cet ordre respecte qui avait fini avant que l'autre commence.

**{total} ordres joués : {verdict} ces règles.**
{"".join(tables)}
Le témoin, qui doit échouer : sans le verrou du compteur ni la contrainte d'exclusion, dans une base jetable,
l'énumération donne deux fois le dernier siège :
`test_without_lock_nor_constraint_a_schedule_gives_the_last_seat_twice`.
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=20260401)
    parser.add_argument("--sampled", type=int, default=100)
    asked = parser.parse_args()
    rows, code, seconds = play(asked.seed, asked.sampled)
    REPORT.write_text(report(rows, asked.seed, asked.sampled, code, seconds), encoding="utf-8")
    print(f"  {sum(int(row['schedules']) for row in rows)} ordres ; docs/drills/interleavings.md")
    return code


if __name__ == "__main__":
    sys.exit(main())
