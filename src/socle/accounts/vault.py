"""Keys derived from the local secret: sealing of factor secrets, HMAC of what is looked up but never shown.

A sealed value names its key (ASVS 11.2.2), so that `SECRET_KEY_FALLBACKS` can still open older ones.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import b32encode
from functools import cache
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

VERSION = b"\x01"
KEY_ID, NONCE = 4, 12


@cache
def _key(secret: str, purpose: str) -> bytes:
    return HKDF(SHA256(), 32, None, f"socle {purpose}".encode()).derive(secret.encode())


def _key_id(key: bytes) -> bytes:
    return hashlib.sha256(b"key id" + key).digest()[:KEY_ID]


def _sealing_keys() -> dict[bytes, bytes]:
    keys = [_key(secret, "factor secrets") for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return {_key_id(key): key for key in reversed(keys)}


def seal(plain: bytes, account_id: UUID) -> bytes:
    """Encrypt for one account: the value cannot be moved to another row."""
    key = _key(settings.SECRET_KEY, "factor secrets")
    nonce = secrets.token_bytes(NONCE)
    return VERSION + _key_id(key) + nonce + AESGCM(key).encrypt(nonce, plain, account_id.bytes)


def unseal(sealed: bytes, account_id: UUID) -> bytes:
    """Raises KeyError for a key that is gone, InvalidTag for an altered or moved value."""
    key = _sealing_keys()[sealed[1 : 1 + KEY_ID]]
    nonce = sealed[1 + KEY_ID : 1 + KEY_ID + NONCE]
    return AESGCM(key).decrypt(nonce, sealed[1 + KEY_ID + NONCE :], account_id.bytes)


def fingerprint(purpose: str, *parts: str | bytes) -> bytes:
    """An HMAC under a key of its own: equal values match, nobody without the local secret can test a guess."""
    message = b"\0".join(part.encode() if isinstance(part, str) else part for part in parts)
    return hmac.new(_key(settings.SECRET_KEY, purpose), message, hashlib.sha256).digest()


def enrolment_secret(link_token: str) -> str:
    """The TOTP secret offered by a one-time link: the same at each reading, stored only once it is confirmed."""
    return b32encode(fingerprint("totp enrolment", link_token)[:20]).decode()
