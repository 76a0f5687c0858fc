"""One way to open a transaction: row-level security's context, one instant, errors turned into sentences (style.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError, OperationalError, connection
from django.db import transaction as django_transaction

from socle.database.constraints import Conflict, conflict_of
from socle.kernel.actor import Actor
from socle.kernel.decision import refuse

T = TypeVar("T")

TRIES = 3
RETRIED = frozenset({"40001", "40P01"})
SET_CONTEXT = """
select set_config('socle.person_id', %s, true), set_config('socle.membership_id', %s, true),
       set_config('socle.account_id', %s, true), now()
"""
READ_CONTEXT = """
select coalesce(current_setting('socle.person_id', true), ''),
       coalesce(current_setting('socle.membership_id', true), ''),
       coalesce(current_setting('socle.account_id', true), '')
"""
BUSY = refuse(
    "busy",
    "Plusieurs personnes modifient la même chose en ce moment.",
    fix="Attendez quelques secondes, puis recommencez : rien n'a été modifié.",
)


def _text(value: UUID | None) -> str:
    return str(value) if value else ""


def _context_of(actor: Actor | None, account_id: UUID | None) -> tuple[str, str, str]:
    if actor is None:
        return ("", "", _text(account_id))
    return (_text(actor.person_id), _text(actor.membership_id), _text(actor.account_id or account_id))


def _set_context(context: tuple[str, str, str]) -> datetime:
    with connection.cursor() as cursor:
        cursor.execute(SET_CONTEXT, context)
        at: datetime = cursor.fetchone()[3]
    return at


def _read_context() -> tuple[str, str, str]:
    with connection.cursor() as cursor:
        cursor.execute(READ_CONTEXT)
        person, membership, account = cursor.fetchone()
    return person, membership, account


@contextmanager
def transaction(actor: Actor | None, *, account_id: UUID | None = None) -> Iterator[datetime]:
    """Open a transaction as `actor` and yield its instant `at`, the database's now().

    `account_id` alone opens the account's own rows before any membership is chosen (sign-in).
    Raises Conflict, with its sentence, for a violated constraint.
    """
    outer = _read_context() if connection.in_atomic_block else None
    try:
        with django_transaction.atomic():
            yield _set_context(_context_of(actor, account_id))
            if outer is not None:
                _set_context(outer)
    except IntegrityError as error:
        raise conflict_of(error) from error


def run(actor: Actor | None, action: Callable[[datetime], T], *, account_id: UUID | None = None) -> T:
    """Run `action(at)` in a transaction, again (three times in all) when the database asks to retry."""
    for attempt in range(1, TRIES + 1):
        try:
            with transaction(actor, account_id=account_id) as at:
                return action(at)
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", None) not in RETRIED or connection.in_atomic_block:
                raise
            if attempt == TRIES:
                raise Conflict(BUSY) from error
    raise AssertionError("unreachable")
