"""Copy from node_modules the front assets to the theme, the official communes to `organismes`: none is committed.

`src/socle/theme/icons.txt` names the outline icons, one a line; the licence of each package goes with it.
"""

from __future__ import annotations

import gzip
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "src" / "socle" / "theme" / "static" / "vendor"
TERRITORY = ROOT / "src" / "socle" / "organismes" / "vendor"
ICON_LIST = ROOT / "src" / "socle" / "theme" / "icons.txt"
FILES = {
    "@tabler/core/dist/css/tabler.min.css": "tabler.min.css",
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "htmx.org/LICENSE": "htmx.LICENSE",
    "@tabler/icons/LICENSE": "icons.LICENSE",
}
COMMUNES = MODULES / "@etalab" / "decoupage-administratif"
TERRITORY_FILES = {
    COMMUNES / "data" / "communes.json": TERRITORY / "communes.json",
    COMMUNES / "data" / "epci.json": TERRITORY / "epci.json",
    COMMUNES / "LICENSE": TERRITORY / "LICENSE",
}


def icon_names() -> list[str]:
    """The names of the list, comments and blank lines aside."""
    if not ICON_LIST.is_file():
        return []
    lines = (line.partition("#")[0].strip() for line in ICON_LIST.read_text().splitlines())
    return [line for line in lines if line]


def wanted() -> dict[Path, Path]:
    """Each source in node_modules with its place in the theme."""
    files = {MODULES / source: VENDOR / target for source, target in FILES.items()}
    outline = MODULES / "@tabler" / "icons" / "icons" / "outline"
    icons = {outline / f"{name}.svg": VENDOR / "icons" / f"{name}.svg" for name in icon_names()}
    return files | icons | TERRITORY_FILES


def copy() -> int:
    """Copy everything, or nothing when a file is missing; returns how many files."""
    files = wanted()
    missing = [source.relative_to(MODULES) for source in files if not source.is_file()]
    if missing:
        names = "\n".join(f"  - {name}" for name in missing)
        raise SystemExit(
            f"Ces fichiers manquent dans node_modules :\n{names}\n"
            "À faire : corrigez le nom dans src/socle/theme/icons.txt, ou lancez « npm ci » puis « make assets »."
        )
    shutil.rmtree(VENDOR, ignore_errors=True)
    shutil.rmtree(TERRITORY, ignore_errors=True)
    for source, target in files.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        _drop_source_map(target)
        _compress(target)
    return len(files)


def _compress(path: Path) -> None:
    """The web server sends the compressed twin of a style or a script when there is one."""
    if path.suffix in {".css", ".js"}:
        path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))


def _drop_source_map(path: Path) -> None:
    """A source map is not copied: its mention would be a broken link for the static files' manifest."""
    if path.suffix in {".css", ".js"}:
        lines = path.read_text().splitlines(keepends=True)
        path.write_text("".join(line for line in lines if "sourceMappingURL=" not in line[:40]))


if __name__ == "__main__":
    sys.stdout.write(f"{copy()} fichiers copiés dans {VENDOR.relative_to(ROOT)} et {TERRITORY.relative_to(ROOT)}\n")
