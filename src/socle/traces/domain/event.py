"""What a trace says, and the salted commitment that stands for it in the tree (reliability.md §1.3, points 3 and 6).

An e-mail or a beneficiary's number can be guessed: a bare hash of it would remain personal data. The leaf commits to
SHA-256(salt ‖ canonical JSON), and erasing the salt with the trace leaves nothing to guess.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from json import JSONEncoder
from typing import TypeAlias
from uuid import UUID

from socle.traces.domain.merkle import leaf_hash

JsonValue: TypeAlias = "bool | int | str | list[JsonValue] | dict[str, JsonValue] | None"

FORMAT = 1
SALT_SIZE = 16
MAX_EXACT_INTEGER = 2**53 - 1
_encode = JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")).encode


class Log(StrEnum):
    """One log per time of retention: a log is purged from its start only (contrat de service 5.3.1, 5.3.2)."""

    TRACES = "traces"
    HABILITATIONS = "habilitations"


class Outcome(StrEnum):
    """How the act ended."""

    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class TraceEvent:
    """One act, with the names and identifiers copied at that moment; no key to any other row."""

    id: UUID
    at: datetime
    log: str
    tag: str
    outcome: str = Outcome.DONE
    organisation_id: UUID | None = None
    caisse_id: UUID | None = None
    person_id: UUID | None = None
    person_name: str = ""
    organisation_name: str = ""
    membership_id: UUID | None = None
    account_id: UUID | None = None
    channel: str = ""
    request_id: str = ""
    subject_kind: str = ""
    subject_id: str = ""
    subject_label: str = ""
    clause: str = ""
    payload: Mapping[str, JsonValue] = field(default_factory=dict)


def canonical_json(value: Mapping[str, object]) -> bytes:
    """The one JSON text of a value: RFC 8785 for what `check_payload` lets in.

    >>> canonical_json({"b": 1, "a": "é"}).decode()
    '{"a":"é","b":1}'
    """
    return _encode(value).encode()


def instant(at: datetime) -> str:
    """An instant in UTC with its microseconds."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")[:-6] + "Z"


def _text(identifier: UUID | None) -> str | None:
    return None if identifier is None else str(identifier)


def document(event: TraceEvent, organisation_seq: int) -> dict[str, object]:
    """What the leaf commits to: the event and its rank among those of its organisation in this log, from 1."""
    return {
        "account_id": _text(event.account_id),
        "at": instant(event.at),
        "caisse_id": _text(event.caisse_id),
        "channel": event.channel,
        "clause": event.clause,
        "format": FORMAT,
        "id": str(event.id),
        "log": event.log,
        "membership_id": _text(event.membership_id),
        "organisation_id": _text(event.organisation_id),
        "organisation_name": event.organisation_name,
        "organisation_seq": organisation_seq,
        "outcome": event.outcome,
        "payload": event.payload,
        "person_id": _text(event.person_id),
        "person_name": event.person_name,
        "request_id": event.request_id,
        "subject_id": event.subject_id,
        "subject_kind": event.subject_kind,
        "subject_label": event.subject_label,
        "tag": event.tag,
    }


def commitment(event: TraceEvent, organisation_seq: int, salt: bytes) -> bytes:
    """The data of the leaf: SHA-256(salt ‖ canonical JSON)."""
    return sha256(salt + canonical_json(document(event, organisation_seq))).digest()


def leaf(event: TraceEvent, organisation_seq: int, salt: bytes) -> bytes:
    """The leaf hash of the event in the tree of its log."""
    return leaf_hash(commitment(event, organisation_seq, salt))


def check_payload(value: object, path: str = "payload") -> None:
    """Refuse what JSON cannot say in exactly one way: floats, large integers, keys beyond ASCII, NUL characters."""
    match value:
        case None | bool():
            return
        case int():
            if abs(value) > MAX_EXACT_INTEGER:
                raise ValueError(f"{path}: write integers beyond 2^53 as text")
        case str():
            _check_text(value, path)
        case list() | tuple():
            for rank, item in enumerate(value):
                check_payload(item, f"{path}[{rank}]")
        case dict():
            for key, item in value.items():
                if not (isinstance(key, str) and key.isascii() and key):
                    raise ValueError(f"{path}: the key {key!r} is not an ASCII word")
                check_payload(item, f"{path}.{key}")
        case _:
            raise ValueError(f"{path}: {type(value).__name__} has no exact JSON; write it as text")


def _check_text(value: str, path: str) -> None:
    if "\x00" in value:
        raise ValueError(f"{path}: NUL is not text")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise ValueError(f"{path}: half a character is not text") from error
