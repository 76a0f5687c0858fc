"""A stored file as an answer: streamed, kept under its name by the browser, never opened in the portal's place."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from django.http import StreamingHttpResponse

from socle.files.domain.kinds import KINDS
from socle.files.models import StoredFile


def handed_over(row: StoredFile, content: Iterator[bytes]) -> StreamingHttpResponse:
    """The file with the headers that keep it from running (RFC 6266; ASVS 5.4)."""
    plain = row.name.encode("ascii", "ignore").decode() or "fichier"
    return StreamingHttpResponse(
        content,
        content_type=KINDS[row.kind].media_type,
        headers={
            "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(row.name)}",
            "Content-Length": str(row.size),
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        },
    )
