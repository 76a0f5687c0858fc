"""Verify a signed PDF in a process apart, against the roots of this portal and those of its settings."""

from __future__ import annotations

import json
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import Certificate, load_pem_x509_certificates

from socle.papers.pades.authority import root_of
from socle.papers.pades.checking import UNREADABLE
from socle.papers.pades.report import Report, read_report

SECONDS = 60.0
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}


def verify(pdf: bytes, *, state: Path, folder: str, at: datetime) -> Report:
    """What the signatures of a PDF are worth; `folder` holds the roots that the portal trusts, as PEM files."""
    own = root_of(state)
    asked = {
        "roots": [_text(one) for one in roots_in(folder)],
        "fictional": [_text(own)] if own else [],
        "at": at.isoformat(),
    }
    try:
        done = subprocess.run(
            [sys.executable, "-m", "socle.papers.pades.checking"],
            input=json.dumps(asked).encode() + b"\n" + pdf,
            capture_output=True,
            timeout=SECONDS,
            env=ENVIRONMENT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Report(sha256(pdf).hexdigest(), 0, (), problem=UNREADABLE)
    if done.returncode:
        return Report(sha256(pdf).hexdigest(), 0, (), problem=UNREADABLE)
    return read_report(json.loads(done.stdout))


def roots_in(folder: str) -> Iterable[Certificate]:
    """The authorities of the settings; none when no folder is given."""
    for path in sorted(Path(folder).glob("*.pem")) if folder else ():
        yield from load_pem_x509_certificates(path.read_bytes())


def _text(certificate: Certificate) -> str:
    return b64encode(certificate.public_bytes(Encoding.DER)).decode()
