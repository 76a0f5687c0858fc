"""What people do to their own account: password, recovery codes, other sign-ins."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from socle.accounts import factors, facts, journal, passwords
from socle.accounts.actions import forcing
from socle.accounts.actions.sign_ins import WRONG_CODE, confirm, end_all, identifier_of, own_account
from socle.accounts.domain import policy, session
from socle.accounts.domain.client import Client
from socle.accounts.domain.states import END_LABELS, EndReason
from socle.accounts.models import Secret, SignIn
from socle.database.transactions import run
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused, refuse

WRONG_PASSWORD = refuse(
    WRONG_CODE.code, "Mot de passe actuel ou code incorrect.", clause=policy.CLAUSE, fix="Vérifiez les deux."
)


def change_password(actor: Actor, current: str, new: str, code: str, client: Client) -> None:
    """Choose another password, with the current one and a code; every other sign-in ends (ASVS 7.4.3)."""
    account_id = own_account(actor)
    confirm(actor, code, client)
    found = facts.find(identifier_of(actor))
    if found is None or not factors.is_password(current, found.password):
        raise Refused(WRONG_PASSWORD)
    hashed = factors.hash_password(new)

    def change(at: datetime) -> None:
        passwords.assess(new, facts.words_of(account_id)).or_raise()
        set_password(account_id, hashed, at)
        end_all(account_id, EndReason.FACTOR_CHANGED, spared=actor.sign_in_id)
        journal.note("account:password:changed", at, actor, reason="à sa demande")

    run(actor, change)


def set_password(account_id: UUID, hashed: str, at: datetime) -> None:
    """Keep the hash of a password already judged; a trace of the caller goes with it."""
    Secret.objects.update_or_create(account_id=account_id, defaults={"password": hashed, "changed_at": at})
    forcing.satisfied(account_id)


def renew_recovery_codes(actor: Actor) -> list[str]:
    """Ten new recovery codes in the place of the old; the identity must have just been confirmed."""

    def renew(at: datetime) -> list[str]:
        session.step_up(actor.step_up_at, at).or_raise()
        codes = factors.renew_recovery_codes(own_account(actor))
        journal.note("account:factor:added", at, actor, factor="codes de secours")
        return codes

    return run(actor, renew)


def end_sign_in(actor: Actor, sign_in_id: UUID) -> bool:
    """End another sign-in of one's own; False when it was already over."""

    def end(at: datetime) -> bool:
        open_one = SignIn.objects.filter(id=sign_in_id, account_id=own_account(actor), ended_at=None)
        device = open_one.values_list("device", flat=True).first()
        is_ended = open_one.update(ended_at=at, end_reason=EndReason.ENDED_BY_OWNER) == 1
        if is_ended:
            reason = END_LABELS[EndReason.ENDED_BY_OWNER]
            journal.note("account:sign_in:ended", at, actor, reason=reason, device=device or "")
        return is_ended

    return run(actor, end)


def end_other_sign_ins(actor: Actor) -> int:
    """End every sign-in but the one in use; their number is returned."""

    def end(at: datetime) -> int:
        ended = end_all(own_account(actor), EndReason.ENDED_BY_OWNER, spared=actor.sign_in_id)
        if ended:
            reason = END_LABELS[EndReason.ENDED_BY_OWNER]
            journal.note("account:sign_in:ended", at, actor, reason=f"{reason} ({len(ended)})")
        return len(ended)

    return run(actor, end)
