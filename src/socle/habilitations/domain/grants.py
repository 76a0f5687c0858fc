"""Whether a right may be opened, seats apart, and why (MCP-20 to MCP-23; convention 8 and 9.2, contrat 2.2.1).

The rules are named and judged in order: who manages, what the convention opens, why, where, until when, who confirmed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from socle.habilitations.domain.granting import (
    CONVENTION_LEVEL,
    DELEGATION_CLAUSE,
    MANAGEMENT,
    GrantCode,
    Holder,
    Management,
    Target,
    confirmed_recently,
    decide_period,
)
from socle.kernel.clause import Clause
from socle.kernel.decision import ALLOWED, Decision, Link, allow, refuse
from socle.kernel.explanation import Rule, explain, replay


@dataclass(frozen=True, slots=True)
class GrantCase:
    """What the rule needs to judge one grant."""

    grantor: Holder
    person: Holder | None
    service: str
    profile: str
    purpose: str
    purposes: Mapping[str, bool]
    period_start: datetime
    period_end: datetime | None
    step_up_at: datetime | None
    at: datetime
    levels: frozenset[str] = frozenset({CONVENTION_LEVEL})
    scope_level: str | None = CONVENTION_LEVEL
    scope_id: UUID | None = None
    managing: Decision = ALLOWED  # the answer of `partner_manages`
    opening: Decision = ALLOWED  # whether the convention, in force, opens the service and the profile

    @property
    def target(self) -> Target:
        return Target(self.service, self.profile, self.scope_id)


def _purpose(case: GrantCase) -> Decision:
    if not case.purpose:
        return refuse(
            GrantCode.PURPOSE_MISSING,
            "Une habilitation s'ouvre pour une finalité ; indiquez laquelle.",
            clause=DELEGATION_CLAUSE,
            fix="Choisissez une finalité du profil.",
        )
    if case.purpose not in case.purposes:
        return refuse(
            GrantCode.PURPOSE_UNKNOWN,
            f"La finalité « {case.purpose} » n'est pas une finalité du profil {case.profile}.",
            clause=DELEGATION_CLAUSE,
            fix="Choisissez une finalité du profil, ou un autre profil.",
        )
    if not case.purposes[case.purpose]:
        return refuse(
            GrantCode.PURPOSE_NOT_IN_MISSIONS,
            "Cette finalité ne relève d'aucune mission cochée dans la convention.",
            clause=Clause("convention", "8"),
            fix="Seul un avenant peut ajouter une mission.",
        )
    return ALLOWED


def _scope(case: GrantCase) -> Decision:
    """A profile given by place or by équipement names one of the partner's own; another profile names none."""
    if case.scope_level in case.levels:
        return ALLOWED
    if case.levels == {CONVENTION_LEVEL}:
        return refuse(
            GrantCode.SCOPE_UNWANTED,
            f"Le profil {case.profile} vaut pour tout l'organisme, pas pour un lieu.",
            clause=DELEGATION_CLAUSE,
            fix="Laissez le lieu vide.",
        )
    return refuse(
        GrantCode.SCOPE_REQUIRED,
        f"Le profil {case.profile} se donne pour un lieu ou un équipement de votre organisme.",
        clause=DELEGATION_CLAUSE,
        fix="Choisissez l'un des lieux ou équipements de votre organisme.",
    )


def _managing(rule: Rule[Management]) -> Rule[GrantCase]:
    return Rule(
        rule.name,
        rule.kind,
        lambda case: rule.judge(_management_of(case)),
        lambda case: rule.says(_management_of(case)),
        clause=rule.clause,
    )


def _management_of(case: GrantCase) -> Management:
    return Management(case.grantor, case.person, case.target, case.managing)


def _lasting(case: GrantCase) -> Decision:
    return decide_period(case.period_start, case.period_end, case.at)


def _concluded(case: GrantCase) -> Decision:
    confirmed = confirmed_recently(case.step_up_at, case.at)
    return allow(DELEGATION_CLAUSE) if confirmed else confirmed


GRANT: tuple[Rule[GrantCase], ...] = (
    *map(_managing, MANAGEMENT),
    Rule(
        "opening",
        "convention",
        lambda case: case.opening,
        lambda case: f"La convention ouvre le profil {case.profile} de {case.service.upper()}",
    ),
    Rule(
        "purpose",
        "purpose",
        _purpose,
        lambda _: "La finalité est une finalité du profil, portée par une mission",
        clause=DELEGATION_CLAUSE,
    ),
    Rule(
        "scope",
        "scope",
        _scope,
        lambda case: f"Le profil {case.profile} se donne là où il est demandé",
        clause=DELEGATION_CLAUSE,
    ),
    Rule("period", "period", _lasting, lambda _: "La période demandée n'est pas passée", clause=DELEGATION_CLAUSE),
    Rule(
        "identity", "identity", _concluded, lambda case: f"{case.grantor.name} a confirmé son identité", concludes=True
    ),
)


def decide_grant(case: GrantCase) -> Decision:
    """Whether the grantor may open this right to this person, seats apart; the chain says each rule."""
    return explain(GRANT, case)


def last_link(granted: Decision, ledger: Decision) -> Decision:
    """What the ledger refused once every rule had allowed it: the explanation says both."""
    link = Link("seats", ledger.reason, holds=False, clause=ledger.clause, rule="ledger")
    return ledger.with_chain((*granted.chain, link))


def replayed_grant(decision: Decision, case: GrantCase) -> Decision:
    """The decision that its explanation alone gives."""
    return replay(decision.chain, GRANT, case)
