"""Take a measure and end it: in one transaction, effective at its commit (MCP-07, MCP-25; contrat de service 2.2.1).

Every right, role, sign-in and token is read again at each request: nothing has to be broadcast for a measure to hold.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from socle.accounts.actions import close_of, require_new_password
from socle.habilitations.actions.supervising import (
    hand_back,
    lift_precaution,
    suspend_by_precaution,
    take_over,
    withdraw_roles,
)
from socle.habilitations.domain.granting import confirmed_recently
from socle.kernel.actor import Actor
from socle.kernel.decision import Act, Decision, first_refusal
from socle.supervision import emails
from socle.supervision.actions.failing import locked
from socle.supervision.actions.keeping import trace
from socle.supervision.domain.access import at_home, cited, may
from socle.supervision.domain.measures import KIND_LABELS, LIFECYCLE, TAGS, MeasureKind, MeasureState, explained
from socle.supervision.models import Failure, Measure
from socle.supervision.queries.measures import Plan, Target, decide, plan

TAKEN, REFUSED = "supervision:measure:taken", "supervision:measure:refused"


def take(failure_id: UUID, kind: MeasureKind, target: Target, cause: str, *, actor: Actor, at: datetime) -> Measure:
    """Decide a measure on an established failure; what it touches is written down, to be given back exactly."""
    failure = locked(failure_id)
    said = {"measure": kind.value, "failure": str(failure.id), "reach": target.reach.value}
    act = Act(REFUSED, "organisation", str(failure.organisation_id), failure.organisation.legal_name, payload=said)
    first_refusal((may(actor, "measure:take"), at_home(actor, failure.caisse_id, failure.caisse_id))).or_raise(act)
    planned = plan(failure, kind, target, at)
    first_refusal((decide(failure, planned, actor, at), explained(cause))).or_raise(act)
    measure = _written(failure, planned, cause, actor, at)
    _apply(measure, planned, actor, at)
    trace(TAKEN, measure, {**said, **_losses(measure)}, clause=measure.clause, actor=actor, at=at)
    measure.save(force_insert=True)
    what = f"La caisse a décidé une mesure : {KIND_LABELS[kind]}."
    emails.tell_measure(failure.organisation_id, failure.organisation.legal_name, what, at)
    return measure


def _written(failure: Failure, planned: Plan, cause: str, actor: Actor, at: datetime) -> Measure:
    return Measure(
        organisation=failure.organisation,
        caisse_id=failure.caisse_id,
        convention_id=failure.convention_id,
        failure=failure,
        kind=planned.kind,
        reach=planned.target.reach,
        target=planned.target.value[:40],
        cause=cause.strip(),
        clause=failure.clause,
        state=MeasureState.TAKEN,
        people=[one.id for one in planned.people],
        rights=[one.id for one in planned.rights],
        roles=[one.id for one in planned.roles],
        sign_ins=planned.sign_ins,
        tokens=planned.tokens,
        taken_at=at,
        taken_by_id=actor.person_id,
    )


def _apply(measure: Measure, planned: Plan, actor: Actor, at: datetime) -> None:
    if planned.kind is MeasureKind.PASSWORD_RESET:
        for one in measure.people:
            require_new_password(one, actor=actor, at=at, reason=measure.cause)
        return
    if planned.kind is MeasureKind.SUSPENSION:
        suspend_by_precaution(measure.rights, actor=actor, at=at, cause=measure.cause)
    elif planned.kind is MeasureKind.DELEGATION_WITHDRAWN:
        withdraw_roles(measure.roles, actor=actor, at=at, cause=measure.cause)
    else:
        take_over(measure.convention_id, measure.organisation_id, actor=actor, at=at, cause=measure.cause)
    measure.sign_ins, measure.tokens = close_of(measure.people)


def may_end(measure: Measure, actor: Actor, at: datetime) -> Decision:
    """The administrators of the caisse end what the caisse decided, identity confirmed."""
    table = LIFECYCLE.decide("end", MeasureState(measure.state), actor.roles, None)
    home = at_home(actor, measure.caisse_id, measure.caisse_id)
    return cited(first_refusal((home, table, confirmed_recently(actor.step_up_at, at))))


def end(measure_id: UUID, *, actor: Actor, at: datetime) -> Measure:
    """Give back: rights serve again, management returns; roles and passwords are chosen again by who may."""
    measure = Measure.objects.select_for_update(of=("self",)).select_related("organisation").get(id=measure_id)
    may_end(measure, actor, at).or_raise(
        Act(TAGS["end"], "measure", str(measure.id), payload={"measure": measure.kind})
    )
    if measure.kind == MeasureKind.SUSPENSION:
        lift_precaution(measure.rights, actor=actor, at=at)
    if measure.kind == MeasureKind.TAKEOVER:
        hand_back(measure.convention_id, measure.organisation_id, actor=actor, at=at)
    measure.state, measure.ended_at, measure.ended_by_id = LIFECYCLE.steps["end"].target, at, actor.person_id
    said = {"measure": measure.kind, "cause": measure.cause}
    trace(TAGS["end"], measure, said, clause=measure.clause, actor=actor, at=at)
    measure.save()
    what = f"La caisse a mis fin à une mesure : {KIND_LABELS[MeasureKind(measure.kind)]}."
    emails.tell_measure(measure.organisation_id, measure.organisation.legal_name, what, at)
    return measure


def _losses(measure: Measure) -> dict[str, object]:
    return {
        "cause": measure.cause,
        "people": len(measure.people),
        "rights": len(measure.rights),
        "roles": len(measure.roles),
        "sign_ins": measure.sign_ins,
        "tokens": measure.tokens,
    }
