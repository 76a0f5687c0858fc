"""Who may give or withdraw a right, to whom (MCP-20 to MCP-23; contrat de service 2.2.1 and 2.2.2).

Nobody grants to themselves, above their perimeter, nor touches a superior or a peer: the administrateur principal and
the suppléant are managed by the caisse alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from socle.conventions.domain.kinds.management import Mode
from socle.habilitations.domain.perimeter import Perimeter
from socle.habilitations.domain.reviewing.lateness import Standing, may_still_manage
from socle.habilitations.domain.roles import ADMINISTRATORS, MANAGERS, RoleCode, rank
from socle.kernel.clause import Clause
from socle.kernel.decision import ALLOWED, Decision, allow, first_refusal, refuse
from socle.kernel.explanation import Rule
from socle.kernel.period import Period

CONVENTION_LEVEL = "convention"
STEP_UP_MINUTES = 10  # dated parameter of the house: confirm one's identity again before giving a right
MANAGERS_CLAUSE = Clause("contrat de service", "2.2.2")
DELEGATION_CLAUSE = Clause("contrat de service", "2.2.1")
MODE_CLAUSE = Clause("contrat de service", "2.2")
RESPONSIBILITY_CLAUSE = Clause("convention", "9.2")


class GrantCode(StrEnum):
    """Why a grant or a withdrawal is refused; traced."""

    NOT_MANAGER = "not_manager"
    CENTRALISED = "centralised_mode"
    TO_ONESELF = "to_oneself"
    SUPERIOR = "superior_or_peer"
    OUTSIDE_PERIMETER = "outside_perimeter"
    NOT_IN_ORGANISATION = "not_in_organisation"
    STEP_UP = "step_up_required"
    PURPOSE_MISSING = "purpose_missing"
    PURPOSE_UNKNOWN = "purpose_unknown"
    PURPOSE_NOT_IN_MISSIONS = "purpose_not_in_missions"
    PERIOD_PAST = "period_past"
    SCOPE_REQUIRED = "scope_required"
    SCOPE_UNWANTED = "scope_unwanted"
    ALREADY_HELD = "already_held"
    NOT_FOUND = "habilitation_not_found"


CENTRALISED = refuse(
    GrantCode.CENTRALISED,
    "La caisse gère elle-même les habilitations : le contrat le prévoit, ou elle en a repris la gestion.",
    clause=MODE_CLAUSE,
    fix="Adressez la demande à la caisse.",
)
OUTSIDER = refuse(
    GrantCode.NOT_IN_ORGANISATION,
    "Cette personne ne fait pas partie de votre organisme.",
    clause=RESPONSIBILITY_CLAUSE,
    fix="Inscrivez-la d'abord parmi les personnes de votre organisme.",
)


@dataclass(frozen=True, slots=True)
class Holder:
    """A person as the rules of delegation see them: their roles, groups and perimeters (none = everything).

    Several perimeters add up: a right inside any of them may be given.
    """

    membership_id: UUID
    organisation_id: UUID
    name: str
    roles: frozenset[str]
    perimeters: tuple[Perimeter, ...] = ()
    diploma: str = ""
    groups: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Target:
    """The right that is touched; without a profile, some right of the service."""

    service: str
    profile: str = ""
    scope_id: UUID | None = None


def confirmed_recently(step_up_at: datetime | None, at: datetime) -> Decision:
    """A right is given only by somebody who confirmed their identity in the last minutes."""
    if step_up_at and at - step_up_at <= timedelta(minutes=STEP_UP_MINUTES):
        return ALLOWED
    return refuse(
        GrantCode.STEP_UP,
        "Confirmez votre identité avant de modifier une habilitation.",
        clause=Clause.house("MCP-35"),
        fix=f"Saisissez un code de votre application : la confirmation vaut {STEP_UP_MINUTES} minutes.",
    )


def partner_manages(mode: Mode | None, review: Standing | None, *, is_taken_over: bool) -> Decision:
    """Whether the partner manages its own rights: a fact of the contrat (MCP-20), until it goes to the caisse.

    By a review too late (MCP-26) or a takeover (MCP-25). The one answer to « who manages ».
    """
    is_theirs = not is_taken_over and mode in {None, Mode.DELEGUE}
    return first_refusal((may_still_manage(review), ALLOWED if is_theirs else CENTRALISED))


def may_manage(manager: Holder, person: Holder | None, target: Target, *, managing: Decision = ALLOWED) -> Decision:
    """Whether `manager` may change this right of `person`; `managing` is the answer of `partner_manages`."""
    case = Management(manager, person, target, managing)
    return first_refusal(rule.judge(case) for rule in MANAGEMENT)


def may_depart(manager: Holder, person: Holder) -> Decision:
    """Whether `manager` may record a departure, which ends every right: never their own, a peer's nor a superior's.

    An administrator of the caisse lets any colleague of the caisse go.
    """
    return first_refusal((_not_oneself(manager, person), *_above(manager, person)))


def may_identify(manager: Holder, person: Holder) -> Decision:
    """Whether `manager` may change the name or the address of `person`: never a peer's nor a superior's."""
    return first_refusal(_above(manager, person))


def _above(manager: Holder, person: Holder) -> tuple[Decision, ...]:
    if RoleCode.CAISSE_ADMIN in manager.roles:
        return (allow(DELEGATION_CLAUSE),)
    return _is_manager(manager), _not_above(manager, person)


@dataclass(frozen=True, slots=True)
class Management:
    """Who would change which right of whom."""

    manager: Holder
    person: Holder | None
    target: Target
    managing: Decision

    @property
    def in_its_place(self) -> bool:
        """An administrator of the caisse, where the caisse manages in the partner's place (MCP-25)."""
        return not self.managing and RoleCode.CAISSE_ADMIN in self.manager.roles


