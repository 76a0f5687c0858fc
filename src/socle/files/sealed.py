"""A file encrypted by chunks of 64 KiB: AES-256-GCM, each chunk bound to its place and to its file (STREAM).

The nonce of a chunk is its rank and whether it is the last: a chunk removed, moved, or taken from another file does not
open. A file has a key of its own, so that ranks never meet twice under one key.
"""

from __future__ import annotations

from collections.abc import Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"SOCLE-F1"
CHUNK = 65_536
TAG = 16


class AlteredError(Exception):
    """What is on the disk is not what was written."""


def seal(content: bytes, key: bytes, bound_to: bytes) -> bytes:
    """The whole file, encrypted; an empty one still has one chunk."""
    parts = [content[start : start + CHUNK] for start in range(0, len(content), CHUNK)] or [b""]
    last = len(parts) - 1
    cipher = AESGCM(key)
    return MAGIC + b"".join(
        cipher.encrypt(_nonce(rank, is_last=rank == last), part, bound_to) for rank, part in enumerate(parts)
    )


def opened(sealed: bytes, key: bytes, bound_to: bytes) -> Iterator[bytes]:
    """Each chunk once it is proved whole and in its place; AlteredError at the first that is not."""
    if not sealed.startswith(MAGIC):
        raise AlteredError("ce fichier n'est pas un fichier de Socle")
    cipher, step = AESGCM(key), CHUNK + TAG
    starts = range(len(MAGIC), len(sealed), step) or range(len(MAGIC), len(MAGIC) + 1)
    for rank, start in enumerate(starts):
        is_last = start + step >= len(sealed)
        try:
            yield cipher.decrypt(_nonce(rank, is_last=is_last), sealed[start : start + step], bound_to)
        except InvalidTag as error:
            raise AlteredError("le fichier a été altéré ou remplacé") from error


def _nonce(rank: int, *, is_last: bool) -> bytes:
    return rank.to_bytes(11, "big") + (b"\x01" if is_last else b"\x00")
