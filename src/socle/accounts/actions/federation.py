"""Coming in through an identity provider: one demand, one answer, one sign-in (R11, R13, R22)."""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID, uuid4

from django.conf import settings
from django.db import IntegrityError
from django.urls import reverse

from socle.accounts import attempts, factors, facts, provider, vault
from socle.accounts.actions import forcing
from socle.accounts.actions.sign_in import Opened, Through, count_attempt, open_sign_in, trace_refusal
from socle.accounts.actions.sign_ins import WRONG_CODE
from socle.accounts.domain import federation
from socle.accounts.domain.client import Client
from socle.accounts.domain.federation import Claims, Provider
from socle.accounts.domain.states import AccountState, Factor
from socle.accounts.facts import Found
from socle.accounts.models import Account, Challenge
from socle.accounts.provider import Pending, Redeemed, Unavailable, Unverified
from socle.accounts.tokens import new_token
from socle.database.transactions import run
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused

T = TypeVar("T")

FAILED = "account:sign_in:failed"
CODE_OF_ERROR = re.compile(r"[a-zA-Z0-9_]{1,40}")


@dataclass(frozen=True, slots=True)
class FactorNeeded:
    """The provider proved one factor only: ours is asked before anything opens."""

    issuer: str
    subject: str
    siret: str


def redirect_uri() -> str:
    """The one address the provider may send a browser back to, exact to the letter."""
    return f"{settings.ORIGIN}{reverse('accounts:identity_back')}"


def begin_identity(asked: Provider, suite: str, actor: Actor | None = None) -> tuple[str, Pending]:
    """Where to send the browser, and what it must bring back; `actor` when it is to link an identity."""
    pending = Pending(
        state=new_token(),
        nonce=new_token(),
        verifier=new_token(),
        suite=suite,
        account_id=str(actor.account_id) if actor and actor.account_id else "",
    )
    try:
        return provider.authorization_url(asked, pending, redirect_uri()), pending
    except (Unavailable, Unverified) as error:
        raise Refused(federation.unavailable(asked.name)) from error


def redeem(asked: Provider, pending: Pending | None, answer: Mapping[str, str], client: Client) -> Redeemed:
    """Verify what the browser brings back, once; whatever is wrong is refused and traced, and nobody comes in."""
    keys = attempts.keys_of(client, identifier=None, account_id=uuid4())
    count_attempt(keys, None, uuid4(), client)
    try:
        redeemed = _redeem(asked, pending, answer)
    except Unavailable as error:
        run(None, lambda at: attempts.forgive(keys, at))
        trace_refusal(FAILED, None, uuid4(), client, f"{asked.name} : {error}")
        raise Refused(federation.unavailable(asked.name)) from error
    except Unverified as error:
        trace_refusal(FAILED, None, uuid4(), client, f"{asked.name} : {error}")
        raise Refused(federation.wrong_answer(asked.name)) from error
    except Refused as refused:
        trace_refusal(FAILED, None, uuid4(), client, refused.decision.reason)
        raise
    run(None, lambda at: attempts.forgive(keys, at))
    return redeemed


def _redeem(asked: Provider, pending: Pending | None, answer: Mapping[str, str]) -> Redeemed:
    given = answer.get("state", "")
    if pending is None or not hmac.compare_digest(given.encode(), pending.state.encode()):
        raise Refused(federation.wrong_state(asked.name))
    run(None, lambda at: _use_up(asked, pending.state, at))
    if answer.get("iss", asked.issuer) != asked.issuer:
        raise Unverified("la réponse vient d'un autre émetteur")
    if "error" in answer or not answer.get("code"):
        said = CODE_OF_ERROR.match(answer.get("error", ""))
        raise Refused(federation.declined(asked.name, said[0] if said else ""))
    return provider.redeem(asked, answer["code"], pending, redirect_uri())


def _use_up(asked: Provider, state: str, at: datetime) -> None:
    """A state is answered once: a second answer violates the primary key."""
    try:
        Challenge.objects.create(hash=vault.fingerprint("provider state", state), used_at=at)
    except IntegrityError as error:
        raise Refused(federation.wrong_state(asked.name)) from error


def enter(asked: Provider, claims: Claims, client: Client) -> Opened | FactorNeeded:
    """Open a sign-in for whom the provider names, or ask for our second factor when it proved only one."""
    needed = FactorNeeded(claims.issuer, claims.subject, claims.siret)

    def come_in(at: datetime) -> Opened | FactorNeeded:
        found, through = _through(asked, needed)
        if not federation.proves_two_factors(claims.acr, claims.amr):
            return needed
        return open_sign_in(found, Factor.PROVIDER, client, at, through)

    return _judged(needed, client, come_in)


def prove_factor(asked: Provider, needed: FactorNeeded, code: str, client: Client) -> Opened:
    """Open the sign-in once our own second factor is proved, after the same rules again."""
    named = facts.named(needed.issuer, needed.subject)
    account_id = named.account_id if named else uuid4()
    keys = attempts.keys_of(client, identifier=_identifier(account_id), account_id=account_id)
    count_attempt(keys, named.found if named else None, account_id, client)

    def prove(at: datetime) -> Opened:
        found, through = _through(asked, needed)
        proof = factors.check(account_id, code, at)
        if proof is None or not factors.consume(account_id, proof, at):
            raise Refused(WRONG_CODE)
        attempts.forgive(keys, at)
        return open_sign_in(found, proof.factor, client, at, through)

    return _judged(needed, client, prove)


def _through(asked: Provider, needed: FactorNeeded) -> tuple[Found, Through]:
    """The account, and the body the identity vouches for, judged now; Refused otherwise."""
    named = facts.named(needed.issuer, needed.subject)
    places = facts.places_of(named.account_id) if named else []
    state = AccountState(named.state) if named else None
    federation.enter(state, bool(named and named.is_ended), places, needed.siret, asked.name).or_raise()
    place = federation.place_of(places, needed.siret)
    assert named is not None
    assert place is not None
    forcing.refuse_while_asked(named.account_id)
    return named.found, Through(named.identity_id, place, asked.name)


def _judged(needed: FactorNeeded, client: Client, action: Callable[[datetime], T]) -> T:
    """Run in the context of the account that the identity opens; a refusal is traced in its organisation."""
    named = facts.named(needed.issuer, needed.subject)
    account_id = named.account_id if named else None
    try:
        return run(None, action, account_id=account_id)
    except Refused as refused:
        trace_refusal(FAILED, named.found if named else None, account_id or uuid4(), client, refused.decision.reason)
        raise


def _identifier(account_id: UUID) -> str | None:
    rows = Account.objects.filter(id=account_id).values_list("identifier", flat=True)
    return run(None, lambda _at: rows.first(), account_id=account_id)
