"""Who may invite a person, and who may close an account that other organisations may also rely on.

Source: MCP-24 (the link reaches the user directly), R07 (an invitation never reaches into another organisation),
R08 (peers do not touch each other), R16 (no self-registration), ASVS 5.0 7.4.2.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from socle.accounts.domain.states import AccountState
from socle.kernel.clause import Clause
from socle.kernel.decision import ALLOWED, Decision, refuse

MCP_24 = Clause.house("MCP-24")
KEEPERS = frozenset({"principal", "suppleant", "caisse_admin"})
INVITERS = KEEPERS | {"delegate"}
KEPT_BY_CAISSE = frozenset({"principal", "suppleant", "caisse_admin", "caisse_supervisor", "dpo"})
ASK_MANAGER = "Demandez à l'administrateur principal de l'organisme, ou à son suppléant."


class LifecycleCode(StrEnum):
    """The stable codes of a refused invitation, activation or closure."""

    NOT_MANAGER = "not_manager"
    ALREADY_ACTIVE = "already_active"
    DISABLED = "account_disabled"
    ELSEWHERE = "serves_elsewhere"
    ONESELF = "own_account"
    SAME_HAND = "same_hand"
    OPEN = "account_open"
    KEPT_BY_CAISSE = "kept_by_caisse"
    NO_MEMBERSHIP = "no_membership"


@dataclass(frozen=True, slots=True)
class Case:
    """Who asks, and what is known of the account's person."""

    actor_person_id: UUID
    actor_organisation_id: UUID
    actor_roles: frozenset[str]
    person_id: UUID
    organisation_ids: frozenset[UUID]
    state: AccountState | None = None
    disabled_by_id: UUID | None = None
    held_roles: frozenset[str] = frozenset()


def invite(case: Case) -> Decision:
    """A manager invites somebody who works for an organisation, and an active account needs no invitation."""
    if not case.actor_roles & INVITERS:
        return _refuse(LifecycleCode.NOT_MANAGER, "Votre rôle ne permet pas d'ouvrir un compte.", ASK_MANAGER)
    if case.state is AccountState.ACTIVE:
        return _refuse(
            LifecycleCode.ALREADY_ACTIVE,
            "Cette personne a déjà un compte actif : une personne n'en a qu'un, même pour deux organismes.",
            "Rien à faire : elle choisit l'organisme après s'être connectée.",
        )
    if case.state is AccountState.DISABLED:
        return _refuse(
            LifecycleCode.DISABLED,
            "Le compte de cette personne est désactivé.",
            "Demandez à l'administrateur de la caisse de le rouvrir.",
        )
    if not case.organisation_ids:
        return _refuse(LifecycleCode.NO_MEMBERSHIP, "Cette personne ne fait partie d'aucun organisme.", ASK_MANAGER)
    return ALLOWED


def recover(case: Case) -> Decision:
    """A manager sends a link to choose a new password; the second factor is still asked (ASVS 6.4.3)."""
    if not case.actor_roles & KEEPERS:
        return _refuse(LifecycleCode.NOT_MANAGER, "Votre rôle ne permet pas d'envoyer ce lien.", ASK_MANAGER)
    if case.state is not AccountState.ACTIVE:
        return _refuse(
            LifecycleCode.DISABLED, "Ce compte n'est pas actif.", "Envoyez plutôt une invitation à cette personne."
        )
    return ALLOWED


def disable(case: Case) -> Decision:
    """Nobody closes their own account; only the caisse closes a manager's, or one used elsewhere too (R08)."""
    if not case.actor_roles & KEEPERS:
        return _refuse(LifecycleCode.NOT_MANAGER, "Votre rôle ne permet pas de désactiver un compte.", ASK_MANAGER)
    if case.person_id == case.actor_person_id:
        return _refuse(LifecycleCode.ONESELF, "Vous ne pouvez pas désactiver votre propre compte.", ASK_MANAGER)
    if "caisse_admin" in case.actor_roles:
        return ALLOWED
    if case.held_roles & KEPT_BY_CAISSE:
        return _refuse(
            LifecycleCode.KEPT_BY_CAISSE,
            "Seule la caisse désactive le compte de qui administre les habilitations.",
            "Adressez-vous à l'administrateur de la caisse.",
        )
    if case.organisation_ids <= {case.actor_organisation_id}:
        return ALLOWED
    return _refuse(
        LifecycleCode.ELSEWHERE,
        "Cette personne sert aussi un autre organisme, qui a besoin de son compte.",
        "Mettez fin à son appartenance à votre organisme : ses droits y cessent aussitôt.",
    )


def reopen(case: Case) -> Decision:
    """Two people open a closed account again: one closed it, another, of the caisse, vouches for the person.

    This is also how lost factors are replaced (ASVS 5.0 6.4.4): the link then asks for new ones.
    """
    if "caisse_admin" not in case.actor_roles:
        return _refuse(
            LifecycleCode.NOT_MANAGER,
            "Seule la caisse rouvre un compte désactivé.",
            "Demandez à l'administrateur de la caisse.",
        )
    if case.state is not AccountState.DISABLED:
        return _refuse(LifecycleCode.OPEN, "Ce compte n'est pas désactivé.", "Rien à faire.")
    if case.actor_person_id in {case.person_id, case.disabled_by_id}:
        return _refuse(
            LifecycleCode.SAME_HAND,
            "La personne qui a désactivé ce compte, ou son titulaire, ne peut pas le rouvrir.",
            "Demandez à un autre administrateur de la caisse.",
        )
    return ALLOWED


def _refuse(code: LifecycleCode, reason: str, fix: str) -> Decision:
    return refuse(code, reason, clause=MCP_24, fix=fix)
