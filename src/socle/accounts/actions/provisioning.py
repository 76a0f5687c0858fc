"""Accounts of the demonstration, ready to sign in; refused anywhere else."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings

from socle.accounts import factors
from socle.accounts.domain.states import AccountState
from socle.accounts.models import Account, Secret
from socle.kernel.clause import Clause
from socle.kernel.decision import Refused, refuse

OUTSIDE = refuse(
    "not_demonstration",
    "Les comptes de démonstration n'existent que dans une démonstration.",
    clause=Clause.house("MCP-24"),
    fix="Invitez les personnes : chacune choisit ses propres secrets.",
)


def provision_demonstration(person_id: UUID, *, identifier: str, password: str, totp_secret: str, at: datetime) -> UUID:
    """An active account with known secrets, made or put back as it was; run as the owner, in its transaction."""
    if not settings.DEMONSTRATION:
        raise Refused(OUTSIDE)
    account, _ = Account.objects.update_or_create(
        person_id=person_id,
        defaults={
            "identifier": identifier,
            "state": AccountState.ACTIVE,
            "activated_at": at,
            "disabled_at": None,
            "disabled_by_id": None,
            "password_asked_at": None,
            "password_asked_by_id": None,
        },
        create_defaults={
            "identifier": identifier,
            "state": AccountState.ACTIVE,
            "created_at": at,
            "activated_at": at,
        },
    )
    Secret.objects.update_or_create(
        account_id=account.id, defaults={"password": factors.hash_password(password), "changed_at": at}
    )
    factors.enrol_totp(account.id, totp_secret, 0, at)
    return account.id
