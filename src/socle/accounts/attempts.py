"""Attempts counted in PostgreSQL under row locks, before they are judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from socle.accounts import vault
from socle.accounts.domain import throttle
from socle.accounts.domain.client import Client
from socle.accounts.domain.throttle import Count, Key
from socle.accounts.models import KnownDevice, Throttle
from socle.accounts.tokens import hash_token
from socle.database.transactions import run, transaction
from socle.kernel.decision import ALLOWED, Decision, first_refusal


@dataclass(frozen=True, slots=True)
class Counted:
    """One key under which an attempt counts."""

    kind: Key
    hash: bytes


def keys_of(client: Client, *, identifier: str | None, account_id: UUID) -> tuple[Counted, ...]:
    """A browser already known to this account counts alone; else the network, and the account that is guessed at.

    A neighbour who guesses never makes a known browser wait. Without `identifier`, nothing of the account is guessed.
    """
    device = known_device(account_id, client.device_token)
    if device:
        return (_counted(Key.DEVICE, str(device.id)),)
    network = _counted(Key.NETWORK, client.network)
    return (network,) if identifier is None else (_counted(Key.ACCOUNT, identifier), network)


def reserve(keys: Sequence[Counted]) -> Decision:
    """Count one attempt under every key, in a transaction of its own, unless one of them has to wait."""
    return run(None, lambda at: reserve_at(keys, at))


def reserve_at(keys: Sequence[Counted], at: datetime) -> Decision:
    rows = _lock(keys, at)
    decision = first_refusal(throttle.decide(_count(rows[key.hash]), at) for key in keys)
    if not decision:
        return decision
    for key in keys:
        _write(rows[key.hash], throttle.attempted(_count(rows[key.hash]), key.kind, at))
    return ALLOWED


def forgive(keys: Sequence[Counted], at: datetime) -> None:
    """Give a right attempt back."""
    rows = _lock(keys, at)
    for key in keys:
        _write(rows[key.hash], throttle.forgiven(_count(rows[key.hash]), key.kind))


def known_device(account_id: UUID, token: str) -> KnownDevice | None:
    if not token:
        return None
    with transaction(None, account_id=account_id):
        return KnownDevice.objects.filter(account_id=account_id, token_hash=hash_token(token)).first()


def _counted(kind: Key, value: str) -> Counted:
    return Counted(kind, vault.fingerprint("throttle", kind.value, value))


def _lock(keys: Sequence[Counted], at: datetime) -> dict[bytes, Throttle]:
    wanted = sorted(key.hash for key in keys)
    Throttle.objects.bulk_create([Throttle(key=key, window_started_at=at) for key in wanted], ignore_conflicts=True)
    rows = Throttle.objects.select_for_update().filter(key__in=wanted).order_by("key")
    return {bytes(row.key): row for row in rows}


def _count(row: Throttle) -> Count:
    return Count(row.failures, row.window_started_at, row.blocked_until)


def _write(row: Throttle, count: Count) -> None:
    row.failures, row.window_started_at, row.blocked_until = (
        count.failures,
        count.window_started_at,
        count.blocked_until,
    )
    row.save(update_fields=["failures", "window_started_at", "blocked_until"])
