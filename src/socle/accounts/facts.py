"""What the narrow functions of the migration answer before any context exists: one frozen row each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from django.db import connection

from socle.accounts.domain.federation import Place

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


def one(row: type[Row], statement: str, *arguments: str | bytes | UUID | None) -> Row | None:
    """The first row of a function's answer, as `row`."""
    with connection.cursor() as cursor:
        cursor.execute(statement, arguments)
        found = cursor.fetchone()
    return row(*found) if found else None


def find(identifier: str) -> Found | None:
    return one(Found, "select * from accounts_find(%s)", identifier)


def session(token_hash: bytes) -> HeldSession | None:
    return one(HeldSession, "select * from accounts_session(%s)", token_hash)


def token(token_hash: bytes, organisation: UUID | None) -> HeldToken | None:
    return one(HeldToken, "select * from accounts_token(%s, %s)", token_hash, organisation)


def link(token_hash: bytes) -> HeldLink | None:
    return one(HeldLink, "select * from accounts_activation(%s)", token_hash)


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


def close_of(membership_ids: Sequence[UUID], reason: str) -> tuple[int, int]:
    """End the open sign-ins and tokens of these memberships; for the caisse of their partner alone."""
    with connection.cursor() as cursor:
        cursor.execute("select * from accounts_close_of(%s, %s)", [list(membership_ids), reason])
        sign_ins, tokens = cursor.fetchone()
    return sign_ins, tokens


def open_of(membership_ids: Sequence[UUID], idle: timedelta, absolute: timedelta, *, whole: bool) -> tuple[int, int]:
    """How many sign-ins and tokens of these memberships are open; of their whole accounts when `whole`."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select * from accounts_open_of(%s, %s::interval, %s::interval, %s)",
            [list(membership_ids), _seconds(idle), _seconds(absolute), whole],
        )
        sign_ins, tokens = cursor.fetchone()
    return sign_ins, tokens


@dataclass(frozen=True, slots=True)
class Invitee:
    """A member, as the actor sees them."""

    membership_id: UUID
    person_id: UUID
    name: str
    email: str
    organisation_name: str
    organisation_ids: frozenset[UUID]


INVITEE = """
select m.id, p.id, p.first_name || ' ' || p.last_name, m.email, o.legal_name, o.id
from organismes_membership m
join organismes_person p on p.id = m.person_id
join organismes_organisation o on o.id = m.organisation_id
where m.id = %s and m.joined_at <= now() and (m.left_at is null or m.left_at > now())
"""


def invitee(membership_id: UUID) -> Invitee | None:
    """A current member, if the row-level security of the transaction shows them."""
    with connection.cursor() as cursor:
        cursor.execute(INVITEE, [membership_id])
        row = cursor.fetchone()
    if row is None:
        return None
    member, person, name, email, organisation, organisation_id = row
    return Invitee(member, person, name, email, organisation, frozenset({organisation_id}))


def roles_in_use(membership_id: UUID) -> frozenset[str]:
    """The roles a member holds now."""
    with connection.cursor() as cursor:
        cursor.execute("select socle_roles_in_use(%s)", [membership_id])
        return frozenset(cursor.fetchone()[0])


def has_membership(account_id: UUID) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select exists (select from accounts_memberships(%s))", [account_id])
        return bool(cursor.fetchone()[0])


def credential_owner(credential_id: bytes) -> str | None:
    """The identifier of the account a security key belongs to."""
    with connection.cursor() as cursor:
        cursor.execute("select identifier from accounts_credential(%s)", [credential_id])
        row = cursor.fetchone()
    return row[0] if row else None


@dataclass(frozen=True, slots=True)
class Named:
    """The account that an identity of a provider opens."""

    identity_id: UUID
    is_ended: bool
    account_id: UUID
    person_id: UUID
    person_name: str
    state: str

    @property
    def found(self) -> Found:
        return Found(self.account_id, self.person_id, self.person_name, self.state, None)


def named(issuer: str, subject: str) -> Named | None:
    return one(Named, "select * from accounts_identity(%s, %s)", issuer, subject)


def places_of(account_id: UUID) -> list[Place]:
    """Where the account's person works today, with the number of each body."""
    with connection.cursor() as cursor:
        cursor.execute("select * from accounts_places(%s)", [account_id])
        return [Place(*row) for row in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class Ended:
    """A sign-in whose time was over."""

    account_id: UUID
    person_id: UUID
    person_name: str
    membership_id: UUID
    organisation_id: UUID
    organisation_name: str
    reason: str


def expire(idle: timedelta, absolute: timedelta) -> list[Ended]:
    """End the sign-ins that are over, for the worker alone."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select * from accounts_expire(%s::interval, %s::interval)", [_seconds(idle), _seconds(absolute)]
        )
        return [Ended(*row) for row in cursor.fetchall()]


def _seconds(delay: timedelta) -> str:
    return f"{delay.total_seconds()} seconds"
