"""Profiles and seats: who a profile is for, on which conditions, how many, what it never reads (MCP-21, 51, 60–62)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from socle.conventions.domain.kinds import LeastAccess, Profile, Seats, Withheld
from socle.conventions.domain.kinds.seats import Counted
from socle.conventions.domain.reading import AnyTerm, Written, first, of_kind
from socle.conventions.domain.types import EVERY
from socle.conventions.domain.words import Level
from socle.kernel.clause import Clause
from socle.kernel.decision import Decision, allow, refuse

_ASK = "La caisse et le partenaire peuvent changer ce nombre par un avenant."


@dataclass(frozen=True, slots=True)
class SeatLine:
    """One line of seats: `max` is None when the cell is empty and the profile not opened."""

    term: str
    service: str
    profile: str
    per: Level
    counts: Counted
    max: int | None
    clause: Clause
    says: str

    def decide(self, used: int) -> Decision:
        """Whether one more right (or person) fits; `used` counts those already held at the same level."""
        if self.max is None:
            reason = f"Le profil {self.profile} n’est pas ouvert : sa case est vide au bulletin."
            return refuse("profile_not_open", reason, clause=self.clause, fix=_ASK)
        if used >= self.max:
            reason = f"Les {self.max} sièges du profil {self.profile} sont pris."
            fix = f"Retirez une habilitation devenue inutile. {_ASK}"
            return refuse("no_seat_left", reason, clause=self.clause, fix=fix)
        return allow(self.clause)


def seats(terms: Iterable[AnyTerm], service: str | None = None) -> tuple[SeatLine, ...]:
    """Every line of seats, of one service or of all; a profile without a line is not opened either."""
    return tuple(
        SeatLine(
            term=term.id,
            service=term.body.service,
            profile=term.body.profile,
            per=term.body.per,
            counts=term.body.counts,
            max=term.body.max if term.body.opened else None,
            clause=term.clause,
            says=term.says,
        )
        for term in of_kind(terms, Seats)
        if service in {None, term.body.service}
    )


def seat_decision(
    terms: Iterable[AnyTerm], service: str, profile: str, per: Level, used: int, people: int = 0
) -> Decision:
    """One more habilitation must fit the line of its profile at its level, and the line of the whole service."""
    lines = seats(terms, service)
    own = [line for line in lines if line.profile == profile and line.per is per]
    if not own:
        reason = f"Le bulletin n’ouvre pas le profil {profile} au niveau {per.label}."
        return refuse("profile_not_open", reason, fix="Demandez le nombre aux parties ; il s’écrit par un avenant.")
    decision = own[0].decide(used)
    whole = (line for line in lines if line.profile == EVERY)
    for line in whole:
        if decision and not (total := line.decide(people if line.counts is Counted.PEOPLE else used)):
            return total
    return decision


def profiles(terms: Iterable[AnyTerm], service: str | None = None) -> tuple[Written[Profile], ...]:
    """The profiles of a service, in the order of the bulletin."""
    return tuple(term for term in of_kind(terms, Profile) if service in {None, term.body.service})


def profile_named(terms: Iterable[AnyTerm], service: str, code: str) -> Written[Profile] | None:
    """One profile, None when the bulletin has none of this code (there is no T3, T7 nor T17)."""
    return next((term for term in profiles(terms, service) if term.body.code == code), None)


def predicate_years(terms: Iterable[AnyTerm], service: str, code: str) -> dict[str, dict[str, int]]:
    """The predicates of a profile with the depth its term writes: {code: {"years": n}}."""
    term = profile_named(terms, service, code)
    if term is None:
        return {}
    years = {} if term.body.years is None else {"years": term.body.years}
    return {predicate: dict(years) for predicate in term.body.predicates}


def holder_conditions(terms: Iterable[AnyTerm], service: str, code: str) -> tuple[str, ...]:
    """What the person, or their organisme, must be to hold a profile."""
    term = profile_named(terms, service, code)
    return term.body.holder if term else ()


def withheld(terms: Iterable[AnyTerm], service: str, profile: str) -> dict[str, Clause]:
    """The groups of data that the convention takes away from a profile, each with its clause; it never adds one."""
    return dict(_withheld(terms, service, profile))


def _withheld(terms: Iterable[AnyTerm], service: str, profile: str) -> Iterator[tuple[str, Clause]]:
    for term in of_kind(terms, Withheld):
        if term.body.service == service and term.body.profile in {profile, EVERY}:
            yield from ((group.value, term.clause) for group in term.body.groups)


def group_decision(terms: Iterable[AnyTerm], service: str, profile: str, group: str, *, is_needed: bool) -> Decision:
    """A group of data is read when the purpose needs it (`is_needed`, from the matrix) and the convention keeps it."""
    terms = tuple(terms)
    clause = withheld(terms, service, profile).get(group)
    if clause is not None:
        reason = "La convention retire ces données à ce profil."
        return refuse("group_withheld", reason, clause=clause, fix="Seul un avenant peut les rétablir.")
    rule = first(terms, LeastAccess)
    if is_needed or rule is None or not rule.body.absent:
        return allow(rule.clause if rule else None)
    mark = "" if rule.body.is_official else " (selon une matrice non officielle)"
    reason = f"La finalité de ce profil ne demande pas ces données{mark}." if rule.body.explained else ""
    fix = "Demandez l’information à la personne ou à la caisse." if rule.body.explained else ""
    return refuse("group_not_needed", reason, clause=rule.clause, fix=fix)
