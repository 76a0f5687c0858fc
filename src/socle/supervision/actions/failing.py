"""Tell a failure to the partner, hear it, establish it or dismiss it (MCP-25; contrat de service 2.2.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from socle.conventions.domain.kinds import Sanction
from socle.kernel.actor import Actor
from socle.kernel.decision import Act, Decision, first_refusal
from socle.organismes.queries import organisation
from socle.supervision import emails
from socle.supervision.actions.keeping import keep, trace
from socle.supervision.domain.access import at_home, cited, may
from socle.supervision.domain.failures import LIFECYCLE, TAGS, FailureCase, FailureState, may_notify
from socle.supervision.models import Failure
from socle.supervision.queries.clocks import due_of
from socle.supervision.queries.parties import adhesions_with

NOTIFIED = "supervision:failure:notified"
TOLD = "La caisse vous fait part d'un manquement et attend votre réponse, avant toute décision."


@dataclass(frozen=True, slots=True)
class Reproach:
    """What the caisse reproaches to a partner."""

    organisation_id: UUID
    convention_id: UUID
    ground: str
    facts: str
    evidence: str
    question_id: UUID | None = None


def notify(reproach: Reproach, *, actor: Actor, at: datetime) -> Failure:
    """Tell the partner, whose delay to reply begins; nothing is established yet."""
    act = Act(NOTIFIED, "organisation", str(reproach.organisation_id))
    adhesions = adhesions_with(actor, reproach.organisation_id, at)
    adhesion = next((one for one in adhesions if one.id == reproach.convention_id), None)
    written = {term.body.ground for term in adhesion.terms.of(Sanction)} if adhesion else None
    first_refusal(
        (may(actor, "failure:establish"), may_notify(reproach.ground, written, reproach.facts, reproach.evidence))
    ).or_raise(act)
    assert adhesion is not None
    due = due_of(reproach.convention_id, adhesion.caisse_id, at)
    term = next(term for term in adhesion.terms.of(Sanction) if term.body.ground == reproach.ground)
    failure = Failure.objects.create(
        organisation_id=reproach.organisation_id,
        caisse_id=adhesion.caisse_id,
        convention_id=reproach.convention_id,
        question_id=reproach.question_id,
        ground=reproach.ground,
        facts=reproach.facts.strip(),
        evidence=reproach.evidence.strip(),
        clause=str(term.clause),
        state=FailureState.NOTIFIED,
        notified_at=at,
        notified_by_id=actor.person_id,
        due_at=due.due_at,
        due_origin=due.origin,
    )
    name = organisation(reproach.organisation_id).legal_name
    emails.tell_administrators(reproach.organisation_id, name, TOLD, due.due_at, at)
    _trace(NOTIFIED, failure, actor, at)
    return failure


def decide(step: str, failure: Failure, actor: Actor, at: datetime, *, text: str = "", urgency: str = "") -> Decision:
    """Whether the actor may take this step now."""
    state = FailureState(failure.state)
    case = FailureCase(state, failure.due_at, at, text, failure.evidence, urgency)
    allowed = may(actor, "failure:establish") if actor.is_caisse else may(actor, "failure:reply")
    table = LIFECYCLE.decide(step, state, actor.roles, case)
    return cited(first_refusal((at_home(actor, failure.organisation_id, failure.caisse_id), allowed, table)))


def locked(failure_id: UUID) -> Failure:
    """The failure, locked; Failure.DoesNotExist when the actor does not see it."""
    return Failure.objects.select_for_update(of=("self",)).select_related("organisation").get(id=failure_id)


def move(failure_id: UUID, step: str, text: str = "", *, urgency: str = "", actor: Actor, at: datetime) -> Failure:
    """Take a step: reply, establish (heard, silent, or urgent with its reason), reply afterwards, dismiss."""
    failure = locked(failure_id)
    act = Act(TAGS.get(step, TAGS["establish"]), "failure", str(failure.id), payload={"failure": str(failure.id)})
    decide(step, failure, actor, at, text=text, urgency=urgency).or_raise(act)
    was_heard = failure.state == FailureState.REPLIED or at >= failure.due_at
    failure.state = LIFECYCLE.steps[step].target
    if step == "establish":
        failure.established_at, failure.established_by_id = at, actor.person_id
        failure.urgency = "" if was_heard else urgency.strip()
    keep("failure", failure, step, text, actor=actor, at=at)
    _trace(TAGS[step], failure, actor, at)
    failure.save()
    return failure


def _trace(tag: str, failure: Failure, actor: Actor, at: datetime) -> None:
    said = {"failure": str(failure.id), "ground": failure.ground, "urgent": bool(failure.urgency)}
    trace(tag, failure, said, clause=failure.clause, actor=actor, at=at)
