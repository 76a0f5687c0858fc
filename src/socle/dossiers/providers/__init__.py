"""Where files come from: every source answers one exact search with one file, or with nothing."""

from __future__ import annotations

from typing import Protocol

from socle.dossiers.domain.file import File
from socle.dossiers.domain.search import Search


class FileProvider(Protocol):
    """A source of files; it never lists people, and answers none and many alike (MCP-63)."""

    def find(self, search: Search) -> File | None: ...
