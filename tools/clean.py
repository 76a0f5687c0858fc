"""Remove what the project made on this machine: its server and base, environments, caches."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from socle.database.cluster import file_lock, find, state_path  # noqa: E402 - found beside, without installing

MADE = (
    *(".venv", "node_modules", "src/socle/theme/static/vendor", "src/socle/organismes/vendor"),
    *("tests/screenshots", "htmlcov", ".coverage"),
    *(".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis", ".import_linter_cache", "src/socle.egg-info"),
)


def remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    elif path.exists():
        path.unlink()
    else:
        return
    print(f"  effacé : {path}")


def clean() -> None:
    state = state_path()
    if state.is_dir():
        with file_lock(state / "portal.lock") as is_free:
            if not is_free:
                raise SystemExit("Le portail tourne encore : arrêtez-le (Ctrl-C dans son terminal) et recommencez.")
            if cluster := find():
                cluster.stop()
            remove(state)
    for name in MADE:
        remove(ROOT / name)


if __name__ == "__main__":
    clean()
