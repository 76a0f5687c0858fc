"""Every check of a file, in order; nothing is stored before the verdict."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass

from socle.files import antivirus
from socle.files.domain.findings import Check, Outcome, Verdict, verdict
from socle.files.domain.kinds import PDF, FileCode, FileState, Kind, admitted, kind_of

SECONDS = 30.0
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}


@dataclass(frozen=True, slots=True)
class Examined:
    """The verdict, the kind that the content tells, and what may be kept of it."""

    verdict: Verdict
    kind: Kind | None
    kept: bytes


def examine(name: str, content: bytes) -> Examined:
    """Name, size and first bytes, then what is inside, then the antivirus; the first fault ends it."""
    kind = kind_of(content)
    allowed = admitted(name, content)
    if not allowed or kind is None:
        failed = Check("name and kind", Outcome.FAILED, allowed.code)
        return Examined(Verdict(FileState.REFUSED, allowed, (failed,)), kind, b"")
    inside, kept = inspect(content, kind)
    checks = [Check("name and kind", Outcome.PASSED), inside]
    if inside.outcome is Outcome.PASSED:
        checks.append(antivirus.scan(content, antivirus.address()))
    return Examined(verdict(checks), kind, kept)


def composed(content: bytes) -> Examined:
    """A PDF that this portal has just made: nobody else wrote in it."""
    return Examined(verdict([Check("composed here", Outcome.PASSED)]), PDF, content)


def inspect(content: bytes, kind: Kind) -> tuple[Check, bytes]:
    """What a process of its own, with bounded memory and time, reads in the file."""
    command = [sys.executable, "-m", "socle.files.inspection", kind.code]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, nothing from outside in the command
            command, input=content, capture_output=True, timeout=SECONDS, env=ENVIRONMENT, check=False
        )
    except subprocess.TimeoutExpired:
        return Check("content", Outcome.FAILED, FileCode.BOMB), b""
    if done.returncode:
        return Check("content", Outcome.FAILED, FileCode.BOMB if done.returncode < 0 else FileCode.UNREADABLE), b""
    head, _, kept = done.stdout.partition(b"\n")
    found = json.loads(head)
    if found:
        return Check("content", Outcome.FAILED, found["code"], found["detail"]), b""
    return Check("content", Outcome.PASSED), kept
