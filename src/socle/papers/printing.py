"""A template becomes a tagged PDF, prepared for PDF/UA: language, title, headings, page numbers (experience.md).

The engine runs in a process of its own: it reads what people wrote, so it holds no key and no connection, fetches
nothing, and its memory and its time are bounded.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from enum import StrEnum
from os import environ

from django.template.loader import render_to_string

from socle.kernel.decision import refuse
from socle.papers.exits import IS_MISSING
from socle.papers.seal import Seal

LONGEST = 120  # seconds: some two thousand lines of a table
PASSED_ON = ("PATH", "HOME", "XDG_CACHE_HOME", "LANG", "LD_LIBRARY_PATH")
PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core"


class PrintCode(StrEnum):
    """Why no PDF comes out; traced."""

    MISSING = "printing_library_missing"
    TOO_LONG = "printing_too_long"


LIBRARY_MISSING = refuse(
    PrintCode.MISSING,
    "Les documents PDF ne peuvent pas être composés : la bibliothèque libpango manque sur ce serveur.",
    fix=f"L'administrateur du serveur lance « apt-get install -y {PACKAGES} », puis recommencez : rien n'est perdu.",
)
TOO_LONG = refuse(
    PrintCode.TOO_LONG,
    "Ce document est trop long pour être composé en PDF.",
    fix="Filtrez la liste, ou exportez-la dans un tableur.",
)


def pdf_of(template: str, context: Mapping[str, object], *, title: str, seal: Seal | None = None) -> bytes:
    """The PDF of a template that extends `papers/base.html`; Refused when the server cannot print it."""
    return print_html(render_to_string(template, {**context, "title": title, "seal": seal}))


def print_html(html: str, *, longest: float = LONGEST) -> bytes:
    """The tagged PDF of a whole page of HTML that says its language and title."""
    command = [sys.executable, "-m", "socle.papers.press"]
    kept = {name: environ[name] for name in PASSED_ON if name in environ}
    try:
        done = subprocess.run(  # noqa: S603 - our own module, nothing from outside in the command
            command, input=html.encode(), capture_output=True, timeout=longest, env=kept, check=False
        )
    except subprocess.TimeoutExpired:
        TOO_LONG.or_raise()
        raise
    if done.returncode == IS_MISSING:
        LIBRARY_MISSING.or_raise()
    if done.returncode:
        raise RuntimeError(f"the press stopped with {done.returncode}: {done.stderr.decode(errors='replace')[-2000:]}")
    return done.stdout
