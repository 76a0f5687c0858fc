"""The source of files in use: the demonstration's registry, one per month, shared by the threads of a process."""

from __future__ import annotations

from datetime import date

from socle.dossiers.providers import FileProvider
from socle.dossiers.providers.demonstration import registry


def provider(today: date) -> FileProvider:
    """The registry anchored on the current month: fictional rights stay current as time passes."""
    return registry(today.replace(day=1))
