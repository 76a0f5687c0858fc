"""The import contracts of `.importlinter` hold, and each one breaks when it should (house.md, « Laws »)."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import PRODUCT, ROOT, Source, sources

CONTRACTS = (ROOT / ".importlinter").read_text(encoding="utf-8")
WRITES = {"objects", "save", "delete", "_default_manager"}
DEMONSTRATION = {
    f"src/socle/site/demonstration/{name}.py"
    for name in ("drafts", "loading", "obligations", "questions", "rights", "saisines", "territory")
}


def lint(contracts: str, folder: Path) -> subprocess.CompletedProcess[str]:
    config = folder / "contracts"
    config.write_text(contracts, encoding="utf-8")
    command = [ROOT / ".venv/bin/lint-imports", "--config", config, "--cache-dir", folder / "cache", "--no-logo"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_every_contract_holds(tmp_path):
    answer = lint(CONTRACTS, tmp_path)
    assert answer.returncode == 0, answer.stdout


BREACHES = {
    "1 · the kernel": ("socle.kernel\n    socle.*.domain", "socle.conventions"),
    "2 · inside": ("    (web)\n    (actions)", "    (actions)\n    (web)\n    (nothing)"),
    "3 · rooms depend": ("    accounts\n    organismes", "    organismes\n    accounts"),
    "4 · the models": ("allowed_importers = socle.accounts", "allowed_importers = socle.kernel"),
}


@pytest.mark.parametrize(("contract", "change"), BREACHES.items(), ids=BREACHES)
def test_a_breach_breaks_its_contract(tmp_path, contract, change):
    assert change[0] in CONTRACTS
    answer = lint(CONTRACTS.replace(*change), tmp_path)
    broken = [line for line in answer.stdout.splitlines() if "BROKEN" in line]
    assert any(line.startswith(contract) for line in broken), answer.stdout


def test_every_room_has_its_contract_of_privacy():
    rooms = {path.parent.name for name in ("models", "web") for path in PRODUCT.glob(f"*/{name}*")}
    private = {room for room in rooms if f"[importlinter:contract:private-{room}]" in CONTRACTS}
    assert rooms - private == {"site", "theme"}


def foreign_rows(source: Source) -> Iterator[str]:
    """A row of another room, named through its queries, is read only: no query, no write."""
    foreign = {
        name
        for module, name in source.imports()
        if module.startswith("socle.") and module.split(".")[1] != source.room and name[:1].isupper()
    }
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr in WRITES and ast.unparse(node.value) in foreign:
            yield f"line {node.lineno}: {ast.unparse(node)}"


def test_rows_of_another_room_are_read_only():
    found = [
        f"{one.path}: {fault}" for one in sources() for fault in foreign_rows(one) if one.path not in DEMONSTRATION
    ]
    assert not found


def test_a_query_on_the_rows_of_another_room_is_seen():
    text = "from socle.organismes.queries import Membership\nMembership.objects.all()"
    assert list(foreign_rows(Source("src/socle/dossiers/actions/consulting.py", text)))
