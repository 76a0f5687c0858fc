"""Write every lock file again: names, versions and hashes only, nothing younger than seven days."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON_LOCKS = ("run", "test", "postgres", "node", "bootstrap")
OLDEST_PYTHON = "3.11"
QUARANTINE = timedelta(days=7)


def lock_python(name: str) -> None:
    source = f"requirements/{name}.in"
    same_versions = ["--constraints", "requirements/run.lock"] if name == "test" else []
    subprocess.run(
        [
            *(str(Path(sys.executable).with_name("uv")), "pip", "compile", source, "-o", f"requirements/{name}.lock"),
            *("--universal", "--python-version", OLDEST_PYTHON, "--generate-hashes", "--quiet", *same_versions),
            *("--no-header", "--no-emit-index-url", "--no-emit-find-links", "--upgrade"),
            *("--exclude-newer", f"{datetime.now(UTC) - QUARANTINE:%Y-%m-%d}"),
        ],
        cwd=ROOT,
        check=True,
    )


def lock_node() -> None:
    """The lock of npm without the sponsors' addresses it copies from each package."""
    subprocess.run(["npm", "install", "--package-lock-only"], cwd=ROOT, check=True)
    path = ROOT / "package-lock.json"
    lock = json.loads(path.read_text())
    for package in lock["packages"].values():
        package.pop("funding", None)
    path.write_text(json.dumps(lock, indent=2) + "\n")


if __name__ == "__main__":
    for lock in PYTHON_LOCKS:
        print(f"requirements/{lock}.lock")
        lock_python(lock)
    print("package-lock.json")
    lock_node()
