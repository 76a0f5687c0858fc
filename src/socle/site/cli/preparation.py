"""Start Django for a command, under the database role the process must have."""

from __future__ import annotations

import os

import django

from socle.database import cluster
from socle.site.databases import PROCESS_ROLE


def prepare_django(role: str | None = None) -> None:
    """Find or start the server, take the role, load the applications."""
    cluster.ensure_started()
    if role:
        os.environ[PROCESS_ROLE] = role
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "socle.site.settings")
    django.setup()
