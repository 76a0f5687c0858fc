"""Linking the identity of a provider to one's own account, and ending the link: never by e-mail, never moved (R13)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from socle.accounts import facts, journal
from socle.accounts.actions.sign_ins import end_all, own_account
from socle.accounts.domain import federation, policy, session
from socle.accounts.domain.federation import Claims, Provider
from socle.accounts.domain.states import EndReason
from socle.accounts.models import IdentityLink, SignIn
from socle.database.constraints import register
from socle.database.transactions import run
from socle.kernel.actor import Actor
from socle.kernel.decision import Act, refuse

LINKED_MEANWHILE = refuse(
    federation.FederationCode.TAKEN,
    "Cette identité vient d'être reliée à un compte.",
    clause=policy.CLAUSE,
    fix="Un lien ne change jamais de compte. Rechargez la page : elle montre vos identités reliées.",
)
register("identity_linked_once", LINKED_MEANWHILE)
register("identity_of_one_account", LINKED_MEANWHILE)
register("identity_fixed", LINKED_MEANWHILE)


def check_link(actor: Actor, asked: Provider, claims: Claims) -> None:
    """Refused when this identity may not open the actor's account."""
    account_id = own_account(actor)
    named = facts.named(claims.issuer, claims.subject)
    act = Act("account:identity:refused", payload={"provider": asked.name, "siret": claims.siret})
    federation.link(
        facts.places_of(account_id),
        claims.siret,
        is_taken=named is not None and named.account_id != account_id,
        is_linked=named is not None and named.account_id == account_id and not named.is_ended,
        name=asked.name,
    ).or_raise(act)


def link_identity(actor: Actor, asked: Provider, claims: Claims) -> None:
    """Link an identity just proved, the person's own having just been confirmed; every other sign-in ends."""

    def link(at: datetime) -> None:
        session.step_up(actor.step_up_at, at).or_raise()
        check_link(actor, asked, claims)
        account_id = own_account(actor)
        IdentityLink.objects.create(account_id=account_id, issuer=claims.issuer, subject=claims.subject, linked_at=at)
        end_all(account_id, EndReason.FACTOR_CHANGED, spared=actor.sign_in_id)
        journal.note("account:identity:linked", at, actor, provider=asked.name, siret=claims.siret)

    run(actor, link)


def end_identity(actor: Actor, identity_id: UUID) -> bool:
    """End a link of one's own and the other sign-ins it opened; False when it was already over."""

    def end(at: datetime) -> bool:
        session.step_up(actor.step_up_at, at).or_raise()
        mine = IdentityLink.objects.filter(id=identity_id, account_id=own_account(actor), ended_at=None)
        issuer = mine.values_list("issuer", flat=True).first()
        if issuer is None or not mine.update(ended_at=at):
            return False
        opened = SignIn.objects.filter(account_id=own_account(actor), identity_id=identity_id, ended_at=None)
        others = opened.exclude(id=actor.sign_in_id) if actor.sign_in_id else opened
        others.update(ended_at=at, end_reason=EndReason.IDENTITY_ENDED)
        journal.note("account:identity:ended", at, actor, provider=issuer)
        return True

    return run(actor, end)
