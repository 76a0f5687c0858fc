"""Confirming one's identity, changing organisation, signing out: each gives the sign-in a new token (R22)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from socle.accounts import attempts, factors, facts, journal
from socle.accounts.actions.sign_in import INCORRECT
from socle.accounts.domain import federation, policy
from socle.accounts.domain.client import Client
from socle.accounts.domain.states import END_LABELS, FACTOR_LABELS, EndReason
from socle.accounts.models import Account, SignIn
from socle.accounts.queries import memberships_of
from socle.accounts.tokens import hash_token, new_token
from socle.database.transactions import run
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused, refuse
from socle.traces.domain.author import Author

NOT_MEMBER = refuse(
    "not_member",
    "Vous ne faites pas partie de cet organisme.",
    clause=policy.CLAUSE,
    fix="Choisissez un organisme de la liste.",
)
WRONG_CODE = refuse(
    INCORRECT.code,
    "Code incorrect ou déjà utilisé.",
    clause=policy.CLAUSE,
    fix="Attendez le code suivant de votre application, puis recommencez.",
)


def own_account(actor: Actor) -> UUID:
    """The account the actor signed in with; MCP-29: only a person's own sign-in acts on it."""
    if actor.account_id is None:
        raise Refused(refuse("no_account", "Cette action demande un compte connecté.", clause=policy.CLAUSE))
    return actor.account_id


def sign_out(actor: Actor) -> None:
    """End the sign-in in use."""

    def end(at: datetime) -> None:
        open_one = _in_use(actor)
        if open_one.update(ended_at=at, end_reason=EndReason.SIGNED_OUT):
            journal.note("account:sign_in:ended", at, actor, reason=END_LABELS[EndReason.SIGNED_OUT])

    run(actor, end)


def step_up(actor: Actor, code: str, client: Client) -> str:
    """Confirm one's identity by a code, for ten minutes; the new token of the sign-in is returned."""
    confirm(actor, code, client)

    def renew(at: datetime) -> str:
        return _renew_token(actor, at, step_up_at=at)

    return run(actor, renew)


def confirm(actor: Actor, code: str, client: Client) -> None:
    """Count the attempt, check the code and use it up; Refused, and traced, when it is wrong."""
    account_id = own_account(actor)
    keys = attempts.keys_of(client, identifier=identifier_of(actor), account_id=account_id)
    attempts.reserve(keys).or_raise()

    def prove(at: datetime) -> bool:
        proof = factors.check(account_id, code, at)
        is_right = proof is not None and factors.consume(account_id, proof, at)
        if proof is not None and is_right:
            attempts.forgive(keys, at)
            journal.note("account:step_up:succeeded", at, actor, factor=FACTOR_LABELS[proof.factor])
        else:
            journal.note("account:step_up:failed", at, actor, outcome="failed", reason=WRONG_CODE.reason)
        return is_right

    if not run(actor, prove):
        raise Refused(WRONG_CODE)


def identifier_of(actor: Actor) -> str:
    return run(actor, lambda _at: Account.objects.values_list("identifier", flat=True).get(id=own_account(actor)))


def switch_membership(actor: Actor, membership_id: UUID) -> str:
    """Act for another organisation of the same person; the new token of the sign-in is returned."""

    def switch(at: datetime) -> str:
        wanted = next((one for one in memberships_of(own_account(actor)) if one.membership_id == membership_id), None)
        if wanted is None:
            raise Refused(NOT_MEMBER)
        federation.switch(_in_use(actor).filter(identity__isnull=False).exists()).or_raise()
        token = _renew_token(actor, at, membership_id=membership_id)
        journal.note("account:sign_in:ended", at, actor, reason="changement d'organisme")
        journal.note(
            "account:sign_in:succeeded",
            at,
            replace(
                Author.of(actor),
                organisation_id=wanted.organisation_id,
                organisation_name=wanted.organisation_name,
                membership_id=wanted.membership_id,
            ),
            factor="un changement d'organisme",
        )
        return token

    return run(actor, switch)


def end_all(account_id: UUID, reason: EndReason, spared: UUID | None = None) -> list[UUID]:
    """End every sign-in and token of an account but one; in the caller's transaction and context."""
    return facts.close(account_id, reason.value, spared)


def _in_use(actor: Actor) -> QuerySet[SignIn]:
    mine = SignIn.objects.filter(account_id=own_account(actor), ended_at=None)
    return mine.filter(id=actor.sign_in_id) if actor.sign_in_id else mine.none()


def _renew_token(actor: Actor, at: datetime, **changes: datetime | UUID) -> str:
    token = new_token()
    if not _in_use(actor).update(token_hash=hash_token(token), last_seen_at=at, **changes):
        raise Refused(refuse("ended", "Cette connexion est terminée.", clause=policy.CLAUSE, fix="Reconnectez-vous."))
    return token
