"""The Ed25519 key of the sealer: made once in the state folder, never replaced in silence."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from socle.traces.files import write_once

PRIVATE, PUBLIC = "sealer.key", "sealer.pub"


class KeyLost(Exception):  # noqa: N818 - reads as a sentence: « raise KeyLost(why) »
    """The key of the log is missing or is another one; the message says what to do."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """Checks signatures of the log."""

    raw: bytes

    @property
    def public_key(self) -> bytes:
        return self.raw

    def verify(self, signature: bytes, message: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(self.public_key).verify(signature, message)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True)
class SealingKey:
    """Signs the checkpoints of the log."""

    key: Ed25519PrivateKey

    @property
    def public_key(self) -> bytes:
        return self.key.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        return self.key.sign(message)

    def verifier(self) -> PublicKey:
        return PublicKey(self.public_key)


def public_key(state: Path) -> PublicKey | None:
    """The public key of this clone's log, or None before anything was sealed."""
    path = state / PUBLIC
    if not path.exists():
        return None
    found = load_pem_public_key(path.read_bytes())
    if not isinstance(found, Ed25519PublicKey):
        raise KeyLost(f"La clé publique {path} n'est pas une clé Ed25519. Restaurez-la depuis une sauvegarde.")
    return PublicKey(found.public_bytes_raw())


def sealing_key(state: Path) -> SealingKey:
    """The key of the log, made the first time; KeyLost when it was replaced, or has gone without its public half."""
    path, known = state / PRIVATE, public_key(state)
    if not path.exists():
        if known is not None:
            raise KeyLost(
                f"La clé de scellement {path} a disparu alors que {PUBLIC} existe. Restaurez-la depuis une sauvegarde, "
                "car une autre clé ne pourrait pas continuer ce journal."
            )
        pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        write_once(path, pem, mode=0o600)
    found = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(found, Ed25519PrivateKey):
        raise KeyLost(f"La clé {path} n'est pas une clé Ed25519. Restaurez-la depuis une sauvegarde.")
    key = SealingKey(found)
    if known is None:
        pem = found.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        write_once(state / PUBLIC, pem, mode=0o644)
    elif known.public_key != key.public_key:
        raise KeyLost(
            f"La clé {path} n'est plus celle de {PUBLIC} : elle a été remplacée. Restaurez-la depuis une sauvegarde."
        )
    return key
