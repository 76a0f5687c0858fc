"""Checking what proves an identity: the password, then a TOTP or a recovery code, each code good once."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

import pyotp
from django.contrib.auth.hashers import Argon2PasswordHasher

from socle.accounts import vault
from socle.accounts.domain import policy, recovery
from socle.accounts.domain.states import Factor
from socle.accounts.models import RecoveryCode, Totp


class Hasher(Argon2PasswordHasher):
    """Argon2id with OWASP's parameters: 19 MiB and two passes, so that fifty sign-ins fit in one gigabyte."""

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1


HASHER = Hasher()


@dataclass(frozen=True, slots=True)
class Proof:
    """A second factor found right, not used up yet."""

    factor: Factor
    step: int = 0
    recovery_id: UUID | None = None


def hash_password(password: str) -> str:
    return str(HASHER.encode(password, HASHER.salt()))


@cache
def _nobody() -> str:
    return hash_password(secrets.token_hex())


def is_password(password: str, stored: str | None) -> bool:
    """Compare in the same time whether or not there is a hash to compare with."""
    right = HASHER.verify(password[: policy.MAX_LENGTH], stored or _nobody())
    return bool(right) and stored is not None


def totp_step(secret: str, code: str, at: datetime) -> int | None:
    """The thirty-second step whose code this is, one step of drift allowed."""
    totp = pyotp.TOTP(secret, interval=policy.TOTP_PERIOD)
    now = int(at.timestamp()) // policy.TOTP_PERIOD
    steps = range(now - policy.TOTP_DRIFT, now + policy.TOTP_DRIFT + 1)
    matching = [
        step
        for step in steps
        if hmac.compare_digest(totp.at(step * policy.TOTP_PERIOD).encode(), code.encode("utf-8", "replace"))
    ]
    return matching[0] if matching else None


def code_hash(account_id: UUID, code: str) -> bytes:
    return vault.fingerprint("recovery codes", account_id.bytes, recovery.normalized(code))


def check(account_id: UUID, typed: str, at: datetime) -> Proof | None:
    """The proof behind a typed code, None when it proves nothing; the same queries are made in every case."""
    code = recovery.normalized(typed)
    spare = RecoveryCode.objects.filter(account_id=account_id, hash=code_hash(account_id, code), used_at=None).first()
    totp = Totp.objects.filter(account_id=account_id, confirmed_at__isnull=False).first()
    if spare is not None:
        return Proof(Factor.RECOVERY, recovery_id=spare.id)
    if totp is None or not recovery.is_totp(code):
        return None
    step = totp_step(vault.unseal(bytes(totp.secret), account_id).decode(), code, at)
    return Proof(Factor.TOTP, step=step) if step is not None and step > totp.last_step else None


def consume(account_id: UUID, proof: Proof, at: datetime) -> bool:
    """Use the proof up; False when somebody was first (S3: of fifty equal submissions, one wins)."""
    if proof.factor is Factor.TOTP:
        fresh = Totp.objects.filter(account_id=account_id, last_step__lt=proof.step)
        return fresh.update(last_step=proof.step) == 1
    assert proof.recovery_id is not None
    unused = RecoveryCode.objects.filter(id=proof.recovery_id, account_id=account_id, used_at=None)
    return unused.update(used_at=at) == 1


def enrol_totp(account_id: UUID, secret: str, step: int, at: datetime) -> None:
    """Keep a secret whose first code, of this step, has just been shown right."""
    sealed = vault.seal(secret.encode(), account_id)
    Totp.objects.update_or_create(
        account_id=account_id, defaults={"secret": sealed, "confirmed_at": at, "last_step": step}
    )


def renew_recovery_codes(account_id: UUID) -> list[str]:
    """Ten new codes in the place of the old ones; they are shown once and kept as HMACs only."""
    RecoveryCode.objects.filter(account_id=account_id).delete()
    drawn = [
        "".join(secrets.choice(recovery.ALPHABET) for _ in range(recovery.LENGTH)) for _ in range(policy.RECOVERY_CODES)
    ]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(account_id=account_id, hash=code_hash(account_id, code)) for code in drawn
    )
    return [recovery.shown(code) for code in drawn]


def provisioning_uri(secret: str, identifier: str) -> str:
    """What the QR code says to an authenticator application."""
    uri: str = pyotp.TOTP(secret, interval=policy.TOTP_PERIOD).provisioning_uri(name=identifier, issuer_name="Socle")
    return uri
