"""Opening and closing accounts: a manager invites, the link reaches the user directly (MCP-24)."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID

from socle.accounts import emails, facts, journal
from socle.accounts.actions.sign_ins import end_all
from socle.accounts.domain import lifecycle, policy
from socle.accounts.domain.identifier import SPACE, identifier_of
from socle.accounts.domain.states import EndReason, LinkPurpose
from socle.accounts.facts import Invitee
from socle.accounts.models import Account, ActivationLink
from socle.accounts.queries.members import case_of
from socle.accounts.tokens import hash_token, new_token
from socle.database.constraints import register
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused, refuse
from socle.notifications.actions import enqueue

SAME_TIME = refuse(
    "invited_twice",
    "Quelqu'un vient d'inviter cette personne.",
    clause=lifecycle.MCP_24,
    fix="Rechargez la page : elle montre l'invitation déjà envoyée.",
)
register("accounts_account_person_id_key", SAME_TIME)
register("account_identifier_once", SAME_TIME)
UNSEEN = refuse(
    "unknown_person",
    "Cette personne n'est pas visible depuis votre organisme.",
    clause=lifecycle.MCP_24,
    fix="Choisissez une personne de la liste.",
)
NO_ACCOUNT = refuse(
    "no_account", "Cette personne n'a pas de compte.", clause=lifecycle.MCP_24, fix="Invitez-la d'abord."
)


def invite(membership_id: UUID, *, actor: Actor, at: datetime) -> UUID:
    """Create the account of a member, or send a new link while it is not activated; the account's id is returned.

    Runs in the caller's transaction, so that a person and their invitation come together.
    """
    invitee = _invitee(membership_id)
    account = Account.objects.select_for_update().filter(person_id=invitee.person_id).first()
    case = case_of(actor, invitee, account)
    step = lifecycle.inviting(case.state)
    lifecycle.decide(step, case).or_raise()
    if account is None:
        account = _create(invitee, at)
    _send_and_trace(account, invitee, step, actor, at)
    return account.id


def send_recovery_link(membership_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Send a link to choose a new password; the second factor is still asked on the page."""
    invitee = _invitee(membership_id)
    account = Account.objects.select_for_update().filter(person_id=invitee.person_id).first()
    lifecycle.decide("recover", case_of(actor, invitee, account)).or_raise()
    if account is not None:
        _send_and_trace(account, invitee, "recover", actor, at)


def disable_account(membership_id: UUID, *, actor: Actor, at: datetime) -> int:
    """Close the account of a member: every sign-in, token and link ends at once; how many sign-ins is returned."""
    invitee = _invitee(membership_id)
    account = Account.objects.select_for_update().filter(person_id=invitee.person_id).first()
    if account is None:
        raise Refused(NO_ACCOUNT)
    lifecycle.decide("disable", case_of(actor, invitee, account)).or_raise()
    account.state, account.disabled_at, account.disabled_by_id = lifecycle.target("disable"), at, actor.person_id
    account.save(update_fields=["state", "disabled_at", "disabled_by_id"])
    _revoke_links(account.id, at)
    ended = end_all(account.id, EndReason.DISABLED)
    subject = (invitee.person_id, invitee.name)
    journal.note(lifecycle.TAGS["disable"], at, actor, subject=subject, login=account.identifier)
    return len(ended)


def reopen_account(membership_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Open a closed account again by a new link, which asks for a new password and a new second factor."""
    invitee = _invitee(membership_id)
    account = Account.objects.select_for_update().filter(person_id=invitee.person_id).first()
    if account is None:
        raise Refused(NO_ACCOUNT)
    lifecycle.decide("reopen", case_of(actor, invitee, account)).or_raise()
    account.state, account.disabled_at, account.disabled_by_id = lifecycle.target("reopen"), None, None
    account.save(update_fields=["state", "disabled_at", "disabled_by_id"])
    _send_and_trace(account, invitee, "reopen", actor, at)


def _invitee(membership_id: UUID) -> Invitee:
    invitee = facts.invitee(membership_id)
    if invitee is None:
        raise Refused(UNSEEN)
    return invitee


def _create(invitee: Invitee, at: datetime) -> Account:
    return Account.objects.create(
        person_id=invitee.person_id,
        identifier=free_identifier(),
        state=lifecycle.target("invite"),
        created_at=at,
    )


def free_identifier() -> str:
    """An identifier that nobody has."""
    while True:
        drawn = identifier_of(secrets.randbelow(SPACE))
        if facts.find(drawn) is None:
            return drawn


def _send_and_trace(account: Account, invitee: Invitee, step: str, actor: Actor, at: datetime) -> None:
    purpose = LinkPurpose.RECOVERY if step == "recover" else LinkPurpose.ACTIVATION
    _revoke_links(account.id, at)
    token, expires_at = new_token(), at + policy.LINK_LIFE
    ActivationLink.objects.create(
        account_id=account.id,
        token_hash=hash_token(token),
        purpose=purpose,
        created_at=at,
        expires_at=expires_at,
        created_by_id=actor.person_id,
    )
    enqueue(emails.link_mail(purpose, invitee, account.identifier, token, expires_at), at)
    journal.note(
        lifecycle.TAGS[step],
        at,
        actor,
        subject=(invitee.person_id, invitee.name),
        login=account.identifier,
        until=expires_at.isoformat(),
    )


def _revoke_links(account_id: UUID, at: datetime) -> None:
    ActivationLink.objects.filter(account_id=account_id, used_at=None).update(used_at=at)
