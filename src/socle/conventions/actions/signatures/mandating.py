"""Record who may sign for one's body besides its representative, and end it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from socle.conventions.actions.signatures.rounds import may_open
from socle.conventions.domain.signing_round import HOUSE
from socle.conventions.models import SigningMandate
from socle.kernel.actor import Actor
from socle.kernel.decision import Act, Refused, refuse
from socle.organismes.queries import membership_of
from socle.traces import actions as traces

RECORDED, WITHDRAWN = "convention:mandate:recorded", "convention:mandate:withdrawn"
STRANGER = refuse(
    "mandate_stranger",
    "Cette personne n'est pas de votre organisme.",
    clause=HOUSE,
    fix="Choisissez quelqu'un de la liste, ou inscrivez d'abord cette personne.",
)
DAYS = refuse(
    "mandate_days",
    "Le dernier jour précède le premier.",
    clause=HOUSE,
    fix="Recopiez les dates de l'acte de délégation.",
)
GONE = refuse("mandate_gone", "Cette délégation a déjà pris fin.", clause=HOUSE, fix="Rechargez la page.")


@dataclass(frozen=True, slots=True)
class Delegation:
    """Who may sign, as what, by which act, from when until when."""

    person: UUID
    capacity: str
    act: str
    since: date
    until: date


def record_mandate(wish: Delegation, *, actor: Actor, at: datetime) -> SigningMandate:
    """Record a delegation of signature of one's own body, from the act that gives it."""
    act = Act(RECORDED, "person", str(wish.person))
    may_open(actor).or_raise(act)
    member = membership_of(wish.person, actor.organisation_id, at)
    if member is None:
        raise Refused(STRANGER, act)
    if wish.until < wish.since:
        raise Refused(DAYS, act)
    row = SigningMandate.objects.create(
        organisation_id=actor.organisation_id,
        person_id=wish.person,
        person_name=member.person.name,
        capacity=wish.capacity.strip(),
        act=wish.act.strip(),
        since=wish.since,
        until=wish.until,
        recorded_at=at,
        recorded_by_id=actor.person_id,
    )
    _trace(RECORDED, row, actor, at)
    return row


def withdraw_mandate(mandate_id: UUID, *, actor: Actor, at: datetime) -> SigningMandate:
    """End a delegation at once; what was signed under it stays signed."""
    act = Act(WITHDRAWN, "mandate", str(mandate_id))
    may_open(actor).or_raise(act)
    found = SigningMandate.objects.select_for_update().filter(id=mandate_id, withdrawn_at=None)
    row = found.filter(organisation_id=actor.organisation_id).first()
    if row is None:
        raise Refused(GONE, act)
    row.withdrawn_at, row.withdrawn_by_id = at, actor.person_id
    row.save(update_fields=["withdrawn_at", "withdrawn_by_id"])
    _trace(WITHDRAWN, row, actor, at)
    return row


def _trace(tag: str, row: SigningMandate, actor: Actor, at: datetime) -> None:
    traces.record(
        tag,
        actor=actor,
        at=at,
        subject_kind="person",
        subject_id=str(row.person_id),
        subject_label=row.person_name,
        clause=str(HOUSE),
        payload={"act": row.act, "until": row.until.isoformat()},
    )
