"""API tokens: one hour at most, never worth more than their owner (MCP-29, R06)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from socle.accounts import attempts, factors, facts, journal
from socle.accounts.actions import forcing
from socle.accounts.actions.sign_in import NO_MEMBERSHIP
from socle.accounts.actions.sign_ins import WRONG_CODE, own_account
from socle.accounts.domain import policy
from socle.accounts.domain.client import Client
from socle.accounts.domain.identifier import normalized
from socle.accounts.domain.states import CONFIRMED_BY_CODE, AccountState, TokenScope
from socle.accounts.facts import Found
from socle.accounts.models import ApiToken
from socle.accounts.queries import memberships_of
from socle.accounts.tokens import hash_token, new_token
from socle.database.transactions import run
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused, refuse

UNKNOWN = refuse(
    "unknown_account",
    "Aucun compte actif ne porte cet identifiant.",
    clause=policy.CLAUSE,
    fix="Vérifiez l'identifiant : « socle demo accounts » donne ceux de la démonstration.",
)
CODE_NEEDED = refuse(
    "code_needed",
    "Un jeton de portée « manage » ou « scim » demande un code à usage unique.",
    clause=policy.CLAUSE,
    fix="Donnez le code affiché par votre application d'authentification.",
)


@dataclass(frozen=True, slots=True)
class CreatedToken:
    """A token just created; it is told once."""

    token: str
    scope: str
    expires_at: datetime


def create_token(
    identifier: str, scope: TokenScope, *, code: str = "", membership_id: UUID | None = None, client: Client
) -> CreatedToken:
    """A token for an active account; `manage` and `scim` need a code, which counts as confirming one's identity.

    In a demonstration the operator holds every secret: without a code, none is used up, so that the same account can
    still sign in with the current one.
    """
    wanted = normalized(identifier)
    found = facts.find(wanted)
    if found is None or found.state != AccountState.ACTIVE:
        raise Refused(UNKNOWN)
    if scope in CONFIRMED_BY_CODE and not (settings.DEMONSTRATION and client.channel == "cli" and not code):
        _confirm(found, wanted, code, client)
    return run(None, lambda at: _create(found, scope, membership_id, client, at), account_id=found.account_id)


def _confirm(found: Found, identifier: str, code: str, client: Client) -> None:
    if not code:
        raise Refused(CODE_NEEDED)
    keys = attempts.keys_of(client, identifier=identifier, account_id=found.account_id)
    attempts.reserve(keys).or_raise()

    def prove(at: datetime) -> bool:
        proof = factors.check(found.account_id, code, at)
        if proof is None or not factors.consume(found.account_id, proof, at):
            return False
        attempts.forgive(keys, at)
        return True

    if not run(None, prove, account_id=found.account_id):
        raise Refused(WRONG_CODE)


def _create(found: Found, scope: TokenScope, membership_id: UUID | None, client: Client, at: datetime) -> CreatedToken:
    forcing.refuse_while_asked(found.account_id)
    memberships = memberships_of(found.account_id)
    chosen = next((one for one in memberships if membership_id in {None, one.membership_id}), None)
    if chosen is None:
        raise Refused(NO_MEMBERSHIP)
    token, expires_at = new_token(), at + policy.TOKEN_LIFE
    ApiToken.objects.create(
        account_id=found.account_id,
        membership_id=chosen.membership_id,
        token_hash=hash_token(token),
        scope=scope,
        created_at=at,
        expires_at=expires_at,
    )
    journal.note(
        "account:token:created",
        at,
        journal.author_of(found, client),
        scope=scope.value,
        expires_at=expires_at.isoformat(),
    )
    return CreatedToken(token, scope.value, expires_at)


def revoke_tokens(actor: Actor) -> int:
    """Revoke every token of one's own account; their number is returned."""

    def revoke(at: datetime) -> int:
        count = ApiToken.objects.filter(account_id=own_account(actor), revoked_at=None).update(revoked_at=at)
        if count:
            journal.note("account:token:revoked", at, actor, reason="à sa demande")
        return count

    return run(actor, revoke)
