"""What the narrow functions of the migration answer before any context exists: one frozen row each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db import connection

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Found:
    """The account behind an identifier."""

    account_id: UUID
    person_id: UUID
    person_name: str
    state: str
    password: str | None


@dataclass(frozen=True, slots=True)
class Holder:
    """Who a sign-in or a token acts as."""

    account_id: UUID
    account_state: str
    person_id: UUID
    person_name: str
    membership_id: UUID
    is_member: bool
    organisation_id: UUID
    organisation_kind: str
    organisation_name: str
    created_at: datetime
    checked_at: datetime


@dataclass(frozen=True, slots=True)
class HeldSession(Holder):
    sign_in_id: UUID
    last_seen_at: datetime
    step_up_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class HeldToken(Holder):
    token_id: UUID
    scope: str
    expires_at: datetime
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class HeldLink:
    link_id: UUID
    account_id: UUID
    account_state: str
    identifier: str
    person_id: UUID
    person_name: str
    purpose: str
    expires_at: datetime
    used_at: datetime | None
    words: list[str]
    checked_at: datetime


def one(row: type[Row], call: str, *arguments: str | bytes | UUID | None) -> Row | None:
    """The first row of a function's answer, as `row`."""
    with connection.cursor() as cursor:
        cursor.execute(f"select * from {call}", arguments)  # noqa: S608 - the call is a literal of this room
        found = cursor.fetchone()
    return row(*found) if found else None


def find(identifier: str) -> Found | None:
    return one(Found, "accounts_find(%s)", identifier)


def session(token_hash: bytes) -> HeldSession | None:
    return one(HeldSession, "accounts_session(%s)", token_hash)


def token(token_hash: bytes, organisation: UUID | None) -> HeldToken | None:
    return one(HeldToken, "accounts_token(%s, %s)", token_hash, organisation)


def link(token_hash: bytes) -> HeldLink | None:
    return one(HeldLink, "accounts_activation(%s)", token_hash)


def seen(token_hash: bytes) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select accounts_seen(%s)", [token_hash])


def words_of(account_id: UUID) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("select accounts_words(%s)", [account_id])
        return list(cursor.fetchone()[0] or ())


def close(account_id: UUID, reason: str, spared: UUID | None = None) -> list[UUID]:
    """End every open sign-in and token of the account, but one; the ended sign-ins are returned."""
    with connection.cursor() as cursor:
        cursor.execute("select accounts_close(%s, %s, %s)", [account_id, reason, spared])
        return [row[0] for row in cursor.fetchall()]
