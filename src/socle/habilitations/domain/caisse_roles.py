"""Roles inside a caisse: its administrator gives and ends them, never their own, and one administrator stays.

Source: contrat de service 2.2.1 (the caisse appoints and supervises) and 5.3.3 (traces are read by staff specifically
authorised). Who gives these roles inside the caisse is not written: a rule of the house (MCP-20).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from socle.habilitations.domain.granting import confirmed_recently
from socle.habilitations.domain.roles import ROLES, RoleCode
from socle.kernel.clause import Clause
from socle.kernel.decision import ALLOWED, Decision, allow, first_refusal, refuse

CAISSE_ROLES = (RoleCode.CAISSE_ADMIN, RoleCode.CAISSE_SUPERVISOR, RoleCode.DPO)
HOUSE = Clause.house("MCP-20")
ASK = "Demandez à un administrateur de la caisse."


class CaisseRoleCode(StrEnum):
    """Why a role of the caisse is not given or not ended; traced."""

    NOT_ADMIN = "not_caisse_admin"
    OTHER_ROLE = "not_a_caisse_role"
    NOT_MEMBER = "not_of_the_caisse"
    TO_ONESELF = "to_oneself"
    HELD = "role_already_held"
    LAST = "last_administrator"


@dataclass(frozen=True, slots=True)
class CaisseRole:
    """One role to give or to end; `others` counts the administrators who would stay."""

    is_caisse_admin: bool
    is_member: bool
    is_oneself: bool
    role: str
    held: frozenset[str]
    step_up_at: datetime | None
    at: datetime
    others: int = 0


def decide_giving(case: CaisseRole) -> Decision:
    """Whether this role may be given to this member of the caisse."""
    held = ALLOWED
    if case.role in case.held:
        held = refuse(CaisseRoleCode.HELD, "Cette personne tient déjà ce rôle.", clause=HOUSE, fix="Rien à faire.")
    return first_refusal((*_common(case), held, confirmed_recently(case.step_up_at, case.at), allow(HOUSE)))


def decide_ending(case: CaisseRole) -> Decision:
    """Whether this role may end: the caisse keeps somebody who can name its partners' administrators."""
    last = ALLOWED
    if case.role == RoleCode.CAISSE_ADMIN and not case.others:
        last = refuse(
            CaisseRoleCode.LAST,
            "C'est le dernier administrateur de la caisse : plus personne ne nommerait ceux des partenaires.",
            clause=HOUSE,
            fix="Donnez d'abord ce rôle à une autre personne de la caisse.",
        )
    return first_refusal((*_common(case), last, confirmed_recently(case.step_up_at, case.at), allow(HOUSE)))


def _common(case: CaisseRole) -> Iterator[Decision]:
    if not case.is_caisse_admin:
        reason = "Seul un administrateur de la caisse donne et retire les rôles de la caisse."
        yield refuse(CaisseRoleCode.NOT_ADMIN, reason, clause=HOUSE, fix=ASK)
    if case.role not in set(CAISSE_ROLES):
        offered = ", ".join(ROLES[role].label.lower() for role in CAISSE_ROLES)
        reason = "Ce rôle n'est pas un rôle de la caisse."
        yield refuse(CaisseRoleCode.OTHER_ROLE, reason, clause=HOUSE, fix=f"Choisissez parmi : {offered}.")
    if not case.is_member:
        reason = "Cette personne ne fait pas partie de la caisse."
        yield refuse(CaisseRoleCode.NOT_MEMBER, reason, clause=HOUSE, fix="Inscrivez-la d'abord parmi vos personnes.")
    if case.is_oneself:
        reason = "Personne ne change ses propres rôles."
        yield refuse(CaisseRoleCode.TO_ONESELF, reason, clause=HOUSE, fix=ASK)
