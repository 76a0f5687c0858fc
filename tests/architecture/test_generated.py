"""Generated documents say what the code says (style.md, law 5).

A command keeps the help option of whoever calls it first: tests go through the whole program, never a command alone.
"""

from __future__ import annotations

from pathlib import Path

from socle.site import generated
from tests.architecture.sources import ROOT


def test_generated_documents_are_fresh(db):
    assert not generated.stale(ROOT), "run « make docs » and read the difference"


def test_a_stale_or_stray_document_is_seen(db, tmp_path):
    assert len(generated.write(tmp_path)) == len(generated.documents())
    assert not generated.stale(tmp_path)
    roles, stray = Path("docs/generated/roles.md"), Path("docs/generated/old.md")
    (tmp_path / roles).write_text("autre chose", encoding="utf-8")
    (tmp_path / stray).write_text("plus rien ne l'écrit", encoding="utf-8")
    assert generated.stale(tmp_path) == [str(roles), str(stray)]
