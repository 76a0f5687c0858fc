"""A paper is a tagged PDF that says its language and title, fetches nothing, and says why when it cannot be made."""

from __future__ import annotations

import re
import sys
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from socle.kernel.decision import Refused
from socle.papers import printing
from socle.papers.printing import pdf_of, print_html
from socle.papers.seal import Seal

SEAL = Seal(
    "habilitations", 1234, "c2lsZW5jZSwgb24gc2NlbGxlIDoyIG9jdGV0cyBpY2k=", datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
)
TABLE = """<!DOCTYPE html><html lang="fr"><head><title>Essai</title></head><body><h1>Essai</h1>
<table><caption>Droits</caption><thead><tr><th scope="col">Personne</th></tr></thead>
<tbody><tr><td>Ève Fictive</td></tr></tbody></table>%s</body></html>"""


def objects(pdf: bytes) -> bytes:
    """Everything the PDF says, its compressed streams opened."""
    found = [pdf]
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            found.append(zlib.decompressobj().decompress(stream))
        except zlib.error:
            continue
    return b"\n".join(found)


def test_a_paper_is_tagged_and_says_its_language_and_title():
    said = objects(pdf_of("papers/base.html", {}, title="Revue des habilitations", seal=SEAL))

    assert said.startswith(b"%PDF-")
    for mark in (
        b"/StructTreeRoot",
        b"/MarkInfo",
        b"/Marked true",
        b"/Lang (fr)",
        b"/DisplayDocTitle true",
        b"pdfuaid",
    ):
        assert mark in said, mark
    assert "Revue des habilitations".encode("utf-16-be") in said or b"Revue des habilitations" in said
    for tag in (b"/H1", b"/H2", b"/P", b"/Figure", b"/Alt"):
        assert tag in said, tag


def test_a_table_keeps_its_headers():
    said = objects(print_html(TABLE % ""))

    for tag in (b"/Table", b"/TH", b"/TD", b"/Caption", b"/Headers"):
        assert tag in said, tag


@pytest.mark.parametrize(
    "address", ["file:///etc/hostname", "http://127.0.0.1:9/x.png", "https://partenaire.example/x.png"]
)
def test_a_paper_fetches_nothing(address):
    said = print_html(TABLE % f'<img alt="" src="{address}"><link rel="attachment" href="{address}">')

    assert b"EmbeddedFile" not in said
    assert b"/Subtype /Image" not in said


def test_the_qr_code_says_the_checkpoint():
    assert SEAL.says == f"habilitations 1234 {SEAL.root}"
    assert SEAL.qr.startswith("data:image/svg+xml")


def test_a_server_without_pango_says_the_command(monkeypatch, tmp_path):
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library libpango-1.0-0')")
    monkeypatch.setattr(printing, "PASSED_ON", (*printing.PASSED_ON, "PYTHONPATH"))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    with pytest.raises(Refused, match="libpango") as refused:
        print_html(TABLE % "")

    assert "apt-get install -y libpango-1.0-0" in refused.value.decision.fix


def test_a_paper_that_takes_too_long_is_refused():
    with pytest.raises(Refused, match="trop long"):
        print_html(TABLE % "", longest=0.01)


def test_the_press_runs_without_the_portal():
    assert "django" not in Path(printing.__file__).with_name("press.py").read_text()
    assert Path(sys.executable).exists()
