"""The profiles with which a reader may open a file: each with its right, its purposes and what it asks first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from socle.dossiers.actions.consulting import SERVICE, Request, judge
from socle.dossiers.domain.bound import BoundProfile
from socle.dossiers.domain.consultation import Code
from socle.dossiers.domain.profile import Condition, Profile, Purpose
from socle.dossiers.domain.search import FullIdentity, Key
from socle.dossiers.queries.matrix import bound_profile
from socle.habilitations.domain import rights
from socle.habilitations.queries.facts import member_in_convention
from socle.habilitations.queries.sheets import rights_of_member
from socle.kernel.actor import Actor
from socle.kernel.decision import Decision, allow
from socle.organismes.queries import organisation

NUMBER_FIRST = "instructor_number_first"
OF_THE_PURPOSE = frozenset({Code.PURPOSE_NOT_IN_PROFILE, Code.MISSION_NOT_TICKED, Code.END_DATE_REQUIRED})


@dataclass(frozen=True, slots=True)
class ReaderProfile:
    """One profile of the reader: whether the right holds now, why, and what a request must state."""

    profile: Profile
    right: Decision
    purposes: tuple[tuple[Purpose, Decision], ...]
    keys: frozenset[str]
    number: Condition | None
    given_for: str
    caisse_code: str

    @property
    def code(self) -> str:
        return self.profile.code

    @property
    def title(self) -> str:
        return f"{self.profile.code}, {self.profile.title}"

    @property
    def usable(self) -> tuple[Purpose, ...]:
        return tuple(purpose for purpose, decision in self.purposes if decision)

    @property
    def refused(self) -> tuple[tuple[Purpose, Decision], ...]:
        return tuple((purpose, decision) for purpose, decision in self.purposes if not decision)

    @property
    def takes_number(self) -> bool:
        return Key.kind in self.keys

    @property
    def takes_identity(self) -> bool:
        return FullIdentity.kind in self.keys


def profiles_of(actor: Actor, at: datetime) -> list[ReaderProfile]:
    """Every profile the actor was ever given, those in force first."""
    given: dict[str, str] = {}
    for row in rights_of_member(actor.membership_id, at):
        if row.service == SERVICE:
            given.setdefault(row.profile, row.purpose)
    found = [one for code, purpose in given.items() if (one := _profile(code, purpose, actor, at))]
    return sorted(found, key=lambda one: (not one.right, one.code))


def _profile(code: str, given_for: str, actor: Actor, at: datetime) -> ReaderProfile | None:
    member = member_in_convention(actor.membership_id, SERVICE, code, at)
    bound = bound_profile(member.terms, code) if member else None
    if member is None or bound is None:
        return None
    return ReaderProfile(
        profile=bound.profile,
        right=rights.decide(member.facts, at),
        purposes=_purposes(bound, actor, at),
        keys=bound.keys,
        number=next((one for one in bound.profile.conditions if one.code == NUMBER_FIRST), None),
        given_for=given_for,
        caisse_code=organisation(member.caisse_id).caisse_code if member.caisse_id else "",
    )


def _purposes(bound: BoundProfile, actor: Actor, at: datetime) -> tuple[tuple[Purpose, Decision], ...]:
    """Each purpose with the refusal that is its own, if any; what the request must state is asked later."""
    answers = []
    for purpose in bound.profile.purposes:
        judged = judge(Request(bound.profile.code, purpose.code), actor.membership_id, at)
        decision = judged.decision if judged else allow()
        answers.append((purpose, decision if decision.code in OF_THE_PURPOSE else allow(bound.profile.clause)))
    return tuple(answers)
