"""A file joined to a case: examined before anything is written, kept encrypted, named after the case and nobody.

Source: reliability.md 3.4 (uploads). The name a file came with may say whose paper it is: it is not kept.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from socle.database.transactions import run
from socle.files.actions import Handed, receive
from socle.files.domain.kinds import MOST_BYTES, extension_of, too_big
from socle.files.examining import Examined, examine
from socle.files.queries import StoredFile
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused
from socle.saisines.models import Saisine


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it was sent."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Checked:
    """The same once examined."""

    sent: Sent
    examined: Examined


def checked(sent: Sent | None, judge: Callable[[datetime], Saisine], *, actor: Actor) -> Checked | None:
    """Judge the act, then examine its file; one refused leaves its row and its reason, and nothing else is written."""
    if sent is None:
        return None
    if len(sent.content) > MOST_BYTES:
        raise Refused(too_big())
    run(actor, judge)
    examined = examine(sent.name, sent.content)
    if not examined.verdict.decision and not examined.kept:
        run(actor, lambda at: _left(judge(at), Checked(sent, examined), actor, at))
        raise Refused(examined.verdict.decision)
    return Checked(sent, examined)


def joined(
    case: Saisine, file: Checked, kind: str, subject_id: UUID, name: str, *, actor: Actor, at: datetime
) -> StoredFile:
    """Keep a file under what it belongs to; who reads it follows from there, in the database."""
    called = f"{name}-{case.number}.{extension_of(file.sent.name)}"
    caisse = case.holder_id if case.holder_id != actor.organisation_id else None
    handed = Handed(called, file.sent.content, kind, subject_id, (), caisse)
    return receive(handed, file.examined, actor=actor, at=at)


def _left(case: Saisine, file: Checked, actor: Actor, at: datetime) -> StoredFile:
    return joined(case, file, "saisine", case.id, "fichier-refuse", actor=actor, at=at)
