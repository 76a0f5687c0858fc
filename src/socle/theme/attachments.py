"""A file that a page or the API hands over."""

from __future__ import annotations

from django.http import HttpResponse


def attachment(content: bytes, kind: str, name: str) -> HttpResponse:
    """Kept by the browser under this name, never shown in its place; `kind` is its media type."""
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
