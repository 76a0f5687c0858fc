"""How this process reaches PostgreSQL: `DATABASE_URL`, else the project's own cluster, always under one narrow role."""

from __future__ import annotations

import hashlib
import hmac
import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from socle.database import cluster
from socle.database.roles import OWNER

PROCESS_ROLE = "SOCLE_PROCESS_ROLE"


def state_dir() -> Path:
    return cluster.state_dir()


def web_secret() -> str:
    """Key of cookies and signatures, derived from the local secret so that nothing else has to be kept."""
    return hmac.new(cluster.local_secret(), b"django secret key", hashlib.sha256).hexdigest()


OWN_DATABASE = "socle"
PREPARED_AFTER = 5  # executions of a statement on one connection; Django would never prepare
NOT_RUNNING = "postgresql://127.0.0.1:1/socle"


def admin_url() -> str:
    """URL of the role that creates roles and databases; a closed port when no server runs yet."""
    found = cluster.find()
    return found.admin_url if found else NOT_RUNNING


def database_name() -> str:
    """The database of DATABASE_URL, else ours; SOCLE_DATABASE names another one (tests, rehearsals)."""
    if name := os.environ.get("SOCLE_DATABASE"):
        return name
    if url := os.environ.get("DATABASE_URL"):
        return unquote(urlsplit(url).path.lstrip("/"))
    return OWN_DATABASE


def role_url(role: str) -> str:
    """The address of the database for a role that signs in."""
    found = cluster.find() or cluster.Cluster(NOT_RUNNING, is_own=False)
    return found.url(role, cluster.derived_password(role), database_name())


def superuser_url() -> str | None:
    """The administrator's address of our own cluster; None with DATABASE_URL."""
    found = cluster.find()
    if not found or not found.is_own:
        return None
    parts = urlsplit(found.admin_url)
    return parts._replace(path=f"/{database_name()}").geturl()


def process_role() -> str:
    """The role of this process: `serve`, `worker` and `sealer` narrow it, other commands act as the owner."""
    return os.environ.get(PROCESS_ROLE, OWNER)


def _parts(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or parts.hostname or ""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": database_name(),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "OPTIONS": options,
    }


def database_settings(role: str | None = None) -> dict[str, Any]:
    """Django's settings for `role`; the owner signs in as the administrator and takes the owner's role at once."""
    role = role or process_role()
    settings = _parts(admin_url())
    options = {**settings["OPTIONS"], "server_side_binding": True, "application_name": f"socle {role}"}
    if role == OWNER:
        options["options"] = f"-c role={OWNER}"
    else:
        settings |= {"USER": role, "PASSWORD": cluster.derived_password(role)}
    pooled = os.environ.get("SOCLE_PREPARE_THRESHOLD") == "none"  # behind a pooler that knows no prepared statement
    options["prepare_threshold"] = None if pooled else PREPARED_AFTER
    return settings | {"OPTIONS": options, "CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True, "ATOMIC_REQUESTS": False}