def _is_colleague(case: Management) -> Decision:
    is_colleague = case.person is not None and case.person.organisation_id == case.manager.organisation_id
    return ALLOWED if is_colleague else OUTSIDER


def _of_colleague(judge: Callable[[Management, Holder], Decision]) -> Callable[[Management], Decision]:
    """A rule about the person, which says that there is none when it is judged alone."""
    return lambda case: judge(case, case.person) if case.person else _is_colleague(case)


MANAGEMENT: tuple[Rule[Management], ...] = (
    Rule(
        "manager",
        "delegation",
        lambda case: ALLOWED if case.in_its_place else _is_manager(case.manager),
        lambda case: f"{case.manager.name} gère des habilitations",
        clause=MANAGERS_CLAUSE,
    ),
    Rule(
        "mode",
        "convention",
        lambda case: ALLOWED if case.in_its_place else case.managing,
        lambda case: "La caisse gère à sa place" if case.in_its_place else "Le contrat de service est en mode délégué",
        clause=MODE_CLAUSE,
    ),
    Rule(
        "colleague",
        "membership",
        _is_colleague,
        lambda case: f"{case.person.name if case.person else '—'} fait partie du même organisme",
        clause=RESPONSIBILITY_CLAUSE,
    ),
    Rule(
        "not-oneself",
        "delegation",
        _of_colleague(lambda case, person: _not_oneself(case.manager, person)),
        lambda _: "Personne ne change ici ses propres droits",
        clause=DELEGATION_CLAUSE,
    ),
    Rule(
        "not-above",
        "delegation",
        _of_colleague(lambda case, person: ALLOWED if case.in_its_place else _not_above(case.manager, person)),
        lambda case: f"{case.manager.name} a une responsabilité supérieure",
        clause=MANAGERS_CLAUSE,
    ),
    Rule(
        "perimeter",
        "delegation",
        _of_colleague(lambda case, person: _inside_perimeter(case.manager, person, case.target)),
        lambda case: f"Le droit est dans le périmètre confié à {case.manager.name}",
        clause=DELEGATION_CLAUSE,
    ),
)


def _is_manager(manager: Holder) -> Decision:
    if manager.roles & MANAGERS:
        return ALLOWED
    return refuse(
        GrantCode.NOT_MANAGER,
        "Seuls les gestionnaires d'habilitations de l'organisme accordent ou retirent un droit.",
        clause=MANAGERS_CLAUSE,
        fix="Demandez à l'administrateur principal ou au suppléant de votre organisme.",
    )


def _not_oneself(manager: Holder, person: Holder) -> Decision:
    if person.membership_id != manager.membership_id:
        return ALLOWED
    return refuse(
        GrantCode.TO_ONESELF,
        "Personne ne change ses propres droits.",
        clause=DELEGATION_CLAUSE,
        fix="Vos droits sont gérés par la caisse."
        if manager.roles & ADMINISTRATORS
        else "Demandez à votre administrateur.",
    )


def _not_above(manager: Holder, person: Holder) -> Decision:
    if rank(person.roles) < rank(manager.roles):
        return ALLOWED
    return refuse(
        GrantCode.SUPERIOR,
        f"{person.name} a une responsabilité égale ou supérieure à la vôtre.",
        clause=MANAGERS_CLAUSE,
        fix=(
            "La caisse gère seule les droits de l'administrateur principal et du suppléant."
            if person.roles & ADMINISTRATORS
            else "L'administrateur principal ou le suppléant peut le faire."
        ),
    )


def _inside_perimeter(manager: Holder, person: Holder, target: Target) -> Decision:
    if manager.roles & ADMINISTRATORS or not manager.perimeters or _is_covered(manager, person, target):
        return ALLOWED
    if any(perimeter.covers_service(target.service) for perimeter in manager.perimeters):
        says = f"Le profil {target.profile}, pour {person.name} et pour ce lieu, n'est pas dans votre périmètre."
    else:
        says = f"Le service {target.service.upper()} n'est pas dans le périmètre qui vous a été confié."
    return refuse(
        GrantCode.OUTSIDE_PERIMETER,
        says,
        clause=DELEGATION_CLAUSE,
        fix="Demandez à l'administrateur principal ou au suppléant.",
    )


def _is_covered(manager: Holder, person: Holder, target: Target) -> bool:
    if not target.profile:
        return any(perimeter.covers_service(target.service) for perimeter in manager.perimeters)
    return any(
        perimeter.covers(target.service, target.profile, target.scope_id, person.groups)
        for perimeter in manager.perimeters
    )


def decide_period(start: datetime, end: datetime | None, at: datetime) -> Decision:
    """A period ends in the future, after it begins."""
    if end is None or (end > at and end > start):
        return ALLOWED
    return refuse(
        GrantCode.PERIOD_PAST,
        "La période demandée est déjà finie, ou finit avant de commencer.",
        clause=DELEGATION_CLAUSE,
        fix="Choisissez une date de fin dans l'avenir, après la date de début.",
    )


def period_of(start: datetime, end: datetime | None, at: datetime) -> Period:
    """The period of a new right: never back-dated."""
    return Period(max(start, at), end)


def default_roles(roles: Iterable[str]) -> frozenset[str]:
    return frozenset(roles) or frozenset({RoleCode.USER.value})
