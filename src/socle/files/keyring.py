"""The key ring of files: each file has its own key, wrapped by a key of the ring (reliability.md §3.4).

The ring is one private file of the state folder: the current key, and older ones that still open what they wrapped.
"""

from __future__ import annotations

import json
import secrets
from base64 import b64decode, b64encode
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from socle.files import disk

NAME = "files.keyring"
KEY, NONCE = 32, 12


class KeyLostError(Exception):
    """The ring cannot open a file; the message says what to do."""


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The keys by identifier, and which one wraps new files."""

    current: str
    keys: dict[str, bytes]

    def wrap(self, key: bytes, bound_to: bytes) -> tuple[str, bytes]:
        """The key of a file, sealed for that file alone, and the identifier of what sealed it."""
        nonce = secrets.token_bytes(NONCE)
        return self.current, nonce + AESGCM(self.keys[self.current]).encrypt(nonce, key, bound_to)

    def unwrap(self, identifier: str, wrapped: bytes, bound_to: bytes) -> bytes:
        if identifier not in self.keys:
            raise KeyLostError(f"La clé « {identifier} » manque au trousseau : restaurez {NAME} depuis une sauvegarde.")
        try:
            return AESGCM(self.keys[identifier]).decrypt(wrapped[:NONCE], wrapped[NONCE:], bound_to)
        except InvalidTag as error:
            raise KeyLostError(f"La clé « {identifier} » n'ouvre pas ce fichier : il a été remplacé.") from error


def ring(state: Path) -> KeyRing:
    """The ring of this clone, made the first time."""
    path = state / NAME
    if not path.exists():
        disk.write_once(path, _written(KeyRing(*_fresh())))
    said = json.loads(path.read_text())
    return KeyRing(said["current"], {name: b64decode(key) for name, key in said["keys"].items()})


def rotate(state: Path) -> KeyRing:
    """A new current key; the others stay, to open what they wrapped."""
    known = ring(state)
    current, made = _fresh()
    turned = KeyRing(current, known.keys | made)
    disk.replace(state / NAME, _written(turned))
    return turned


def _fresh() -> tuple[str, dict[str, bytes]]:
    name = secrets.token_hex(4)
    return name, {name: secrets.token_bytes(KEY)}


def _written(kept: KeyRing) -> bytes:
    keys = {name: b64encode(key).decode() for name, key in kept.keys.items()}
    return json.dumps({"current": kept.current, "keys": keys}).encode()
