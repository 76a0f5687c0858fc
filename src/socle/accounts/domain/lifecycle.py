"""The life of an account: who opens, activates, closes and opens it again, even when several organisations rely on it.

`LIFECYCLE` is the table, the rules of this module are its guards, `TAGS` the trace that each step leaves.
Source: MCP-24 (the link reaches the user directly), R07 (an invitation never reaches into another organisation),
R08 (peers do not touch each other), R16 (no self-registration), ASVS 5.0 7.4.2.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from socle.accounts.domain import session
from socle.accounts.domain.states import STATE_LABELS, AccountState
from socle.kernel.clause import Clause
from socle.kernel.decision import ALLOWED, Decision, first_refusal, refuse
from socle.kernel.workflow import Step, Workflow

MCP_24 = Clause.house("MCP-24")
KEEPERS = frozenset({"principal", "suppleant", "caisse_admin"})
INVITERS = KEEPERS | {"delegate"}
ABOVE_A_DELEGATE = INVITERS | {"caisse_supervisor", "dpo"}
HOLDER = "holder"
KEPT_BY_CAISSE = frozenset({"principal", "suppleant", "caisse_admin", "caisse_supervisor", "dpo"})
ASK_MANAGER = "Demandez à l'administrateur principal de l'organisme, ou à son suppléant."


class Stage(StrEnum):
    """Where an account is in its life: before it exists, then its stored state."""

    NONE = "none"
    INVITED = AccountState.INVITED.value
    ACTIVE = AccountState.ACTIVE.value
    DISABLED = AccountState.DISABLED.value


class LifecycleCode(StrEnum):
    """The stable codes of a refused invitation, activation or closure."""

    NOT_MANAGER = "not_manager"
    SUPERIOR = "superior_or_peer"
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
    """Who asks, and what is known of the account's person; `link` is what the one-time link presented is worth."""

    actor_person_id: UUID
    actor_organisation_id: UUID | None
    actor_roles: frozenset[str]
    person_id: UUID
    organisation_ids: frozenset[UUID]
    state: AccountState | None = None
    disabled_by_id: UUID | None = None
    held_roles: frozenset[str] = frozenset()
    link: Decision = session.UNKNOWN_LINK


def invite(case: Case) -> Decision:
    """A manager invites who works for an organisation, never a superior nor a peer of theirs (R08)."""
    if not case.actor_roles & INVITERS:
        return _refuse(LifecycleCode.NOT_MANAGER, "Votre rôle ne permet pas d'ouvrir un compte.", ASK_MANAGER)
    if not case.actor_roles & KEEPERS and case.held_roles & ABOVE_A_DELEGATE:
        return _refuse(
            LifecycleCode.SUPERIOR, "Cette personne a une responsabilité égale ou supérieure à la vôtre.", ASK_MANAGER
        )
    return _invited(case)


def _invited(case: Case) -> Decision:
    """An active account needs no invitation, a closed one is reopened, a shared one depends on no single body."""
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
    if case.state is AccountState.INVITED and _is_shared(case):
        return _ELSEWHERE_LINK
    if not case.organisation_ids:
        return _refuse(LifecycleCode.NO_MEMBERSHIP, "Cette personne ne fait partie d'aucun organisme.", ASK_MANAGER)
    return ALLOWED


def activate(case: Case) -> Decision:
    """Only the link sent to its person activates an account, once, while the account waits for it (MCP-24)."""
    if case.link and case.state is not AccountState.INVITED:
        return session.UNKNOWN_LINK
    return case.link


def recover(case: Case) -> Decision:
    """A manager sends a link to choose a new password; the second factor is still asked (ASVS 6.4.3)."""
    if not case.actor_roles & KEEPERS:
        return _refuse(LifecycleCode.NOT_MANAGER, "Votre rôle ne permet pas d'envoyer ce lien.", ASK_MANAGER)
    if case.state is not AccountState.ACTIVE:
        return _refuse(
            LifecycleCode.DISABLED, "Ce compte n'est pas actif.", "Envoyez plutôt une invitation à cette personne."
        )
    return _ELSEWHERE_LINK if _is_shared(case) else ALLOWED


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
    if not _is_shared(case):
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


def _is_shared(case: Case) -> bool:
    """Whether another body relies on the account too: then a link follows no address that one body alone writes."""
    return "caisse_admin" not in case.actor_roles and not case.organisation_ids <= {case.actor_organisation_id}


def _refuse(code: LifecycleCode, reason: str, fix: str) -> Decision:
    return refuse(code, reason, clause=MCP_24, fix=fix)


_ELSEWHERE_LINK = _refuse(
    LifecycleCode.ELSEWHERE,
    "Cette personne sert aussi un autre organisme : son lien ne dépend pas d'un seul des deux.",
    "Demandez le lien à l'administrateur de la caisse.",
)


TITLE = "Le compte d'une personne"
LABELS: dict[str, str] = {
    Stage.NONE: STATE_LABELS[None],
    **{state.value: STATE_LABELS[state] for state in AccountState},
    "invite": "inviter",
    "resend": "renvoyer le lien",
    "activate": "activer",
    "recover": "envoyer un lien de nouveau mot de passe",
    "disable": "désactiver",
    "reopen": "rouvrir",
    "principal": "administrateur principal",
    "suppleant": "administrateur suppléant",
    "delegate": "responsable d'habilitation",
    "caisse_admin": "administrateur de la caisse",
    HOLDER: "titulaire du compte",
}
LIFECYCLE: Workflow[Stage, Case] = Workflow(
    Step("invite", frozenset({Stage.NONE}), Stage.INVITED, INVITERS, invite),
    Step("resend", frozenset({Stage.INVITED}), Stage.INVITED, INVITERS, invite),
    Step("activate", frozenset({Stage.INVITED}), Stage.ACTIVE, frozenset({HOLDER}), activate),
    Step("recover", frozenset({Stage.ACTIVE}), Stage.ACTIVE, KEEPERS, recover),
    Step("disable", frozenset({Stage.INVITED, Stage.ACTIVE}), Stage.DISABLED, KEEPERS, disable),
    Step("reopen", frozenset({Stage.DISABLED}), Stage.INVITED, frozenset({"caisse_admin"}), reopen),
    initial=Stage.NONE,
    labels=LABELS,
)
TAGS = {
    "invite": "account:activation:sent",
    "resend": "account:activation:sent",
    "activate": "account:activation:used",
    "recover": "account:activation:sent",
    "disable": "account:account:disabled",
    "reopen": "account:activation:sent",
}


def decide(step: str, case: Case) -> Decision:
    """Whether the table allows the step; a rule that refuses too speaks first, in words made for who asks."""
    stage = Stage(case.state) if case.state else Stage.NONE
    table = LIFECYCLE.decide(step, stage, case.actor_roles, case)
    rule = LIFECYCLE.steps[step].guard
    return table if table or rule is None else first_refusal((rule(case), table))


def inviting(state: AccountState | None) -> str:
    """The step that an invitation is: the first, or one more link."""
    return "invite" if state is None else "resend"


def held_by_link(person_id: UUID, state: AccountState, link: Decision) -> Case:
    """The case of somebody known by their one-time link alone."""
    return Case(person_id, None, frozenset({HOLDER}), person_id, frozenset(), state, link=link)


def target(step: str) -> AccountState:
    """The state to store when the step is done."""
    return AccountState(LIFECYCLE.steps[step].target.value)
