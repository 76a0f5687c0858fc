"""May this member use this service under this profile, now? (facts.md §1.4; convention 9.2, contrat 2.1 and 2.2.1)

`decide` is the only judge; the chain it leaves is the answer to « Pourquoi ? ». Expiry is judged here, at use.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from socle.habilitations.domain.inactivity import HOUSE, Inactivity, still_serves, suspended_on
from socle.habilitations.domain.requirements import Requirement, met
from socle.habilitations.domain.reviewing.lateness import STILL_SERVES, Standing, may_still_use
from socle.habilitations.domain.suspensions import SUSPENSION_CLAUSE, Suspended, refuse_suspended
from socle.kernel.clause import Clause
from socle.kernel.decision import ALLOWED, Decision, allow, first_refusal, refuse
from socle.kernel.explanation import Rule, explain, replay
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
    group: str = ""  # the group whose local profile opened it
    stands_in_for: str = ""  # the person replaced for a time
    last_active_at: datetime | None = None  # last use or reactivation; None counts from the beginning
    suspensions: tuple[Suspended, ...] = ()


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
    requirements: tuple[Requirement, ...] = ()
    inactivity: Inactivity = HOUSE
    convention_end: Clause | None = None  # the clause of the letter that ended it, when one did
    review: Standing | None = None  # where the review stands, when its lateness has effects


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
    if not (period := facts.convention_period) or not period.contains(at):
        end = facts.convention_end if period and at >= period.start else None
        return refuse(
            RightCode.CONVENTION_NOT_IN_FORCE,
            f"La convention {facts.convention} {'a été résiliée' if end else 'n’est pas en vigueur à cette date'}.",
            clause=end or Clause("convention", "17.1"),
            fix="La page de la convention dit depuis quand et pourquoi ; la caisse, ce qui manque à sa prise d'effet.",
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


def _current(facts: RightFacts, at: datetime) -> Grant | None:
    """The right in force; when several places open it, one that nothing suspends and that serves comes first."""
    held = [grant for grant in facts.grants if grant.period and grant.period.contains(at)]
    return max(held, key=lambda grant: (_suspended(grant, at) is None, _active_at(grant, at)), default=None)


def _suspended(grant: Grant, at: datetime) -> Suspended | None:
    return next((one for one in grant.suspensions if one.period.contains(at)), None)


def _suspension(facts: RightFacts, at: datetime) -> Decision:
    current = _current(facts, at)
    stopped = _suspended(current, at) if current else None
    return refuse_suspended(facts.profile, stopped, facts.ask) if stopped else allow(SUSPENSION_CLAUSE)


def _active_at(grant: Grant, at: datetime) -> datetime:
    start = grant.period.start if grant.period else grant.granted_at
    return max(start, min(grant.last_active_at or start, at))


def _activity(facts: RightFacts, at: datetime) -> Decision:
    current = _current(facts, at)
    if current is None:
        return ALLOWED
    return still_serves(facts.profile, _active_at(current, at), at, facts.ask, facts.inactivity)


def _reviewed(facts: RightFacts, at: datetime) -> Decision:
    current = _current(facts, at)
    return may_still_use(facts.review, _active_at(current, at), at) if current else ALLOWED


def _habilitation(facts: RightFacts, at: datetime) -> Decision:
    if current := _current(facts, at):
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


def _granted(facts: RightFacts, at: datetime) -> str:
    current = _current(facts, at)
    if current is None:
        return f"Habilitation au profil {facts.profile}"
    by_group = f", avec le groupe « {current.group} »" if current.group else ""
    instead = f", en remplacement de {current.stands_in_for}" if current.stands_in_for else ""
    return (
        f"Habilitation accordée par {current.granted_by} le {current.granted_at:%d/%m/%Y}, "
        f"pour « {current.purpose} »{by_group}{instead}"
    )


def _served(facts: RightFacts, at: datetime) -> str:
    current = _current(facts, at)
    if current is None:
        return "Le droit sert"
    stops = suspended_on(_active_at(current, at), facts.inactivity)
    return f"Le droit sert ; sans usage, il s'arrêterait le {stops:%d/%m/%Y}"


class Asked(NamedTuple):
    """What is known of a member, and the instant asked about."""

    facts: RightFacts
    at: datetime


def _belongs(facts: RightFacts) -> str:
    return f"{facts.person} fait partie de {facts.organisation}"


def _opened(facts: RightFacts) -> str:
    return f"Le compte de {facts.person} {ACCOUNT_SAYS[facts.account_state]}"


def _in_force(facts: RightFacts) -> str:
    return f"Convention {facts.convention or '—'} en vigueur et service ouvert"


def _seated(facts: RightFacts) -> str:
    return f"Profil {facts.profile} ouvert, sièges : {facts.seats or 0}"


RULES: tuple[Rule[Asked], ...] = (
    Rule("membership", "membership", lambda it: _membership(it.facts), lambda it: _belongs(it.facts)),
    Rule("account", "account", lambda it: _account(it.facts), lambda it: _opened(it.facts)),
    Rule("convention", "convention", lambda it: _convention(*it), lambda it: _in_force(it.facts)),
    Rule("profile", "seats", lambda it: _profile(it.facts), lambda it: _seated(it.facts)),
    Rule("habilitation", "habilitation", lambda it: _habilitation(*it), lambda it: _granted(*it), concludes=True),
    Rule("suspension", "suspension", lambda it: _suspension(*it), lambda _: "Aucune suspension en cours"),
    Rule("activity", "activity", lambda it: _activity(*it), lambda it: _served(*it)),
)
REVIEW: Rule[Asked] = Rule("review", "review", lambda it: _reviewed(*it), lambda _: STILL_SERVES)


def rules_of(facts: RightFacts) -> tuple[Rule[Asked], ...]:
    """The rules that judge a right, in order: those of every right, then what the convention asks before this one."""
    return (*RULES, *((REVIEW,) if facts.review else ()), *map(_requirement, facts.requirements))


def _requirement(requirement: Requirement) -> Rule[Asked]:
    return Rule(
        f"requirement:{requirement.code}",
        "requirement",
        lambda it: met(requirement, it.facts.person, it.at),
        lambda it: f"{it.facts.person} a fait : {requirement.label}",
    )


def decide(facts: RightFacts, at: datetime) -> Decision:
    """The first condition that fails refuses; the chain lists every condition up to it."""
    return explain(rules_of(facts), Asked(facts, at))


def replayed(decision: Decision, facts: RightFacts, at: datetime) -> Decision:
    """The decision that its explanation alone gives."""
    return replay(decision.chain, rules_of(facts), Asked(facts, at))


def decide_service(facts: RightFacts, at: datetime) -> Decision:
    """Whether the convention was in force and its service open: what every right to it rests on."""
    return _convention(facts, at)


def decide_opening(facts: RightFacts, at: datetime) -> Decision:
    """Whether the convention, in force, opens the service and the profile: what a grant needs before any seat."""
    return first_refusal((_convention(facts, at), _profile(facts)))
