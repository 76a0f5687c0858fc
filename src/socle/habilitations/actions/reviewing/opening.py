"""Open a review: the list of every right in force is frozen, its labels copied, in one statement (MCP-26)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from secrets import token_hex
from uuid import UUID, uuid4

from django.db import connection

from socle.database.constraints import register
from socle.habilitations.domain.access import may
from socle.habilitations.domain.reviewing.judging import REVIEW_CLAUSE, ReviewCode
from socle.habilitations.domain.reviewing.planning import Placed, plan
from socle.habilitations.domain.reviewing.risk import peers_say, risk_of
from socle.habilitations.queries.reviewing.freezing import Frozen, Labels, frozen, labels_of
from socle.habilitations.queries.reviewing.standings import Reviewed, reviewed_convention
from socle.habilitations.reviews import ReviewCampaign
from socle.kernel.actor import Actor
from socle.kernel.decision import Act, refuse
from socle.traces import actions as traces

ALREADY_OPEN = refuse(
    ReviewCode.OPEN,
    "Une revue de cette convention est déjà en cours.",
    clause=REVIEW_CLAUSE,
    fix="Reprenez-la là où elle s'est arrêtée.",
)
register("review_open_once", ALREADY_OPEN)
NO_TERM = refuse(
    ReviewCode.NO_TERM,
    "Aucune convention en vigueur de votre organisme ne demande cette revue.",
    clause=REVIEW_CLAUSE,
    fix="Choisissez une convention de la page « Revues ».",
)
EMPTY = refuse(
    ReviewCode.EMPTY,
    "Personne n'a de droit en cours sous cette convention : il n'y a rien à juger.",
    clause=REVIEW_CLAUSE,
    fix="La revue se fera quand des droits seront ouverts.",
)
COLUMNS = {
    "id": "uuid",
    "position": "int",
    "control": "text",
    "original_id": "uuid",
    "is_for_caisse": "boolean",
    "habilitation_id": "uuid",
    "membership_id": "uuid",
    "person_name": "text",
    "function": "text",
    "team": "text",
    "service": "text",
    "service_name": "text",
    "profile": "text",
    "profile_name": "text",
    "purpose": "text",
    "scope_name": "text",
    "granted_by_name": "text",
    "granted_at": "timestamptz",
    "valid_to": "timestamptz",
    "last_used_at": "timestamptz",
    "peers": "text",
    "risk": "smallint",
    "reasons": "text[]",
}
FREEZE = f"""
insert into habilitations_reviewline (
  organisation_id, campaign_id, convention_id, {", ".join(COLUMNS)},
  verdict, reason, to_profile, judged_by_name, is_contradicted, asked_name, opinion, opinion_reason, outcome
)
select %s, %s, %s, {", ".join(COLUMNS)}, '', '', '', '', false, '', '', '', ''
from jsonb_to_recordset(%s::jsonb) as line({", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())})
"""  # noqa: S608 - constants of this module


def open_review(convention_id: UUID, *, actor: Actor, at: datetime) -> ReviewCampaign:
    """Open the review of one convention; refused without a term, a right, or while another is under way."""
    act = Act("habilitation:review:refused", "convention", str(convention_id))
    may(actor, "review:run").or_raise(act)
    asked = reviewed_convention(actor.organisation_id, convention_id, at)
    if asked is None:
        NO_TERM.or_raise(act)
    assert asked
    if asked.campaign:
        ALREADY_OPEN.or_raise(act)
    labels = labels_of(asked.adhesion, actor.organisation_id)
    rights = frozen(actor.organisation_id, convention_id, labels, at)
    if not any(not right.is_departed for right in rights):
        EMPTY.or_raise(act)
    campaign = _campaign(asked, actor, at)
    lines = plan([(right, risk_of(right.facts, at)) for right in rights], campaign.seed)
    _freeze(campaign, lines, labels)
    _trace(campaign, lines, actor, at)
    return campaign


def _campaign(asked: Reviewed, actor: Actor, at: datetime) -> ReviewCampaign:
    campaign = ReviewCampaign(
        id=uuid4(),
        organisation_id=actor.organisation_id,
        caisse_id=asked.adhesion.caisse_id,
        convention_id=asked.adhesion.id,
        label=asked.adhesion.label,
        clause=str(asked.term.clause),
        due_on=asked.standing.due_on,
        seed=token_hex(16),
        opened_by_id=actor.person_id,
        opened_by_name=actor.name,
        opened_at=at,
    )
    campaign.save(force_insert=True)
    return campaign


def _freeze(campaign: ReviewCampaign, lines: Sequence[Placed[Frozen]], labels: Labels) -> None:
    rows = json.dumps(list(_rows(lines, labels)))
    with connection.cursor() as cursor:
        cursor.execute(FREEZE, (campaign.organisation_id, campaign.id, campaign.convention_id, rows))


def _rows(lines: Sequence[Placed[Frozen]], labels: Labels) -> Iterator[dict[str, object]]:
    keys = [str(uuid4()) for _ in lines]
    for key, line in zip(keys, lines, strict=True):
        right, facts = line.right, line.right.facts
        yield {
            "id": key,
            "position": line.position,
            "control": line.control,
            "original_id": keys[line.again] if line.again is not None else None,
            "is_for_caisse": right.is_for_caisse,
            "habilitation_id": str(right.habilitation_id),
            "membership_id": str(right.membership_id),
            "person_name": right.person,
            "function": right.function,
            "team": facts.team,
            "service": right.service,
            "service_name": labels.services.get(right.service, right.service.upper()),
            "profile": right.profile,
            "profile_name": labels.names.profile(right.service, right.profile),
            "purpose": right.purpose,
            "scope_name": labels.names.scope(right.scope_id),
            "granted_by_name": right.granted_by,
            "granted_at": facts.granted_at.isoformat(),
            "valid_to": facts.valid_to.isoformat() if facts.valid_to else None,
            "last_used_at": facts.last_used_at.isoformat() if facts.last_used_at else None,
            "peers": peers_say(facts),
            "risk": line.risk.points,
            "reasons": list(line.risk.reasons),
        }


def _trace(campaign: ReviewCampaign, lines: Sequence[Placed[Frozen]], actor: Actor, at: datetime) -> None:
    traces.record(
        "habilitation:review:opened",
        actor=actor,
        at=at,
        subject_kind="review",
        subject_id=str(campaign.id),
        subject_label=campaign.label,
        clause=campaign.clause,
        caisse_id=campaign.caisse_id,
        payload={
            "lines": sum(not line.control for line in lines),
            "controls": sum(bool(line.control) for line in lines),
            "for_caisse": sum(line.right.is_for_caisse for line in lines),
            "due": campaign.due_on.isoformat(),
            "seed": campaign.seed,
        },
    )
