"""Random tokens of 256 bits, of which only the hash is stored."""

from __future__ import annotations

import hashlib
import secrets

BYTES = 32
LONGEST = 200


def new_token() -> str:
    return secrets.token_urlsafe(BYTES)


def hash_token(token: str) -> bytes:
    """The SHA-256 that the database keeps; a token has 256 bits of chance, so nothing slower is needed."""
    return hashlib.sha256(token[:LONGEST].encode("utf-8", "replace")).digest()
