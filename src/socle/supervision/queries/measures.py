"""What a measure would take away, before it is decided: people, rights, roles, open sign-ins and tokens (MCP-25)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from socle.accounts.queries import open_sign_ins, states_of
from socle.conventions.domain.kinds.sanction import Ground
from socle.conventions.domain.rules.control import sanction_decision
from socle.conventions.domain.words import Side
from socle.conventions.queries.reading import terms_at
from socle.habilitations.queries.management import running_takeover
from socle.habilitations.queries.supervised import (
    Delegation,
    Habilitation,
    lasting_rights,
    managing_roles,
    suspended_by_caisse,
)
from socle.kernel.actor import Actor
from socle.kernel.decision import Decision
from socle.kernel.identifiers import uuid_of
from socle.organismes.queries import Membership, members
from socle.supervision.domain.failures import FailureState
from socle.supervision.domain.measures import WRITTEN, MeasureCase, MeasureKind, Reach, decide_measure
from socle.supervision.models import Failure

ACTIVE = "active"
GROUNDS = {ground.value: ground for ground in Ground}


@dataclass(frozen=True, slots=True)
class Target:
    """Whom a measure is limited to: one right, one person, one service; nothing more for the whole partner."""

    reach: Reach
    value: str = ""

    @property
    def identifier(self) -> UUID | None:
        return uuid_of(self.value)


@dataclass(frozen=True, slots=True)
class Plan:
    """Who loses what, exactly."""

    kind: MeasureKind
    target: Target
    people: tuple[Membership, ...] = ()
    rights: tuple[Habilitation, ...] = ()
    roles: tuple[Delegation, ...] = ()
    sign_ins: int = 0
    tokens: int = 0

    @property
    def touched(self) -> int:
        return len(self.people)


def plan(failure: Failure, kind: MeasureKind, target: Target, at: datetime) -> Plan:
    """Everything the measure would touch at this instant."""
    rights = _rights(failure, target, at) if kind is MeasureKind.SUSPENSION else ()
    roles = _roles(failure, kind, target, at)
    people = _people(failure, kind, target, rights, roles, at)
    whole = kind is MeasureKind.PASSWORD_RESET
    sign_ins, tokens = open_sign_ins([one.id for one in people], whole=whole) if people else (0, 0)
    return Plan(kind, target, people, rights, roles, sign_ins, tokens)


def _rights(failure: Failure, target: Target, at: datetime) -> tuple[Habilitation, ...]:
    if target.reach in {Reach.RIGHT, Reach.PERSON} and target.identifier is None:
        return ()
    found = lasting_rights(
        failure.convention_id,
        failure.organisation_id,
        at,
        right=target.identifier if target.reach is Reach.RIGHT else None,
        person=target.identifier if target.reach is Reach.PERSON else None,
        service=target.value if target.reach is Reach.SERVICE else "",
    )
    stopped = suspended_by_caisse([row.id for row in found])
    if target.reach is Reach.SERVICE and not target.value:
        return ()
    return tuple(row for row in found if row.id not in stopped)


def _roles(failure: Failure, kind: MeasureKind, target: Target, at: datetime) -> tuple[Delegation, ...]:
    if kind not in {MeasureKind.DELEGATION_WITHDRAWN, MeasureKind.TAKEOVER}:
        return ()
    if target.reach is Reach.PERSON and target.identifier is None:
        return ()
    person = target.identifier if target.reach is Reach.PERSON else None
    return tuple(managing_roles(failure.organisation_id, at, person=person))


def _people(
    failure: Failure,
    kind: MeasureKind,
    target: Target,
    rights: Sequence[Habilitation],
    roles: Sequence[Delegation],
    at: datetime,
) -> tuple[Membership, ...]:
    if kind is not MeasureKind.PASSWORD_RESET:
        touched = [row.membership for row in rights] + [row.membership for row in roles]
        return tuple({one.id: one for one in touched}.values())
    found = members(failure.organisation_id, at)
    if target.reach is Reach.PERSON:
        if target.identifier is None:
            return ()
        found = found.filter(person_id=target.identifier)
    rows = list(found)
    states = states_of([row.person_id for row in rows])
    return tuple(row for row in rows if states.get(row.person_id) == ACTIVE)


def decide(failure: Failure, planned: Plan, actor: Actor, at: datetime) -> Decision:
    """The rule on what was collected: the convention's answer included."""
    terms = terms_at(failure.convention_id, at).as_domain()
    written = sanction_decision(terms, GROUNDS[failure.ground], WRITTEN[planned.kind], Side.CAISSE)
    running = running_takeover(failure.convention_id, failure.organisation_id, at)
    return decide_measure(
        MeasureCase(
            kind=planned.kind,
            reach=planned.target.reach,
            failure=FailureState(failure.state),
            written=written,
            established_by=failure.established_by_id,
            decider=actor.person_id,
            touched=planned.touched,
            is_taken_over=running is not None,
            step_up_at=actor.step_up_at,
            at=at,
        )
    )
