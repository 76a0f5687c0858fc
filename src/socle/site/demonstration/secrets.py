"""Passwords and TOTP secrets of the demonstration, derived from the local secret: nothing is written anywhere."""

from __future__ import annotations

import base64
import hashlib
import hmac

from socle.database import cluster


def _derived(purpose: str, login: str) -> bytes:
    return hmac.new(cluster.local_secret(), f"demo {purpose} {login}".encode(), hashlib.sha256).digest()


def password(login: str) -> str:
    """Twenty letters and digits in groups of five: about a hundred bits."""
    text = base64.b32encode(_derived("password", login)).decode().lower()[:20]
    return "-".join(text[start : start + 5] for start in range(0, 20, 5))


def totp_secret(login: str) -> str:
    """A base32 secret of 160 bits (RFC 4226)."""
    return base64.b32encode(_derived("totp", login)[:20]).decode()
