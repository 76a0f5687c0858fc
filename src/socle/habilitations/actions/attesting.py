"""Sign a pledge, record a training: what a person did, its date, its proof, kept as it was (MCP-34, DRT-08, ISU-06)."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import UUID, uuid4

from socle.conventions.domain.kinds.prerequisite import Need
from socle.conventions.queries.adhesions import Adhesion
from socle.habilitations.domain.access import may
from socle.habilitations.domain.attesting import (
    Duty,
    Signature,
    TrainingCase,
    decide_signature,
    decide_training,
)
from socle.habilitations.models import Attestation
from socle.habilitations.queries.attestations import duty_named
from socle.kernel.actor import Actor
from socle.kernel.decision import Act
from socle.organismes.queries import Membership, calendar_of, membership, membership_of
from socle.traces import actions as traces


def sign_pledge(
    convention_id: UUID, code: str, *, version: str, is_read: bool, actor: Actor, at: datetime
) -> Attestation:
    """The person signs the text in force, for themselves alone; the text is kept with the signature."""
    found = duty_named(actor.organisation_id, convention_id, code, at)
    duty = found[1] if found else None
    own = membership(actor.membership_id)
    decide_signature(Signature(duty, is_own=True, version=version, is_read=is_read)).or_raise(_act(own, code))
    assert found is not None
    return _keep(own, *found, done_at=at, proof="signé dans le portail", actor=actor, at=at)


def record_training(
    person_id: UUID, convention_id: UUID, code: str, *, done_on: date, proof: str, actor: Actor, at: datetime
) -> Attestation:
    """A manager records that a colleague followed the training, when, and what proves it."""
    found = duty_named(actor.organisation_id, convention_id, code, at)
    member = membership_of(person_id, actor.organisation_id, at)
    if member is None:
        raise Attestation.DoesNotExist(str(person_id))
    calendar = calendar_of(actor.organisation_id)
    case = TrainingCase(
        duty=found[1] if found else None,
        actor_id=actor.person_id,
        person_id=person_id,
        may_record=may(actor, "habilitation:grant"),
        done_on=done_on,
        today=calendar.day_of(at),
        proof=proof,
    )
    decide_training(case).or_raise(_act(member, code))
    assert found is not None
    done_at = min(datetime.combine(done_on, time(), calendar.zone), at)
    return _keep(member, *found, done_at=done_at, proof=proof, actor=actor, at=at)


def _keep(
    member: Membership, adhesion: Adhesion, duty: Duty, *, done_at: datetime, proof: str, actor: Actor, at: datetime
) -> Attestation:
    is_pledge = duty.needs is Need.PLEDGE
    row = Attestation(
        id=uuid4(),
        organisation_id=member.organisation_id,
        membership=member,
        caisse_id=adhesion.caisse_id,
        convention_id=adhesion.id,
        kind=duty.needs.value,
        code=duty.code,
        label=duty.label,
        topics=list(duty.topics),
        text=duty.text if is_pledge else "",
        version=duty.version if is_pledge else "",
        proof=proof[:300],
        done_at=done_at,
        recorded_by_id=actor.person_id,
        recorded_at=at,
    )
    traces.record(
        "habilitation:pledge:signed" if is_pledge else "habilitation:training:recorded",
        actor=actor,
        at=at,
        subject_kind="person",
        subject_id=str(member.person_id),
        subject_label=member.person.name,
        clause=str(duty.clause),
        caisse_id=adhesion.caisse_id,
        payload={
            "what": duty.label,
            "code": duty.code,
            **({"version": duty.version} if is_pledge else {"done_on": done_at.date().isoformat(), "proof": proof}),
        },
    )
    row.save(force_insert=True)
    return row


def _act(member: Membership, code: str) -> Act:
    return Act(
        "habilitation:attestation:refused", "person", str(member.person_id), member.person.name, None, {"what": code}
    )
