"""The commands and locks of a clone: few, and without an address or a machine's path."""

import re
import stat
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = [*sorted((ROOT / "requirements").glob("*.lock")), ROOT / "package-lock.json"]
ADDRESS = re.compile(r"https?://|file:|--index-url|--find-links|\"resolved\"")
MACHINE_PATH = re.compile(r"(?<![\w.~])/(?:home|root|work|Users)/[a-z]")


def targets() -> list[str]:
    return re.findall(r"^([a-z0-9]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)


def tracked() -> list[Path]:
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in names.split("\0") if name and (ROOT / name).is_file()]


def pins(name: str) -> dict[str, str]:
    text = (ROOT / "requirements" / name).read_text()
    return dict(re.findall(r"^([a-z0-9_.-]+)==([^\s;]+)", text, re.MULTILINE))


def test_there_are_at_most_twelve_commands():
    assert len(targets()) <= 12


def test_make_alone_lists_every_command():
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert [name for name in targets() if name != "help" and f"make {name} " not in listed] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_holds_no_address(lock):
    assert ADDRESS.findall(lock.read_text()) == []


@pytest.mark.parametrize("lock", LOCKS[:-1], ids=lambda path: path.name)
def test_every_locked_version_has_a_hash(lock):
    entries = re.split(r"^(?=[a-z0-9])", lock.read_text(), flags=re.MULTILINE)[1:]
    assert entries
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_tests_run_on_the_versions_of_the_service():
    run, test = pins("run.lock"), pins("test.lock")
    assert {name: version for name, version in run.items() if test.get(name) != version} == {}


def test_no_tracked_file_names_a_path_of_one_machine():
    texts = [path for path in tracked() if path.suffix not in {".png", ".woff2", ".ico", ".pdf"}]
    found = {path.name for path in texts if MACHINE_PATH.search(path.read_text(errors="replace"))}
    assert found == set()


def test_ci_runs_the_two_commands_and_nothing_else():
    path = ROOT / ".ci" / "run"
    assert path.stat().st_mode & stat.S_IXUSR
    assert re.findall(r"^make .*", path.read_text(), re.MULTILINE) == ["make check", "make test"]


def test_the_help_of_every_command_is_in_french():
    """The commands of Django are left as they speak."""
    said = (ROOT / "docs/generated/cli.md").read_text(encoding="utf-8")
    assert "Usage : socle [OPTIONS] COMMANDE [ARGUMENTS]..." in said
    assert "[obligatoire]" in said
    english = ("Usage:", "Options:", "Commands:", "Show this message", "[required]", "[default:", " TEXT ", "[ARGS]")
    assert [word for word in english if word in said] == []
