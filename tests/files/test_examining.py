"""A file is what its name says, and nothing in it runs, hides or overflows; else it is refused (reliability.md §3.4, F1)."""

from __future__ import annotations

import io
import socketserver
import threading
import time

import pytest
from PIL import Image

from socle.files import antivirus
from socle.files.domain.kinds import FileCode, FileState
from socle.files.examining import examine
from socle.papers.printing import print_html
from tests.files import hostile

GIF = b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("vide.pdf", b"", FileCode.EMPTY),
        ("polyglotte.pdf", GIF, FileCode.UNKNOWN),
        ("dessin.png", SVG, FileCode.UNKNOWN),
        ("archive.pdf", hostile.ZIP, FileCode.UNKNOWN),
        ("décalé.pdf", b"GIF89a" + hostile.pdf(), FileCode.UNKNOWN),
        ("scan.png", hostile.pdf(), FileCode.MISNAMED),
        ("scan.pdf.exe", hostile.pdf(), FileCode.MISNAMED),
        ("trop.png", hostile.image("PNG") + b"\0" * 10_000_001, FileCode.TOO_BIG),
        ("bombe.png", hostile.png_bomb(), FileCode.BOMB),
        ("coupé.png", hostile.image("PNG")[:40], FileCode.UNREADABLE),
        ("script.pdf", hostile.JAVASCRIPT, FileCode.ACTIVE),
        ("caché.pdf", hostile.HIDDEN_JAVASCRIPT, FileCode.ACTIVE),
        ("programme.pdf", hostile.LAUNCH, FileCode.ACTIVE),
        ("joint.pdf", hostile.EMBEDDED, FileCode.ACTIVE),
        ("automatique.pdf", hostile.AUTOMATIC, FileCode.ACTIVE),
        ("double.pdf", hostile.pdf(after=hostile.ZIP), FileCode.TRAILING),
        ("cassé.pdf", b"%PDF-1.7\nrien\n%%EOF", FileCode.UNREADABLE),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_hostile_file_is_refused(name, content, code):
    found = examine(name, content)

    assert found.verdict.state is FileState.REFUSED
    assert found.verdict.decision.code == code
    assert found.verdict.decision.reason
    assert found.verdict.decision.fix
    assert found.kept == b""


def test_a_pdf_that_inflates_is_refused_within_its_memory_and_time():
    began = time.monotonic()
    found = examine("gonflé.pdf", hostile.inflated_pdf())

    assert found.verdict.state is FileState.REFUSED
    assert time.monotonic() - began < 15


def test_a_plain_pdf_and_our_own_papers_are_kept_as_they_are():
    link = '<html lang="fr"><head><title>x</title></head><body><h1>x</h1><a href="https://exemple.example">y</a></body></html>'
    for content in (hostile.pdf(), print_html(link)):
        found = examine("papier.PDF", content)
        assert found.verdict.state is FileState.CLEAN, found.verdict
        assert found.kept == content


def test_an_image_is_written_again_without_what_it_carried():
    exif = Image.Exif()
    exif[0x010E] = "lieu secret"
    carried = hostile.image("JPEG", exif=exif) + b"PK\x03\x04 archive cachee"

    found = examine("photo.jpg", carried)

    assert found.verdict.state is FileState.CLEAN
    assert b"lieu secret" not in found.kept
    assert b"PK\x03\x04" not in found.kept
    assert Image.open(io.BytesIO(found.kept)).size == (20, 10)


class Clamd(socketserver.StreamRequestHandler):
    """Answers as clamd does to INSTREAM: found when EICAR is in the stream."""

    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while size := int.from_bytes(self.rfile.read(4), "big"):
            content += self.rfile.read(size)
        self.wfile.write(b"stream: Eicar FOUND\0" if hostile.EICAR in content else b"stream: OK\0")


@pytest.fixture
def clamd(tmp_path):
    where = str(tmp_path / "clamd.ctl")
    with socketserver.UnixStreamServer(where, Clamd) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield where
        server.shutdown()


def test_the_antivirus_refuses_what_it_knows_and_its_silence_makes_wait(clamd, settings, tmp_path):
    infected = hostile.pdf(extra=f"null % {hostile.EICAR.decode()}")
    said = {}
    for where in (clamd, str(tmp_path / "absent.ctl")):
        settings.CLAMD_SOCKET = where
        said[where] = [examine("x.pdf", content).verdict for content in (hostile.pdf(), infected)]

    (clean, refused), (waits, _) = said.values()
    assert clean.state is FileState.CLEAN
    assert clean.checks[-1].said()["outcome"] == "passed"
    assert refused.decision.code == FileCode.VIRUS
    assert waits.state is FileState.QUARANTINED
    assert "n'est pas encore servi" in waits.decision.reason


def test_a_server_without_antivirus_says_so(settings):
    settings.CLAMD_SOCKET = ""
    found = examine("x.pdf", hostile.pdf())

    assert found.verdict.checks[-1].name == antivirus.NAME
    assert found.verdict.checks[-1].outcome.value in {"absent", "passed"}
