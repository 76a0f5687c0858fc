"""Whether a sign-in, an API token or a one-time link still holds, judged at each use with the database's clock.

Source: MCP-35 (values in `policy`), MCP-24 (links), ASVS 5.0 7.3 and 7.5.3, reliability.md R09 to R12.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from socle.accounts.domain import policy
from socle.accounts.domain.states import AccountState
from socle.kernel.clause import Clause
from socle.kernel.decision import ALLOWED, Decision, allow, refuse

SIGN_IN_AGAIN = "Reconnectez-vous."
ASK_MANAGER = "Adressez-vous au gestionnaire des habilitations de votre organisme."
MCP_24 = Clause.house("MCP-24")
ASK_LINK = "Demandez un nouveau lien au gestionnaire des habilitations de votre organisme."


class SessionCode(StrEnum):
    """The stable codes of a refused session, token, link or step-up."""

    ENDED = "ended"
    DISABLED = "account_disabled"
    LEFT = "left_organisation"
    IDLE = "idle"
    ABSOLUTE = "absolute"
    EXPIRED = "expired"
    USED = "used"
    STEP_UP = "step_up_required"


UNKNOWN_LINK = refuse(SessionCode.EXPIRED, "Ce lien n'existe pas ou n'existe plus.", clause=MCP_24, fix=ASK_LINK)
USED_LINK = refuse(SessionCode.USED, "Ce lien a déjà servi.", clause=MCP_24, fix=ASK_LINK)


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """What the database knows of a sign-in."""

    account_state: AccountState
    is_member: bool
    created_at: datetime
    last_seen_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class TokenFacts:
    """What the database knows of an API token."""

    account_state: AccountState
    is_member: bool
    expires_at: datetime
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class LinkFacts:
    """What the database knows of a one-time link."""

    account_state: AccountState
    expires_at: datetime
    used_at: datetime | None


def holder(account_state: AccountState, is_member: bool) -> Decision:
    """Only an active account acts, and only for an organisation its person still belongs to."""
    if account_state is not AccountState.ACTIVE:
        return refuse(SessionCode.DISABLED, "Ce compte n'est pas actif.", clause=policy.CLAUSE, fix=ASK_MANAGER)
    if not is_member:
        return refuse(
            SessionCode.LEFT, "Vous ne faites plus partie de cet organisme.", clause=policy.CLAUSE, fix=ASK_MANAGER
        )
    return ALLOWED


def decide(facts: SessionFacts, at: datetime) -> Decision:
    """A sign-in holds until it is ended, thirty minutes without use, ten hours in all, or its holder's loss."""
    if facts.ended_at is not None:
        return refuse(SessionCode.ENDED, "Cette connexion est terminée.", clause=policy.CLAUSE, fix=SIGN_IN_AGAIN)
    held = holder(facts.account_state, facts.is_member)
    if not held:
        return held
    if at >= facts.created_at + policy.ABSOLUTE_END:
        return refuse(
            SessionCode.ABSOLUTE,
            "Votre connexion a atteint sa durée maximale.",
            clause=policy.CLAUSE,
            fix=SIGN_IN_AGAIN,
        )
    if at >= facts.last_seen_at + policy.IDLE_END:
        return refuse(
            SessionCode.IDLE, "Votre connexion a pris fin par inactivité.", clause=policy.CLAUSE, fix=SIGN_IN_AGAIN
        )
    until = min(facts.created_at + policy.ABSOLUTE_END, facts.last_seen_at + policy.IDLE_END)
    return allow(policy.CLAUSE, until=until)


def decide_token(facts: TokenFacts, at: datetime) -> Decision:
    """A token never outlives its hour, its revocation, its account or its membership."""
    if facts.revoked_at is not None:
        return refuse(SessionCode.ENDED, "Ce jeton est révoqué.", clause=policy.CLAUSE, fix="Créez un nouveau jeton.")
    if at >= facts.expires_at:
        return refuse(SessionCode.EXPIRED, "Ce jeton a expiré.", clause=policy.CLAUSE, fix="Créez un nouveau jeton.")
    held = holder(facts.account_state, facts.is_member)
    return held and allow(policy.CLAUSE, until=facts.expires_at)


def decide_link(facts: LinkFacts, at: datetime) -> Decision:
    """A link serves once, before its end, for an account that is not disabled."""
    if facts.account_state is AccountState.DISABLED:
        return refuse(SessionCode.DISABLED, "Ce compte est désactivé.", clause=MCP_24, fix=ASK_MANAGER)
    if facts.used_at is not None:
        return USED_LINK
    if at >= facts.expires_at:
        return refuse(SessionCode.EXPIRED, "Ce lien a expiré.", clause=MCP_24, fix=ASK_LINK)
    return allow(MCP_24, until=facts.expires_at)


def step_up(step_up_at: datetime | None, at: datetime) -> Decision:
    """A sensitive act asks for an identity confirmed in the last ten minutes."""
    if step_up_at is not None and at < step_up_at + policy.STEP_UP_LIFE:
        return allow(policy.CLAUSE, until=step_up_at + policy.STEP_UP_LIFE)
    return refuse(
        SessionCode.STEP_UP,
        "Cette action demande de confirmer à nouveau votre identité.",
        clause=policy.CLAUSE,
        fix="Saisissez un code à usage unique : la confirmation vaut dix minutes.",
    )
