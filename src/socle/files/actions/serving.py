"""Hand a file over: proved whole chunk by chunk, and its reading traced."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

from socle.files import keyring, sealed, store
from socle.files.actions.receiving import bound_to
from socle.files.domain.findings import WAITING
from socle.files.domain.kinds import CLAUSE, FileCode, FileState
from socle.files.models import StoredFile
from socle.kernel.actor import Actor
from socle.kernel.decision import refuse
from socle.traces import actions as traces

GONE = refuse(
    FileCode.GONE,
    "Ce fichier n'a pas été gardé.",
    clause=CLAUSE,
    fix="Sa ligne dit pourquoi ; demandez-le de nouveau à qui l'a déposé.",
)


def read(row: StoredFile, *, actor: Actor, at: datetime, caisse_id: UUID | None = None) -> Iterator[bytes]:
    """The content by chunks; refused while the file waits for its checks, or when nothing was kept."""
    if row.state == FileState.QUARANTINED:
        WAITING.or_raise()
    if row.wrapped_key is None:
        GONE.or_raise()
    traces.record(
        "file:file:read",
        actor=actor,
        at=at,
        subject_kind=row.subject_kind,
        subject_id=str(row.subject_id),
        subject_label=row.name,
        caisse_id=caisse_id,
        payload={"file": str(row.id)},
    )
    return content_of(row)


def content_of(row: StoredFile) -> Iterator[bytes]:
    """The same without its trace: for an act that writes its own."""
    state, bound = Path(settings.SOCLE_STATE), bound_to(row.organisation_id, row.id)
    assert row.wrapped_key is not None, "read: a file without content is refused"
    key = keyring.ring(state).unwrap(row.key_id, bytes(row.wrapped_key), bound)
    return sealed.opened(store.get(state, row.id), key, bound)
