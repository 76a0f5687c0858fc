"""Run the tests kept for rehearsals (deep properties, large trees, kills of the sealer) and say what they showed.

Writes docs/drills/tests.md. The journeys have a drill of their own (tools/drill_pages.py).

    python tools/drill_tests.py [--seed 20260401]
"""

from __future__ import annotations

import argparse
import platform
import re
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REPORT = ROOT / "docs" / "drills" / "tests.md"
SUITES = {
    "Règles, en profondeur": ("-p", "no:django", "tests/domain"),
    "PostgreSQL : morts du scelleur, charges": (
        "tests",
        "--ignore=tests/domain",
        "--ignore=tests/journeys",
        "--ignore=tests/habilitations/test_interleavings_deep.py",
        "--ignore=tests/habilitations/test_machine.py",
        "--ignore=tests/regress/test_absent.py",
    ),
}
CLOSING = re.compile(r"=* ?(?P<said>[^=]*(?:passed|failed|error)[^=]*?) ?=*$")


def run(arguments: tuple[str, ...], seed: int) -> tuple[str, float, int]:
    """The closing line of a suite, its seconds and its exit code."""
    start = time.monotonic()
    command = [sys.executable, "-m", "pytest", "-q", "-m", "drill", f"--randomly-seed={seed}", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    said = next(
        (found["said"] for line in reversed(done.stdout.splitlines()) if (found := CLOSING.search(line))), "rien"
    )
    if done.returncode:
        print(done.stdout[-3000:], file=sys.stderr)
    return said.strip(), time.monotonic() - start, done.returncode


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=20260401)
    seed = parser.parse_args().seed
    worst, lines = 0, []
    for name, arguments in SUITES.items():
        said, seconds, code = run(arguments, seed)
        print(f"{name} : {said} ({seconds:.0f} s)", flush=True)
        lines.append(f"| {name} | {said} | {seconds:.0f} s |")
        worst = max(worst, code)
    REPORT.write_text(
        "# Exercice : les répétitions longues\n\n"
        f"Engendré par `make drill` (`tools/drill_tests.py`), graine {seed}, le {datetime.now(UTC):%d/%m/%Y}, "
        f"sur {platform.system()} {platform.machine()}.\n\n"
        "| Suite | Résultat | Durée |\n|---|---|---|\n" + "\n".join(lines) + "\n",
        encoding="utf-8",
    )
    return worst


if __name__ == "__main__":
    sys.exit(main())
