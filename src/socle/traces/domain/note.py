"""The signed size and root of a log, in the public formats: C2SP signed-note and tlog-checkpoint.

Anyone's tools can read and check it. The keys come from outside: the domain holds no cryptography beyond SHA-256.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

from socle.traces.domain.merkle import HASH_SIZE

DASH = "\N{EM DASH}"
ED25519 = b"\x01"
KEY_ID_SIZE = 4
MAX_NOTE = 100_000


class NoteError(ValueError):
    """The note is malformed, or no trusted key signed it; the message is French, for the auditor."""


class Signer(Protocol):
    """An Ed25519 private key held elsewhere."""

    @property
    def public_key(self) -> bytes: ...

    def sign(self, message: bytes) -> bytes: ...


class Verifier(Protocol):
    """An Ed25519 public key; `verify` answers whether the signature is the key's own."""

    @property
    def public_key(self) -> bytes: ...

    def verify(self, signature: bytes, message: bytes) -> bool: ...


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log commits to: its origin, its size and the root of its tree."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"


def key_id(name: str, public_key: bytes) -> bytes:
    """The four bytes that name a key in a signature line."""
    return sha256(name.encode() + b"\n" + ED25519 + public_key).digest()[:KEY_ID_SIZE]


def verifier_key(name: str, public_key: bytes) -> str:
    """The public key in one line, `name+id+key`, to publish and to compare."""
    return f"{name}+{key_id(name, public_key).hex()}+{b64encode(ED25519 + public_key).decode()}"


def parse_verifier_key(line: str) -> tuple[str, bytes]:
    """Name and public key of a `name+id+key` line."""
    name, _, rest = line.strip().partition("+")
    identifier, _, encoded = rest.partition("+")
    key = _decode(encoded)
    if key[:1] != ED25519 or len(key) != 1 + HASH_SIZE or key_id(name, key[1:]).hex() != identifier:
        raise NoteError("la clé publique est mal écrite : attendu « nom+identifiant+clé »")
    return name, key[1:]


def sign(checkpoint: Checkpoint, signer: Signer) -> str:
    """The signed note of a checkpoint; the key bears the origin's name."""
    _check_name(checkpoint.origin)
    text = checkpoint.text()
    signature = key_id(checkpoint.origin, signer.public_key) + signer.sign(text.encode())
    return f"{text}\n{DASH} {checkpoint.origin} {b64encode(signature).decode()}\n"


def read(note: str) -> Checkpoint:
    """What an unsigned reader sees: never trust it before `verify`."""
    text, _ = _split(note)
    lines = text.split("\n")
    if len(lines) != 4 or lines[3] or not lines[0]:  # noqa: PLR2004 - three lines, each ended
        raise NoteError("le point de contrôle doit avoir trois lignes : origine, taille, racine")
    size, tree_root = lines[1], _decode(lines[2])
    if not (size.isascii() and size.isdigit()) or (size != "0" and size.startswith("0")):
        raise NoteError(f"la taille « {size} » n'est pas un nombre")
    if len(tree_root) != HASH_SIZE:
        raise NoteError("la racine n'a pas 32 octets")
    return Checkpoint(lines[0], int(size), tree_root)


def verify(note: str, origin: str, verifiers: Sequence[Verifier]) -> Checkpoint:
    """The checkpoint, once a trusted key's signature holds and the origin is the one expected.

    Signatures of unknown keys are ignored; a wrong signature under a known key refuses the whole note.
    """
    checkpoint = read(note)
    if checkpoint.origin != origin:
        raise NoteError(f"le point de contrôle vient de « {checkpoint.origin} », pas de « {origin} »")
    text, signatures = _split(note)
    trusted = {(origin, key_id(origin, verifier.public_key)): verifier for verifier in verifiers}
    is_signed = False
    for name, raw in signatures:
        verifier = trusted.get((name, raw[:KEY_ID_SIZE]))
        if verifier is None:
            continue
        if not verifier.verify(raw[KEY_ID_SIZE:], text.encode()):
            raise NoteError("la signature du point de contrôle est fausse : son texte a été changé")
        is_signed = True
    if not is_signed:
        raise NoteError("aucune clé connue n'a signé ce point de contrôle : la clé a été remplacée")
    return checkpoint


def _split(note: str) -> tuple[str, list[tuple[str, bytes]]]:
    if len(note) > MAX_NOTE or any(char < " " and char != "\n" for char in note):
        raise NoteError("la note est trop longue ou contient des caractères de contrôle")
    text, separator, tail = note.rpartition("\n\n")
    if not separator or not tail.endswith("\n"):
        raise NoteError("la note n'a pas de signature")
    return text + "\n", [_signature(line) for line in tail[:-1].split("\n")]


def _signature(line: str) -> tuple[str, bytes]:
    parts = line.split(" ")
    if len(parts) != 3 or parts[0] != DASH:  # noqa: PLR2004 - dash, name, signature
        raise NoteError("une ligne de signature est mal écrite")
    _check_name(parts[1])
    raw = _decode(parts[2])
    if len(raw) <= KEY_ID_SIZE:
        raise NoteError("une signature est trop courte")
    return parts[1], raw


def _check_name(name: str) -> None:
    if not name or "+" in name or any(char.isspace() for char in name):
        raise NoteError(f"« {name} » ne peut pas nommer une clé : ni espace ni « + »")


def _decode(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except (Base64Error, ValueError) as error:
        raise NoteError("le texte n'est pas en base 64") from error
