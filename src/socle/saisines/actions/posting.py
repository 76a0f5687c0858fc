"""Who answers at a door: given by whoever administers the body that holds it, ended by them, both traced (DRT-03)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from socle.kernel.actor import Actor
from socle.kernel.decision import Act, Decision, allow, first_refusal, refuse
from socle.organismes.queries import members
from socle.saisines.domain.access import CLAUSE, may_post
from socle.saisines.domain.sharing import Duty
from socle.saisines.models import Absence, Post
from socle.saisines.queries.doors import all_doors
from socle.traces import actions as traces

GIVEN, ENDED, AWAY = "saisine:post:given", "saisine:post:ended", "saisine:absence:recorded"


def post(door: str, membership_id: UUID, duty: Duty, share: int, *, actor: Actor, at: datetime) -> Post:
    """Give a door to somebody of one's own body; a mediator or a directorate may be of either party."""
    act = Act(GIVEN, "saisine_post", subject_label=door[:80], payload={"door": door[:80], "holder": "", "duty": duty})
    found = next((one for one in all_doors(actor, at) if one.door.id == door), None)
    member = members(actor.organisation_id, at).filter(id=membership_id).first()
    is_ours = found is not None and (found.door.held_by == actor.organisation_id or duty is not Duty.AGENT)
    is_held = Post.objects.filter(door=door, membership_id=membership_id, duty=duty.value, ended_at=None).exists()
    first_refusal(
        (
            may_post(actor),
            _one(is_ours, "door_unknown", "Votre organisme ne tient pas cette voie."),
            _one(member is not None, "unknown_person", "Cette personne n'est pas de votre organisme."),
            _one(not is_held, "already_posted", "Cette personne y répond déjà."),
        )
    ).or_raise(act)
    assert found is not None
    assert member is not None
    row = Post.objects.create(
        organisation_id=actor.organisation_id,
        convention_id=found.convention.id,
        door=door,
        membership_id=membership_id,
        duty=duty.value,
        share=share,
        given_at=at,
        given_by_id=actor.person_id,
    )
    _trace(GIVEN, row, found.door.name, member.person.name, actor, at)
    return row


def end(post_id: UUID, *, actor: Actor, at: datetime) -> Post:
    """Take a door back: what the person held stays in the queue, for the others."""
    row = Post.objects.select_for_update(of=("self",)).select_related("membership__person").get(id=post_id)
    act = Act(
        ENDED, "saisine_post", str(row.id), row.door[:80], payload={"door": row.door[:80], "holder": "", "duty": ""}
    )
    first_refusal(
        (may_post(actor), _one(row.ended_at is None, "post_over", "Cette voie lui est déjà retirée."))
    ).or_raise(act)
    row.ended_at, row.ended_by_id = at, actor.person_id
    row.save()
    _trace(ENDED, row, row.door.split(".")[1], row.membership.person.name, actor, at)
    return row


def record_absence(membership_id: UUID, until: datetime, *, actor: Actor, at: datetime) -> Absence:
    """From now until a day, nothing new is given to somebody: said by themselves or by whoever posts them."""
    act = Act(AWAY, "saisine_absence", payload={"holder": "", "until": until.isoformat()})
    member = members(actor.organisation_id, at).filter(id=membership_id).first()
    allowed = allow(CLAUSE) if membership_id == actor.membership_id else may_post(actor)
    first_refusal(
        (
            allowed,
            _one(member is not None, "unknown_person", "Cette personne n'est pas de votre organisme."),
            _one(until > at, "absence_past", "La fin de l'absence est déjà passée."),
        )
    ).or_raise(act)
    assert member is not None
    row = Absence.objects.create(
        organisation_id=actor.organisation_id,
        membership_id=membership_id,
        since=at,
        until=until,
        recorded_at=at,
        recorded_by_id=actor.person_id,
    )
    traces.record(
        AWAY,
        actor=actor,
        at=at,
        subject_kind="saisine_absence",
        subject_id=str(row.id),
        clause=str(CLAUSE),
        payload={"holder": member.person.name, "until": until.isoformat()},
    )
    return row


def _one(holds: bool, code: str, reason: str) -> Decision:
    return allow(CLAUSE) if holds else refuse(code, reason, clause=CLAUSE)


def _trace(tag: str, row: Post, name: str, holder: str, actor: Actor, at: datetime) -> None:
    traces.record(
        tag,
        actor=actor,
        at=at,
        subject_kind="saisine_post",
        subject_id=str(row.id),
        subject_label=name,
        clause=str(CLAUSE),
        payload={"door": row.door[:200], "holder": holder, "duty": row.duty},
    )
