"""The right asked for, and the one rule that judges it, seats apart (MCP-20 to MCP-23; contrat de service 2.2.1).

The same judgement serves a page, an API call, a group and every row of an import: only the facts are read otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from socle.conventions.domain.kinds import Mission, Profile, Purpose
from socle.conventions.queries.reading import Terms
from socle.habilitations.domain.granting import Holder, Target
from socle.habilitations.domain.grants import GrantCase, decide_grant
from socle.habilitations.domain.reviewing.lateness import may_open_rights
from socle.habilitations.domain.rights import decide_opening
from socle.habilitations.queries.facts import MemberInConvention
from socle.kernel.decision import ALLOWED, Decision, first_refusal


@dataclass(frozen=True, slots=True)
class Wish:
    """The right asked for."""

    person_id: UUID
    service: str
    profile: str
    purpose: str
    scope_id: UUID | None = None
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    organisation_id: UUID | None = None  # the partner in whose place the caisse gives it

    @property
    def target(self) -> Target:
        return Target(self.service, self.profile, self.scope_id)


def purposes_of(terms: Terms, profile: str) -> dict[str, bool]:
    """Purposes of a profile, each with whether a ticked mission carries it."""
    ticked = {term.body.code for term in terms.of(Mission) if term.body.ticked}
    return {
        term.body.code: not term.body.missions or bool(ticked & set(term.body.missions))
        for term in terms.of(Purpose)
        if profile in term.body.profiles
    }


def judge(
    wish: Wish,
    *,
    grantor: Holder,
    holder: Holder | None,
    member: MemberInConvention | None,
    level: str | None,
    step_up_at: datetime | None,
    at: datetime,
) -> Decision:
    """Whether the right may be opened, seats apart: the one rule, on facts read for one person or for a whole file."""
    case = GrantCase(
        grantor=grantor,
        person=holder,
        service=wish.service,
        profile=wish.profile,
        purpose=wish.purpose,
        purposes=purposes_of(member.terms, wish.profile) if member else {},
        period_start=wish.valid_from or at,
        period_end=wish.valid_to,
        step_up_at=step_up_at,
        at=at,
        levels=_levels(member, wish.profile),
        scope_level=level,
        scope_id=wish.scope_id,
        managing=member.managing if member else ALLOWED,
        opening=_opening(member, at) if member else ALLOWED,
    )
    return decide_grant(case)


def _opening(member: MemberInConvention, at: datetime) -> Decision:
    """What the convention opens, unless a late review freezes it (MCP-26)."""
    return first_refusal((decide_opening(member.facts, at), may_open_rights(member.facts.review)))


def _levels(member: MemberInConvention | None, profile: str) -> frozenset[str]:
    """Where the convention gives the profile: to the whole body, by équipement, by place."""
    terms = member.terms.of(Profile) if member else ()
    return frozenset(level.value for term in terms if term.body.code == profile for level in term.body.levels)
