"""ClamAV, when the server has it: the content goes to clamd by its socket (INSTREAM); absent is said, never hidden."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from socle.files.domain.findings import Check, Outcome
from socle.files.domain.kinds import FileCode

USUAL = ("/var/run/clamav/clamd.ctl", "/run/clamav/clamd.ctl")
CHUNK, SECONDS = 65_536, 30.0
NAME = "antivirus"


def address() -> str:
    """The socket of clamd: by setting, else where Debian puts it; empty when the server has none."""
    wanted: str = settings.CLAMD_SOCKET
    return wanted or next((path for path in USUAL if Path(path).exists()), "")


def scan(content: bytes, at: str) -> Check:
    """What ClamAV says; absent without a socket, unavailable when it does not answer."""
    if not at:
        return Check(NAME, Outcome.ABSENT)
    try:
        answer = _asked(content, at)
    except OSError:
        return Check(NAME, Outcome.UNAVAILABLE)
    if answer.endswith(b"OK"):
        return Check(NAME, Outcome.PASSED)
    if answer.endswith(b"FOUND"):
        return Check(NAME, Outcome.FAILED, FileCode.VIRUS, answer.decode(errors="replace"))
    return Check(NAME, Outcome.UNAVAILABLE, detail=answer.decode(errors="replace"))


def _asked(content: bytes, at: str) -> bytes:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as clamd:
        clamd.settimeout(SECONDS)
        clamd.connect(at)
        clamd.sendall(b"zINSTREAM\0")
        for part in _parts(content):
            clamd.sendall(len(part).to_bytes(4, "big") + part)
        clamd.sendall(b"\0\0\0\0")
        return clamd.recv(4096).rstrip(b"\0\n ")


def _parts(content: bytes) -> Iterator[bytes]:
    return (content[start : start + CHUNK] for start in range(0, len(content), CHUNK))
