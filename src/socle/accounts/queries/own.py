"""What the owner of an account sees of it, and what a one-time link shows before it is used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from socle.accounts import facts, vault
from socle.accounts.domain import lifecycle, policy, session
from socle.accounts.domain.session import LinkFacts
from socle.accounts.domain.states import FACTOR_LABELS, AccountState, Factor, LinkPurpose
from socle.accounts.facts import HeldLink
from socle.accounts.models import Account, IdentityLink, RecoveryCode, Secret, SignIn, Totp, WebauthnCredential
from socle.accounts.tokens import hash_token
from socle.kernel.decision import Decision


@dataclass(frozen=True, slots=True)
class OwnSignIn:
    """A sign-in as its owner sees it; `is_current` for the one in use."""

    id: UUID
    device: str
    network: str
    factor: str
    created_at: datetime
    last_seen_at: datetime
    is_current: bool


@dataclass(frozen=True, slots=True)
class OwnKey:
    id: UUID
    name: str
    created_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class OwnIdentity:
    id: UUID
    issuer: str
    linked_at: datetime


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """What people read of their own account."""

    identifier: str
    activated_at: datetime | None
    password_changed_at: datetime | None
    totp_since: datetime | None
    recovery_codes_left: int
    keys: tuple[OwnKey, ...]
    identities: tuple[OwnIdentity, ...]
    sign_ins: tuple[OwnSignIn, ...]


def own_account(account_id: UUID, sign_in_id: UUID | None, at: datetime) -> OwnAccount:
    """One's own account, its factors and the sign-ins that still hold; inside the actor's transaction."""
    account = Account.objects.get(id=account_id)
    secret = Secret.objects.filter(account_id=account.id).first()
    totp = Totp.objects.filter(account_id=account.id).first()
    keys = WebauthnCredential.objects.filter(account_id=account.id).order_by("created_at")
    identities = IdentityLink.objects.filter(account_id=account.id, ended_at=None).order_by("linked_at")
    return OwnAccount(
        identifier=account.identifier,
        activated_at=account.activated_at,
        password_changed_at=secret.changed_at if secret else None,
        totp_since=totp.confirmed_at if totp else None,
        recovery_codes_left=RecoveryCode.objects.filter(account_id=account.id, used_at=None).count(),
        keys=tuple(OwnKey(key.id, key.name, key.created_at, key.last_used_at) for key in keys),
        identities=tuple(OwnIdentity(one.id, one.issuer, one.linked_at) for one in identities),
        sign_ins=tuple(_own_sign_ins(account_id, sign_in_id, at)),
    )


def _own_sign_ins(account_id: UUID, sign_in_id: UUID | None, at: datetime) -> list[OwnSignIn]:
    rows = SignIn.objects.filter(
        account_id=account_id,
        ended_at=None,
        created_at__gt=at - policy.ABSOLUTE_END,
        last_seen_at__gt=at - policy.IDLE_END,
    )
    return [
        OwnSignIn(
            row.id,
            row.device,
            row.ip_prefix,
            FACTOR_LABELS[Factor(row.factor)],
            row.created_at,
            row.last_seen_at,
            row.id == sign_in_id,
        )
        for row in rows.order_by("-last_seen_at")
    ]


@dataclass(frozen=True, slots=True)
class Link:
    """A one-time link as its page shows it; reading it changes nothing."""

    decision: Decision
    identifier: str = ""
    person_name: str = ""
    is_first: bool = True
    secret: str = ""


def link(token: str) -> Link:
    """What a one-time link is for, whether it may still serve, and the TOTP secret it offers."""
    held = facts.link(hash_token(token))
    if held is None:
        return Link(session.UNKNOWN_LINK)
    decision = may_use(held)
    if not decision:
        return Link(decision)
    is_first = held.purpose == LinkPurpose.ACTIVATION
    secret = vault.enrolment_secret(token) if is_first else ""
    return Link(decision, held.identifier, held.person_name, is_first, secret)


def may_use(held: HeldLink) -> Decision:
    """Whether a link that exists still serves; one that activates also asks the life of the account."""
    known = LinkFacts(AccountState(held.account_state), held.expires_at, held.used_at)
    usable = session.decide_link(known, held.checked_at)
    if held.purpose != LinkPurpose.ACTIVATION:
        return usable
    return lifecycle.decide("activate", lifecycle.held_by_link(held.person_id, known.account_state, usable))
