"""What a kill or a pause of the antivirus left: orphans leave the disk, files in quarantine are examined again."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from socle.database.roles import OWNER
from socle.files import antivirus, store
from socle.files.actions.serving import content_of
from socle.files.domain.findings import Outcome
from socle.files.domain.kinds import FileState
from socle.files.models import StoredFile
from socle.traces import actions as traces


def sweep(*, older_than: float = store.GRACE) -> int:
    """Remove the files that no row names: an upload killed before its commit; how many."""
    _as_owner()
    known = set(StoredFile.objects.exclude(wrapped_key=None).values_list("id", flat=True))
    gone = list(store.orphans(Path(settings.SOCLE_STATE), known, older_than=older_than))
    for path in gone:
        path.unlink()
    return len(gone)


def _as_owner() -> None:
    """Only the owner sees every row: to any other role, the files of others would look like orphans."""
    with connection.cursor() as cursor:
        cursor.execute("select current_user")
        (role,) = cursor.fetchone()
    if role != OWNER:
        raise PermissionError(f"le ménage des fichiers se fait sous le rôle {OWNER}, pas {role}")


def examine_again(at: datetime) -> int:
    """Examine what waits in quarantine; how many left it. Their content was already read without fault."""
    where, left = antivirus.address(), 0
    for row in StoredFile.objects.select_for_update().filter(state=FileState.QUARANTINED):
        found = antivirus.scan(b"".join(content_of(row)), where)
        if found.outcome is Outcome.UNAVAILABLE:
            continue
        is_clean = found.outcome is not Outcome.FAILED
        row.state = FileState.CLEAN if is_clean else FileState.REFUSED
        row.checks = [*[check for check in row.checks if check["name"] != antivirus.NAME], found.said()]
        row.code, row.reason = ("", "") if is_clean else (found.code, found.detail)
        if not is_clean:
            row.wrapped_key = None
        row.save(update_fields=["state", "checks", "code", "reason", "wrapped_key"])
        _trace(row, at)
        left += 1
    return left


def _trace(row: StoredFile, at: datetime) -> None:
    traces.record(
        "file:file:examined",
        actor=None,
        at=at,
        subject_kind=row.subject_kind,
        subject_id=str(row.subject_id),
        subject_label=row.name,
        payload={"file": str(row.id), "state": row.state},
    )
