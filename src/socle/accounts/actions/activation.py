"""Using a one-time link: choose a password, prove a second factor, and receive recovery codes once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from socle.accounts import attempts, factors, facts, journal, passwords, vault
from socle.accounts.actions import forcing
from socle.accounts.actions.own import set_password
from socle.accounts.actions.sign_in import NO_MEMBERSHIP
from socle.accounts.actions.sign_ins import WRONG_CODE, end_all
from socle.accounts.domain import lifecycle, recovery, session
from socle.accounts.domain.client import Client
from socle.accounts.domain.states import AccountState, EndReason, LinkPurpose
from socle.accounts.facts import HeldLink
from socle.accounts.models import Account, ActivationLink, WebauthnCredential
from socle.accounts.queries.own import may_use
from socle.accounts.tokens import hash_token
from socle.database.transactions import run
from socle.kernel.decision import Refused


@dataclass(frozen=True, slots=True)
class Activated:
    """An account ready to sign in; the recovery codes are told once, none when the factor was kept."""

    identifier: str
    recovery_codes: tuple[str, ...]


def activate(token: str, password: str, code: str, client: Client) -> Activated:
    """Use the link: password and code are both judged before anything changes, and one use wins."""
    link = _held(token)
    passwords.assess(password, link.words).or_raise()
    keys = attempts.keys_of(client, identifier=link.identifier, account_id=link.account_id)
    attempts.reserve(keys).or_raise()
    hashed = factors.hash_password(password)

    def use(at: datetime) -> Activated:
        _consume(link, at)
        is_first = link.purpose == LinkPurpose.ACTIVATION
        forcing.refuse_the_same(link.account_id, password)
        codes = _enrol(link, token, code, at) if is_first else _prove(link, code, at)
        set_password(link.account_id, hashed, at)
        end_all(link.account_id, EndReason.FACTOR_CHANGED)
        attempts.forgive(keys, at)
        _trace(link, client, at, is_first=is_first)
        return Activated(link.identifier, tuple(codes))

    return run(None, use, account_id=link.account_id)


def _held(token: str) -> HeldLink:
    link = facts.link(hash_token(token))
    if link is None:
        raise Refused(session.UNKNOWN_LINK)
    may_use(link).or_raise()
    return link


def _consume(link: HeldLink, at: datetime) -> None:
    fresh = ActivationLink.objects.filter(id=link.link_id, used_at=None, expires_at__gt=at)
    if not fresh.update(used_at=at):
        raise Refused(session.USED_LINK)


def _enrol(link: HeldLink, token: str, code: str, at: datetime) -> list[str]:
    secret = vault.enrolment_secret(token)
    step = factors.totp_step(secret, recovery.normalized(code), at)
    if step is None:
        raise Refused(WRONG_CODE)
    waiting = Account.objects.filter(id=link.account_id, state=AccountState.INVITED)
    if not waiting.update(state=lifecycle.target("activate"), activated_at=at):
        raise Refused(session.UNKNOWN_LINK)
    if not facts.has_membership(link.account_id):
        raise Refused(NO_MEMBERSHIP)
    WebauthnCredential.objects.filter(account_id=link.account_id).delete()
    factors.enrol_totp(link.account_id, secret, step, at)
    return factors.renew_recovery_codes(link.account_id)


def _prove(link: HeldLink, code: str, at: datetime) -> list[str]:
    proof = factors.check(link.account_id, code, at)
    if proof is None or not factors.consume(link.account_id, proof, at):
        raise Refused(WRONG_CODE)
    return []


def _trace(link: HeldLink, client: Client, at: datetime, *, is_first: bool) -> None:
    author = journal.author_of(link, client)
    subject = (link.person_id, link.person_name)
    if is_first:
        journal.note(lifecycle.TAGS["activate"], at, author, subject=subject, login=link.identifier)
        journal.note("account:factor:added", at, author, factor="application d'authentification")
    else:
        journal.note("account:password:changed", at, author, reason="par un lien de son gestionnaire")
