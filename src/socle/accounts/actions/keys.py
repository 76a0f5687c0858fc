"""Security keys (WebAuthn): registering one, removing one, signing in with one whose user was verified."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError
from django.db.models import QuerySet
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from socle.accounts import attempts, facts, journal, vault
from socle.accounts.actions import forcing
from socle.accounts.actions.sign_in import INCORRECT, Opened, count_attempt, open_sign_in, trace_refusal
from socle.accounts.actions.sign_ins import end_all, own_account
from socle.accounts.domain import policy, session
from socle.accounts.domain.client import Client
from socle.accounts.domain.states import AccountState, EndReason, Factor
from socle.accounts.facts import Found
from socle.accounts.models import Account, Challenge, WebauthnCredential
from socle.database.transactions import run
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused, refuse

State = Mapping[str, str]
REFUSED_KEY = refuse(
    "key_refused",
    "La clé n'a pas été reconnue.",
    clause=policy.CLAUSE,
    fix="Recommencez, ou connectez-vous avec votre mot de passe et un code.",
)
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Ceremony:
    """What the browser is asked, and what the server must find again in its answer."""

    options: Mapping[str, object]
    state: State


def begin_key(actor: Actor) -> Ceremony:
    """Ask the browser for a new key, verified by its user, that is not one already registered."""
    account_id = own_account(actor)

    def begin(at: datetime) -> Ceremony:
        session.step_up(actor.step_up_at, at).or_raise()
        known = [AttestedCredentialData(bytes(row.public_key)) for row in _keys(account_id)]
        identifier = Account.objects.values_list("identifier", flat=True).get(id=account_id)
        user = PublicKeyCredentialUserEntity(id=account_id.bytes, name=identifier, display_name=identifier)
        options, state = _server().register_begin(
            user,
            known,
            resident_key_requirement=ResidentKeyRequirement.PREFERRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        )
        return Ceremony(dict(options), state)

    return run(actor, begin)


def add_key(actor: Actor, state: State, answer: Mapping[str, object], name: str) -> None:
    """Keep the key the browser made; every other sign-in ends (ASVS 7.4.3)."""
    account_id = own_account(actor)

    def add(at: datetime) -> None:
        session.step_up(actor.step_up_at, at).or_raise()
        _use_challenge(state, at)
        try:
            made = _server().register_complete(state, answer)
        except (ValueError, KeyError, TypeError) as error:
            raise Refused(REFUSED_KEY) from error
        credential = made.credential_data
        if credential is None:
            raise Refused(REFUSED_KEY)
        label = name.strip()[:LONGEST_NAME] or "Clé de sécurité"
        WebauthnCredential.objects.create(
            account_id=account_id,
            credential_id=credential.credential_id,
            public_key=bytes(credential),
            sign_count=made.counter,
            name=label,
            created_at=at,
        )
        end_all(account_id, EndReason.FACTOR_CHANGED, spared=actor.sign_in_id)
        journal.note("account:factor:added", at, actor, factor="clé de sécurité", label=label)

    run(actor, add)


def remove_key(actor: Actor, key_id: UUID) -> bool:
    """Forget a key; the code of the application stays, so nobody is left with one factor."""

    def remove(at: datetime) -> bool:
        session.step_up(actor.step_up_at, at).or_raise()
        row = _keys(own_account(actor)).filter(id=key_id).first()
        if row is None:
            return False
        row.delete()
        end_all(own_account(actor), EndReason.FACTOR_CHANGED, spared=actor.sign_in_id)
        journal.note("account:factor:removed", at, actor, factor="clé de sécurité", label=row.name)
        return True

    return run(actor, remove)


def begin_key_sign_in() -> Ceremony:
    """Ask the browser for any of our keys, its user verified: possession and PIN or fingerprint, two factors."""
    options, state = _server().authenticate_begin(user_verification=UserVerificationRequirement.REQUIRED)
    return Ceremony(dict(options), state)


def sign_in_with_key(state: State, answer: Mapping[str, object], client: Client) -> Opened:
    """Open a sign-in with a security key; the same refusal whatever was wrong."""
    response, found = _owner(answer)
    account_id = found.account_id
    keys = attempts.keys_of(client, identifier=None, account_id=account_id)
    count_attempt(keys, found, account_id, client)

    def prove(at: datetime) -> Opened:
        _use_challenge(state, at)
        _verify(state, response, account_id, at)
        if found.state != AccountState.ACTIVE:
            raise Refused(INCORRECT)
        forcing.refuse_while_asked(account_id)
        attempts.forgive(keys, at)
        return open_sign_in(found, Factor.WEBAUTHN, client, at)

    try:
        return run(None, prove, account_id=account_id)
    except Refused as refused:
        trace_refusal("account:sign_in:failed", found, account_id, client, refused.decision.reason)
        raise


def _owner(answer: Mapping[str, object]) -> tuple[AuthenticationResponse, Found]:
    try:
        response = AuthenticationResponse.from_dict(answer)
    except (ValueError, KeyError, TypeError) as error:
        raise Refused(REFUSED_KEY) from error
    identifier = facts.credential_owner(response.raw_id)
    found = facts.find(identifier) if identifier else None
    if found is None:
        raise Refused(REFUSED_KEY)
    return response, found


def _verify(state: State, response: AuthenticationResponse, account_id: UUID, at: datetime) -> None:
    row = _keys(account_id).select_for_update().filter(credential_id=response.raw_id).first()
    if row is None:
        raise Refused(REFUSED_KEY)
    try:
        _server().authenticate_complete(state, [AttestedCredentialData(bytes(row.public_key))], response)
    except (ValueError, KeyError, TypeError) as error:
        raise Refused(REFUSED_KEY) from error
    counter = response.response.authenticator_data.counter
    if (counter or row.sign_count) and counter <= row.sign_count:
        raise Refused(REFUSED_KEY)
    row.sign_count, row.last_used_at = counter, at
    row.save(update_fields=["sign_count", "last_used_at"])


def _use_challenge(state: State, at: datetime) -> None:
    """A challenge is answered once: a second answer violates the primary key."""
    used = vault.fingerprint("webauthn challenge", str(state.get("challenge", "")))
    try:
        Challenge.objects.create(hash=used, used_at=at)
    except IntegrityError as error:
        raise Refused(REFUSED_KEY) from error


def _keys(account_id: UUID) -> QuerySet[WebauthnCredential]:
    return WebauthnCredential.objects.filter(account_id=account_id)


def _server() -> Fido2Server:
    host = urlsplit(settings.ORIGIN).hostname or "localhost"
    entity = PublicKeyCredentialRpEntity(name="Socle", id=host)
    return Fido2Server(entity, verify_origin=lambda origin: origin == settings.ORIGIN)
