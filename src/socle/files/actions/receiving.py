"""Take a file in: examined before the transaction, stored encrypted, then named by a row in it."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings

from socle.files import keyring, sealed, store
from socle.files.domain.kinds import FileState, clean_name
from socle.files.examining import Examined
from socle.files.models import StoredFile
from socle.kernel.actor import Actor
from socle.traces import actions as traces


@dataclass(frozen=True, slots=True)
class Handed:
    """A file and what it is for: the object it proves, the bodies that may read it besides its own."""

    name: str
    content: bytes
    subject_kind: str
    subject_id: UUID
    shared_with: Sequence[UUID] = ()
    caisse_id: UUID | None = None


def receive(handed: Handed, examined: Examined, *, actor: Actor, at: datetime) -> StoredFile:
    """Keep what the checks let through; a refused file leaves its row and its trace, and nothing on the disk.

    `examined` comes from `examining.examine`, called before the transaction: reading a hostile file takes seconds.
    """
    file_id = uuid4()
    is_kept = examined.verdict.state is not FileState.REFUSED
    key_id, wrapped = _stored(file_id, actor.organisation_id, examined.kept) if is_kept else ("", None)
    decision = examined.verdict.decision
    row = StoredFile.objects.create(
        id=file_id,
        organisation_id=actor.organisation_id,
        name=clean_name(handed.name),
        kind=examined.kind.code if examined.kind else "",
        size=len(examined.kept),
        received_sha256=hashlib.sha256(handed.content).hexdigest(),
        sha256=hashlib.sha256(examined.kept).hexdigest() if is_kept else "",
        state=examined.verdict.state.value,
        code="" if decision else decision.code,
        reason=decision.reason,
        checks=[check.said() for check in examined.verdict.checks],
        subject_kind=handed.subject_kind,
        subject_id=handed.subject_id,
        shared_with=[one for one in handed.shared_with if one != actor.organisation_id],
        received_at=at,
        received_by_id=actor.person_id,
        received_by_name=actor.name,
        key_id=key_id,
        wrapped_key=wrapped,
    )
    _trace(row, handed, actor=actor, at=at)
    return row


def bound_to(organisation_id: UUID, file_id: UUID) -> bytes:
    """What a ciphertext is bound to: swapped with another, it no longer opens."""
    return b"socle file 1" + organisation_id.bytes + file_id.bytes


def _stored(file_id: UUID, organisation_id: UUID, content: bytes) -> tuple[str, bytes]:
    state, key = Path(settings.SOCLE_STATE), secrets.token_bytes(keyring.KEY)
    bound = bound_to(organisation_id, file_id)
    store.put(state, file_id, sealed.seal(content, key, bound))
    return keyring.ring(state).wrap(key, bound)


def _trace(row: StoredFile, handed: Handed, *, actor: Actor, at: datetime) -> None:
    is_refused = row.state == FileState.REFUSED
    traces.record(
        "file:file:refused" if is_refused else "file:file:received",
        actor=actor,
        at=at,
        subject_kind=row.subject_kind,
        subject_id=str(row.subject_id),
        subject_label=row.name,
        caisse_id=handed.caisse_id,
        payload={"file": str(row.id), "digest": row.received_sha256, "state": row.state}
        | ({"reason": row.reason} if is_refused else {}),
    )
