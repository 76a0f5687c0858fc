"""Who names whom to manage habilitations, how far, and who takes it back (MCP-20, MCP-22; contrat 2.2.1, 2.2.2).

caisse → administrateur principal and suppléant → responsables d'habilitation → people. Nobody passes on more than they
hold, to themselves, to a peer or a superior; the principal and the suppléant change by the caisse alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from socle.habilitations.domain.granting import (
    DELEGATION_CLAUSE,
    MANAGERS_CLAUSE,
    MODE_CLAUSE,
    OUTSIDER,
    GrantCode,
    Holder,
    confirmed_recently,
)
from socle.habilitations.domain.perimeter import Perimeter
from socle.habilitations.domain.roles import ADMINISTRATORS, ROLES, RoleCode, rank
from socle.kernel.decision import ALLOWED, Decision, allow, first_refusal, refuse
from socle.kernel.period import Period


class DelegationCode(StrEnum):
    """Why a delegation is refused; traced."""

    BY_CAISSE = "appointed_by_caisse"
    NOT_DELEGABLE = "role_not_delegable"
    NOT_TRANSMISSIBLE = "may_not_pass_on"
    WIDER = "wider_than_held"
    LONGER = "longer_than_held"
    NOT_GIVEN_BY_YOU = "not_given_by_you"


@dataclass(frozen=True, slots=True)
class Held:
    """A delegation in force: what it opens, whether it may be passed on, and the ones it was passed on from."""

    id: UUID
    membership_id: UUID
    perimeter: Perimeter
    may_pass_on: bool
    period: Period
    ancestors: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class DelegationCase:
    """What the rule needs to judge one delegation; `held` are the grantor's own, as a responsable."""

    grantor: Holder
    person: Holder | None
    role: RoleCode
    perimeter: Perimeter
    may_pass_on: bool
    period: Period
    held: tuple[Held, ...]
    step_up_at: datetime | None
    is_delegated_mode: bool
    at: datetime


def decide_delegation(case: DelegationCase) -> Decision:
    """Whether the grantor may name this person to manage habilitations inside this perimeter."""
    return first_refusal((*_naming(case), confirmed_recently(case.step_up_at, case.at), allow(DELEGATION_CLAUSE)))


def _naming(case: DelegationCase) -> tuple[Decision, ...]:
    if case.person is None or case.person.organisation_id != case.grantor.organisation_id:
        return (OUTSIDER,)
    return (
        _role(case.role),
        _mode(case),
        _not_oneself(case.grantor, case.person),
        _not_above(case.grantor, case.person),
        _held_wide_enough(case),
    )


def parent_of(case: DelegationCase) -> Held | None:
    """The delegation that the new one is passed on from; None when an administrator gives it."""
    if case.grantor.roles & ADMINISTRATORS:
        return None
    return next((held for held in case.held if _fits(case, held)), None)


def may_take_back(grantor: Holder, held: Sequence[Held], given: Held, holder: Holder) -> Decision:
    """An administrator takes back any delegation of a responsable; a responsable, those that come from their own."""
    above = first_refusal((_not_oneself(grantor, holder), _not_the_caisse_s(holder)))
    if not above or grantor.roles & ADMINISTRATORS:
        return above if not above else allow(DELEGATION_CLAUSE)
    if {one.id for one in held} & set(given.ancestors):
        return allow(DELEGATION_CLAUSE)
    return refuse(
        DelegationCode.NOT_GIVEN_BY_YOU,
        f"La délégation de {holder.name} ne vient pas de la vôtre.",
        clause=DELEGATION_CLAUSE,
        fix="Demandez à l'administrateur principal ou au suppléant.",
    )


def _role(role: RoleCode) -> Decision:
    if role in ADMINISTRATORS:
        return refuse(
            DelegationCode.BY_CAISSE,
            f"La caisse seule désigne : {ROLES[role].label.lower()}.",
            clause=MANAGERS_CLAUSE,
            fix="Faites signer le formulaire de l'annexe 2 du contrat de service, puis adressez-le à la caisse.",
        )
    if role is RoleCode.DELEGATE:
        return ALLOWED
    return refuse(
        DelegationCode.NOT_DELEGABLE,
        f"Le rôle « {ROLES[role].label} » ne se délègue pas.",
        clause=MANAGERS_CLAUSE,
        fix="Un organisme partenaire ne nomme que des responsables d'habilitation.",
    )


def _mode(case: DelegationCase) -> Decision:
    if case.is_delegated_mode:
        return ALLOWED
    return refuse(
        GrantCode.CENTRALISED,
        "La caisse gère elle-même les habilitations : il n'y a pas de responsable à nommer.",
        clause=MODE_CLAUSE,
        fix="Adressez la demande à la caisse.",
    )


def _not_oneself(grantor: Holder, person: Holder) -> Decision:
    if grantor.membership_id != person.membership_id:
        return ALLOWED
    return refuse(
        GrantCode.TO_ONESELF,
        "Personne ne change ses propres pouvoirs.",
        clause=DELEGATION_CLAUSE,
        fix="Demandez à la personne qui vous les a confiés.",
    )


def _not_above(grantor: Holder, person: Holder) -> Decision:
    if rank(person.roles) < rank(grantor.roles):
        return ALLOWED
    return refuse(
        GrantCode.SUPERIOR,
        f"{person.name} a une responsabilité égale ou supérieure à la vôtre.",
        clause=MANAGERS_CLAUSE,
        fix="La caisse gère l'administrateur principal et le suppléant ; eux gèrent les responsables d'habilitation.",
    )


def _not_the_caisse_s(holder: Holder) -> Decision:
    if not holder.roles & ADMINISTRATORS:
        return ALLOWED
    return refuse(
        GrantCode.SUPERIOR,
        f"La caisse seule retire les pouvoirs de {holder.name}.",
        clause=MANAGERS_CLAUSE,
        fix="Adressez à la caisse le formulaire de changement d'administrateur.",
    )


def _fits(case: DelegationCase, held: Held) -> bool:
    return held.may_pass_on and case.perimeter.within(held.perimeter) and held.period.covers(case.period)


def _held_wide_enough(case: DelegationCase) -> Decision:
    """An administrator holds everything; a responsable passes on inside one delegation that they may pass on."""
    if case.grantor.roles & ADMINISTRATORS or any(_fits(case, held) for held in case.held):
        return ALLOWED
    passing = [held for held in case.held if held.may_pass_on]
    if not passing:
        return refuse(
            DelegationCode.NOT_TRANSMISSIBLE,
            "Votre délégation ne vous permet pas de nommer un autre responsable.",
            clause=DELEGATION_CLAUSE,
            fix="Demandez à l'administrateur principal ou au suppléant.",
        )
    if any(case.perimeter.within(held.perimeter) for held in passing):
        return refuse(
            DelegationCode.LONGER,
            "La délégation demandée dure plus longtemps que la vôtre.",
            clause=DELEGATION_CLAUSE,
            fix="Choisissez une période comprise dans celle de votre délégation.",
        )
    return refuse(
        DelegationCode.WIDER,
        "Le périmètre demandé dépasse celui qui vous a été confié.",
        clause=DELEGATION_CLAUSE,
        fix="Choisissez des services, des profils, des lieux et des groupes de votre propre périmètre.",
    )
