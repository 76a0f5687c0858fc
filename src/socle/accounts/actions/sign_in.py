"""Signing in: one path for every case, one answer for every failure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from socle.accounts import attempts, factors, facts, journal
from socle.accounts.actions import forcing
from socle.accounts.attempts import Counted
from socle.accounts.domain import policy
from socle.accounts.domain.client import Client
from socle.accounts.domain.federation import Place
from socle.accounts.domain.identifier import normalized
from socle.accounts.domain.lifecycle import LifecycleCode
from socle.accounts.domain.states import FACTOR_LABELS, AccountState, Factor
from socle.accounts.facts import Found
from socle.accounts.models import KnownDevice, SignIn
from socle.accounts.tokens import hash_token, new_token
from socle.database.transactions import run
from socle.kernel.decision import Refused, refuse
from socle.traces.domain.author import Author

INCORRECT = refuse(
    "incorrect",
    "Identifiant, mot de passe ou code incorrect.",
    clause=policy.CLAUSE,
    fix="Vérifiez les trois. Si vous les avez perdus, demandez un nouveau lien au gestionnaire des habilitations.",
)
NO_MEMBERSHIP = refuse(
    LifecycleCode.NO_MEMBERSHIP,
    "Votre compte n'est rattaché à aucun organisme.",
    clause=policy.CLAUSE,
    fix="Adressez-vous au gestionnaire des habilitations de votre organisme.",
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A sign-in just opened; its tokens are told once, to the browser."""

    token: str
    device_token: str
    account_id: UUID
    sign_in_id: UUID


def sign_in(identifier: str, password: str, code: str, client: Client) -> Opened:
    """Open a sign-in with a password and a second factor; Refused otherwise, without saying which was wrong."""
    wanted = normalized(identifier)
    found = facts.find(wanted)
    account_id = found.account_id if found else uuid4()
    keys = attempts.keys_of(client, identifier=wanted, account_id=account_id)
    count_attempt(keys, found, account_id, client)
    is_right = factors.is_password(password, found.password if found else None)
    try:
        outcome = run(
            None, lambda at: _prove(found, account_id, is_right, code, keys, client, at), account_id=account_id
        )
    except Refused as refused:
        trace_refusal("account:sign_in:failed", found, account_id, client, refused.decision.reason)
        raise
    if isinstance(outcome, str):
        raise forcing.PasswordAsked(outcome)
    return outcome


def count_attempt(keys: tuple[Counted, ...], found: Found | None, account_id: UUID, client: Client) -> None:
    """Count the attempt before it is judged; Refused, and traced, while there is a wait."""
    decision = attempts.reserve(keys)
    if not decision:
        trace_refusal("account:sign_in:locked", found, account_id, client, decision.fix)
        raise Refused(decision)


def _prove(
    found: Found | None,
    account_id: UUID,
    is_right: bool,
    code: str,
    keys: tuple[Counted, ...],
    client: Client,
    at: datetime,
) -> Opened | str:
    """The sign-in, or the token of the page of a new password when the caisse asked for one."""
    proof = factors.check(account_id, code, at)
    is_active = found is not None and found.state == AccountState.ACTIVE
    if not (is_active and is_right and proof) or found is None:
        raise Refused(INCORRECT)
    if forcing.is_asked(account_id):
        journal.note("account:password:asked", at, journal.author_of(found, client))
        return forcing.page_for(found, at)
    if not factors.consume(account_id, proof, at):
        raise Refused(INCORRECT)
    attempts.forgive(keys, at)
    return open_sign_in(found, proof.factor, client, at)


@dataclass(frozen=True, slots=True)
class Through:
    """The identity of a provider that a sign-in came through, and the body it vouches for."""

    identity_id: UUID
    place: Place
    provider: str


def open_sign_in(found: Found, factor: Factor, client: Client, at: datetime, through: Through | None = None) -> Opened:
    """Open the sign-in of an account whose factors have been proved, for the organisation used last.

    Through a provider: for the body it vouches for, and its second factor is no recent confirmation, since the
    provider's own session lasts twelve hours.
    """
    author = journal.author_of(found, client)
    if through is not None:
        author = _placed(author, through.place)
    if author.membership_id is None:
        raise Refused(NO_MEMBERSHIP)
    token = new_token()
    row = SignIn.objects.create(
        account_id=found.account_id,
        membership_id=author.membership_id,
        token_hash=hash_token(token),
        created_at=at,
        last_seen_at=at,
        step_up_at=None if factor is Factor.PROVIDER else at,
        factor=factor,
        identity_id=through.identity_id if through else None,
        device=client.device,
        ip_prefix=client.network,
    )
    journal.note(
        "account:sign_in:succeeded",
        at,
        author,
        factor=f"{through.provider} et {FACTOR_LABELS[factor]}" if through else FACTOR_LABELS[factor],
        device=client.device,
        address=client.network,
    )
    return Opened(token, _remember(found.account_id, client, at), found.account_id, row.id)


def _placed(author: Author, place: Place) -> Author:
    return replace(
        author,
        membership_id=place.membership_id,
        organisation_id=place.organisation_id,
        organisation_name=place.organisation_name,
    )


def _remember(account_id: UUID, client: Client, at: datetime) -> str:
    """Keep the browser known under a new token, so that a copied cookie dies at the next sign-in."""
    token = new_token()
    known = KnownDevice.objects.filter(account_id=account_id, token_hash=hash_token(client.device_token))
    if client.device_token and known.update(token_hash=hash_token(token), last_used_at=at):
        return token
    KnownDevice.objects.create(
        account_id=account_id, token_hash=hash_token(token), device=client.device, created_at=at, last_used_at=at
    )
    return token


def trace_refusal(tag: str, found: Found | None, account_id: UUID, client: Client, reason: str) -> None:
    """Trace a refused attempt in a transaction of its own, in the organisation of the account when there is one."""

    def write(at: datetime) -> None:
        author = journal.author_of(found, client, account_id)
        outcome = "failed" if tag.endswith("failed") else "refused"
        journal.note(tag, at, author, outcome=outcome, reason=reason, address=client.network)

    run(None, write)
