"""A profile under the terms in force of one convention: the signed text rules, the matrix completes (MCP-60 to 63).

From the text: conditions and their years, purposes, missions, search keys, groups withheld. From the matrix: cells,
default parameters, and the conditions that are ours (their clause says so). A convention only removes groups.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from socle.conventions.domain import kinds
from socle.conventions.domain.body import Body
from socle.conventions.domain.types import EVERY
from socle.dossiers.domain.facts import MISSIONS_CLAUSE
from socle.dossiers.domain.groups import Cell, Group
from socle.dossiers.domain.matrix import Matrix
from socle.dossiers.domain.predicates import PREDICATES
from socle.dossiers.domain.profile import Condition, Parameter, Profile, Purpose
from socle.dossiers.domain.search import EVERY_KEY
from socle.dossiers.domain.search import RULE as SEARCH_RULE
from socle.kernel.clause import Clause

SERVICE = "cdap"

B = TypeVar("B")


class TermInForce(Protocol):
    """One term, read from a text or from the database."""

    @property
    def id(self) -> str: ...
    @property
    def clause(self) -> Clause: ...
    @property
    def body(self) -> Body: ...


@dataclass(frozen=True, slots=True)
class BoundProfile:
    """What one convention makes of one profile; its fields are those `ConsultationFacts` asks for."""

    profile: Profile
    cells: Mapping[Group, Cell]
    missions: frozenset[str]
    mission_labels: Mapping[str, str]
    missions_clause: Clause = MISSIONS_CLAUSE
    keys: frozenset[str] = EVERY_KEY
    keys_clause: Clause = SEARCH_RULE


def bind(matrix: Matrix, code: str, terms: Iterable[TermInForce]) -> BoundProfile | None:
    """The profile as the terms in force have it; None when the matrix does not know it."""
    profile = matrix.profile(code)
    if profile is None:
        return None
    held = tuple(terms)
    missions = tuple(_of(held, kinds.Mission))
    search = next((pair for pair in _of(held, kinds.Search) if pair[1].service == SERVICE), None)
    ticked = frozenset(str(body.code) for _, body in missions if body.ticked)
    return BoundProfile(
        profile=_with_purposes(_with_conditions(matrix, profile, held), held, ticked),
        cells=matrix.shown(code, _withheld(code, held)),
        missions=ticked,
        mission_labels={body.code: body.name for _, body in missions},
        missions_clause=missions[0][0].clause if missions else MISSIONS_CLAUSE,
        keys=frozenset(str(key) for key in search[1].keys) if search else EVERY_KEY,
        keys_clause=search[0].clause if search else SEARCH_RULE,
    )


def _of(terms: Sequence[TermInForce], kind: type[B]) -> Iterator[tuple[TermInForce, B]]:
    return ((term, term.body) for term in terms if isinstance(term.body, kind))


def _with_conditions(matrix: Matrix, profile: Profile, terms: Sequence[TermInForce]) -> Profile:
    for term, body in _of(terms, kinds.Profile):
        if (body.service, body.code) == (SERVICE, profile.code):
            named = tuple(
                _condition(matrix, profile, code, term, body.years) for code in (*body.holder, *body.predicates)
            )
            ours = tuple(condition for condition in profile.conditions if condition.clause.is_house)
            return replace(profile, title=body.name, public=body.public, clause=term.clause, conditions=named + ours)
    return profile


def _condition(matrix: Matrix, profile: Profile, code: str, term: TermInForce, years: int | None) -> Condition:
    """A condition named by the text, with the parameters of the matrix unless the text gives its own years."""
    if code not in PREDICATES:
        raise ValueError(
            f"terme « {term.id} » : condition « {code} » inconnue ; choisissez parmi {', '.join(PREDICATES)}"
        )
    known = {condition.code: condition for row in matrix.profiles.values() for condition in row.conditions}
    known |= {condition.code: condition for condition in profile.conditions}
    parameters: Mapping[str, Parameter] = known[code].parameters if code in known else {}
    if years is not None and "years" in PREDICATES[code].parameters:
        parameters = {**parameters, "years": years}
    return Condition(code, term.clause, parameters)


def _with_purposes(profile: Profile, terms: Sequence[TermInForce], ticked: frozenset[str]) -> Profile:
    """The purposes of the text; those of the matrix when the text has none for this profile."""
    purposes = tuple(
        Purpose(body.code, body.label, _carrier(body.missions, ticked), temporary=body.temporary)
        for _, body in _of(terms, kinds.Purpose)
        if body.service == SERVICE and profile.code in body.profiles
    )
    return replace(profile, purposes=purposes) if purposes else profile


def _carrier(missions: Sequence[str], ticked: frozenset[str]) -> str:
    """The mission that carries a purpose: a ticked one if there is one, none when the text names none."""
    return next((one for one in missions if one in ticked), next(iter(missions), ""))


def _withheld(code: str, terms: Sequence[TermInForce]) -> dict[str, Clause]:
    return {
        str(group): term.clause
        for term, body in _of(terms, kinds.Withheld)
        if body.service == SERVICE and body.profile in {code, EVERY}
        for group in body.groups
    }
