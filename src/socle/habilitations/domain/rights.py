"""May this member use this service under this profile, now? (facts.md §1.4; convention 9.2, contrat 2.1 and 2.2.1)

`decide` is the only judge; the chain it leaves is the answer to « Pourquoi ? ». Expiry is judged here, at use.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from socle.kernel.clause import Clause
from socle.kernel.decision import ALLOWED, Decision, Link, allow, first_refusal, refuse
from socle.kernel.period import Period

ACCOUNT_SAYS = {
    "active": "est actif",
    "invited": "attend son activation",
    "none": "n'est pas encore créé",
    "disabled": "est fermé",
}
LEAST_ASSIGNMENT = Clause("contrat de service", "2.2.1")


class RightCode(StrEnum):
    """Why a right is refused; traced."""

    NOT_MEMBER = "not_member"
    ACCOUNT_INACTIVE = "account_inactive"
    NO_CONVENTION = "no_convention"
    CONVENTION_NOT_IN_FORCE = "convention_not_in_force"
    PROFILE_NOT_OPENED = "profile_not_opened"
    NO_HABILITATION = "no_habilitation"
    HABILITATION_WITHDRAWN = "habilitation_withdrawn"
    HABILITATION_EXPIRED = "habilitation_expired"
    HABILITATION_FUTURE = "habilitation_future"


@dataclass(frozen=True, slots=True)
class Grant:
    """One habilitation of the member for the service and profile, past, present or future."""

    period: Period | None
    granted_at: datetime
    granted_by: str
    purpose: str  # as people read it
    is_withdrawn: bool = False
    withdrawn_by: str = ""
    cause: str = ""


@dataclass(frozen=True, slots=True)
class RightFacts:
    """What one prepared statement collects for one member, one service, one profile.

    `opening` is the decision of `conventions` on the service (signatures, formalities, pièces); `profile_clause` is
    None when the bulletin does not open the profile.
    """

    person: str
    service: str
    profile: str
    organisation: str
    ask: str
    is_member: bool
    account_state: str
    convention: str
    convention_period: Period | None
    opening: Decision
    profile_clause: Clause | None
    seats_clause: Clause | None
    seats: int | None
    grants: tuple[Grant, ...] = ()


def _membership(facts: RightFacts) -> Decision:
    if facts.is_member:
        return ALLOWED
    return refuse(
        RightCode.NOT_MEMBER,
        f"{facts.person} ne fait plus partie de {facts.organisation}.",
        clause=Clause("convention", "9.2"),
        fix=f"Si c'est une erreur, {facts.ask} peut l'y inscrire de nouveau.",
    )


def _account(facts: RightFacts) -> Decision:
    """A closed account holds nothing; one that waits for its activation holds its rights, and signs in nowhere."""
    if facts.account_state != "disabled":
        return ALLOWED
    return refuse(
        RightCode.ACCOUNT_INACTIVE,
        f"Le compte de {facts.person} est fermé.",
        clause=Clause("convention", "9.1"),
        fix=f"Si c'est une erreur, {facts.ask} peut demander un nouveau compte.",
    )


def _convention(facts: RightFacts, at: datetime) -> Decision:
    if not facts.convention:
        return refuse(
            RightCode.NO_CONVENTION,
            f"Aucune convention n'ouvre le service {facts.service.upper()} à {facts.organisation}.",
            clause=Clause("convention", "3"),
            fix="La caisse et votre organisme peuvent signer un bulletin d'adhésion à ce service.",
        )
    if facts.convention_period is None or not facts.convention_period.contains(at):
        return refuse(
            RightCode.CONVENTION_NOT_IN_FORCE,
            f"La convention {facts.convention} n'est pas en vigueur à cette date.",
            clause=Clause("convention", "17.1"),
            fix="La caisse peut vous dire ce qui manque à sa prise d'effet.",
        )
    return facts.opening


def _profile(facts: RightFacts) -> Decision:
    if facts.profile_clause and facts.seats:
        return allow(facts.seats_clause or facts.profile_clause)
    return refuse(
        RightCode.PROFILE_NOT_OPENED,
        f"Le profil {facts.profile} n'est pas ouvert à {facts.organisation}.",
        clause=facts.seats_clause or facts.profile_clause,
        fix="Seul un avenant au bulletin peut l'ouvrir : la caisse et votre représentant légal le signent.",
    )


def _habilitation(facts: RightFacts, at: datetime) -> Decision:
    if current := next((g for g in facts.grants if g.period and g.period.contains(at)), None):
        return allow(LEAST_ASSIGNMENT, until=current.period.end if current.period else None)
    past = [g for g in facts.grants if g.period is None or (g.period.end and g.period.end <= at)]
    if not past and facts.grants:
        start = min(g.period.start for g in facts.grants if g.period)
        return refuse(
            RightCode.HABILITATION_FUTURE,
            f"L'habilitation au profil {facts.profile} ne commence que le {start:%d/%m/%Y}.",
            clause=LEAST_ASSIGNMENT,
            fix="Attendez cette date, ou demandez une habilitation plus tôt.",
            until=start,
        )
    if not past:
        return refuse(
            RightCode.NO_HABILITATION,
            f"{facts.person} n'a pas d'habilitation au service {facts.service.upper()}, profil {facts.profile}.",
            clause=LEAST_ASSIGNMENT,
            fix=f"{facts.ask} peut l'accorder si la mission le demande.",
        )
    last = max(past, key=lambda g: g.granted_at)
    if last.is_withdrawn:
        return refuse(
            RightCode.HABILITATION_WITHDRAWN,
            f"L'habilitation au profil {facts.profile} a été retirée par {last.withdrawn_by or 'un gestionnaire'}"
            + (f" : {last.cause}." if last.cause else "."),
            clause=LEAST_ASSIGNMENT,
            fix=f"{facts.ask} peut l'accorder de nouveau si la mission le demande.",
        )
    return refuse(
        RightCode.HABILITATION_EXPIRED,
        f"L'habilitation au profil {facts.profile} a pris fin"
        + (f" le {last.period.end:%d/%m/%Y}." if last.period and last.period.end else "."),
        clause=LEAST_ASSIGNMENT,
        fix=f"{facts.ask} peut la renouveler.",
    )


def _steps(facts: RightFacts, at: datetime) -> Iterator[tuple[str, str, Decision]]:
    yield "membership", f"{facts.person} fait partie de {facts.organisation}", _membership(facts)
    yield "account", f"Le compte de {facts.person} {ACCOUNT_SAYS[facts.account_state]}", _account(facts)
    yield "convention", f"Convention {facts.convention or '—'} en vigueur et service ouvert", _convention(facts, at)
    yield "seats", f"Profil {facts.profile} ouvert, sièges : {facts.seats or 0}", _profile(facts)
    yield "habilitation", _granted(facts, at), _habilitation(facts, at)


def _granted(facts: RightFacts, at: datetime) -> str:
    current = next((g for g in facts.grants if g.period and g.period.contains(at)), None)
    if current is None:
        return f"Habilitation au profil {facts.profile}"
    return (
        f"Habilitation accordée par {current.granted_by} le {current.granted_at:%d/%m/%Y}, pour « {current.purpose} »"
    )


def decide(facts: RightFacts, at: datetime) -> Decision:
    """The first condition that fails refuses; the chain lists every condition up to it."""
    chain: list[Link] = []
    decision = ALLOWED
    for kind, says, decision in _steps(facts, at):
        chain.append(Link(kind, says if decision else decision.reason, bool(decision), decision.clause))
        if not decision:
            break
    return decision.with_chain(chain)


def decide_service(facts: RightFacts, at: datetime) -> Decision:
    """Whether the convention was in force and its service open: what every right to it rests on."""
    return _convention(facts, at)


def decide_opening(facts: RightFacts, at: datetime) -> Decision:
    """Whether the convention, in force, opens the service and the profile: what a grant needs before any seat."""
    return first_refusal((_convention(facts, at), _profile(facts)))
