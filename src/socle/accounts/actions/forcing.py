"""A new password asked by the caisse, and what a measure closes (MCP-25; contrat de service 2.2.1).

The second factor is kept: whoever signs in with the old password and a code is led to choose another one, and is let in
only with it. The caller has judged the measure; here it takes effect.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from socle.accounts import factors, facts, journal
from socle.accounts.domain import policy
from socle.accounts.domain.states import AccountState, EndReason, LinkPurpose
from socle.accounts.facts import Found
from socle.accounts.models import Account, ActivationLink, Secret
from socle.accounts.tokens import hash_token, new_token
from socle.kernel.actor import Actor
from socle.kernel.clause import Clause
from socle.kernel.decision import Refused, refuse

FORCING = Clause("contrat de service", "2.2.1")
NEW_PASSWORD = refuse(
    "password_asked",
    "La caisse a demandé que ce compte change de mot de passe.",
    clause=FORCING,
    fix="Connectez-vous avec votre mot de passe actuel et un code : la page vous en fait choisir un autre.",
)
SAME_PASSWORD = refuse(
    "password_same",
    "C'est le mot de passe que la caisse a demandé de changer.",
    clause=FORCING,
    fix="Choisissez-en un autre.",
)


class PasswordAsked(Refused):
    """The identity is proved, and a new password comes first; `token` opens the page where it is chosen."""

    def __init__(self, token: str) -> None:
        super().__init__(NEW_PASSWORD)
        self.token = token


def require_new_password(membership_id: UUID, *, actor: Actor, at: datetime, reason: str) -> bool:
    """Ask a member's account for a new password: every sign-in and token ends now; False without an active account."""
    invitee = facts.invitee(membership_id)
    account = Account.objects.select_for_update().filter(person_id=invitee.person_id).first() if invitee else None
    if invitee is None or account is None or account.state != AccountState.ACTIVE:
        return False
    account.password_asked_at, account.password_asked_by_id = at, actor.person_id
    account.save(update_fields=["password_asked_at", "password_asked_by_id"])
    facts.close(account.id, EndReason.PASSWORD_ASKED)
    journal.note("account:password:required", at, actor, subject=(invitee.person_id, invitee.name), reason=reason)
    return True


def close_of(membership_ids: Sequence[UUID]) -> tuple[int, int]:
    """End every sign-in and token of these memberships, for a measure of the caisse; how many of each."""
    return facts.close_of(membership_ids, EndReason.MEASURE)


def is_asked(account_id: UUID) -> bool:
    """Whether the password is still the one that the caisse asked to change; in the account's own context."""
    return Account.objects.filter(id=account_id, password_asked_at__isnull=False).exists()


def refuse_while_asked(account_id: UUID) -> None:
    """What needs no password does not go round a password to change."""
    if is_asked(account_id):
        raise Refused(NEW_PASSWORD)


def refuse_the_same(account_id: UUID, password: str) -> None:
    """The password asked for is another one."""
    if is_asked(account_id) and factors.is_password(password, Secret.objects.get(account_id=account_id).password):
        raise Refused(SAME_PASSWORD)


def satisfied(account_id: UUID) -> None:
    """Another password was chosen: nothing is asked any more."""
    asked = Account.objects.filter(id=account_id, password_asked_at__isnull=False)
    asked.update(password_asked_at=None, password_asked_by_id=None)


def page_for(found: Found, at: datetime) -> str:
    """The one-time page where somebody who has just proved their identity chooses a new password; its token."""
    token = new_token()
    ActivationLink.objects.create(
        account_id=found.account_id,
        token_hash=hash_token(token),
        purpose=LinkPurpose.RECOVERY,
        created_at=at,
        expires_at=at + policy.STEP_UP_LIFE,
    )
    return token
