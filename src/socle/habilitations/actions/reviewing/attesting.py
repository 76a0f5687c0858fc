"""The text of a certificate, from the rows of its review: copied as they stand, counted by the domain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from socle.habilitations.domain.reviewing.certificate import OF_CAISSE, compose, counts, lines_root, text_of
from socle.habilitations.domain.reviewing.controls import CONTROLS, Control, is_failed
from socle.habilitations.queries.seats import SeatLine, seat_lines
from socle.habilitations.reviews import ReviewCampaign, ReviewLine
from socle.kernel.actor import Actor
from socle.organismes.queries import organisation
from socle.traces.domain.event import instant

Said = dict[str, object]


@dataclass(frozen=True, slots=True)
class Text:
    """A certificate to be: its identifier, its one text, the root and the counts of its lines."""

    key: UUID
    body: str
    lines_root: str
    counts: dict[str, int]


def certificate_text(
    campaign: ReviewCampaign, key: UUID, before: Sequence[SeatLine], actor: Actor, at: datetime
) -> Text:
    """What the certificate of a review says."""
    rows = list(ReviewLine.objects.filter(campaign_id=campaign.id).order_by("position"))
    lines = [_line(row) for row in rows if not row.control]
    ranks = {row.id: rank for rank, row in enumerate((row for row in rows if not row.control), start=1)}
    controls = [_control(row, ranks) for row in rows if row.control]
    after = seat_lines(campaign.organisation_id, at)
    body = compose(_head(campaign, key, actor, at), lines, controls, _seats(campaign, before, after))
    return Text(key, text_of(body), lines_root(lines), counts(lines))


def _head(campaign: ReviewCampaign, key: UUID, actor: Actor, at: datetime) -> Said:
    partner = organisation(campaign.organisation_id)
    caisse = organisation(campaign.caisse_id)
    return {
        "certificate": str(key),
        "issued_at": instant(at),
        "partner": {"id": str(partner.id), "name": partner.legal_name, "siret": partner.siret},
        "caisse": {"id": str(caisse.id), "name": caisse.legal_name, "siret": caisse.siret},
        "convention": {"id": str(campaign.convention_id), "label": campaign.label, "clause": campaign.clause},
        "review": {
            "id": str(campaign.id),
            "opened_at": instant(campaign.opened_at),
            "opened_by": campaign.opened_by_name,
            "closed_at": instant(at),
            "closed_by": actor.name,
            "due_on": campaign.due_on.isoformat(),
            "seed": campaign.seed,
        },
    }


def _line(row: ReviewLine) -> Said:
    return {
        "habilitation": str(row.habilitation_id),
        "person": row.person_name,
        "function": row.function,
        "service": row.service,
        "profile": row.profile,
        "purpose": row.purpose,
        "scope": row.scope_name,
        "granted_by": row.granted_by_name,
        "granted_at": instant(row.granted_at),
        "valid_to": instant(row.valid_to) if row.valid_to else None,
        "last_used_at": instant(row.last_used_at) if row.last_used_at else None,
        "risk": row.risk,
        "reasons": list(row.reasons),
        "verdict": row.verdict or OF_CAISSE,
        "reason": row.reason,
        "ends_on": row.ends_on.isoformat() if row.ends_on else None,
        "to_profile": row.to_profile,
        "judged_by": row.judged_by_name,
        "judged_at": instant(row.judged_at) if row.judged_at else None,
        "seconds": row.seconds,
        "asked": row.asked_name,
        "opinion": row.opinion,
        "outcome": row.outcome,
    }


def _control(row: ReviewLine, ranks: dict[UUID, int]) -> Said:
    failed = row.is_contradicted if row.control == Control.AGAIN else is_failed(row.control, row.verdict)
    return {
        "kind": row.control,
        "says": CONTROLS[Control(row.control)],
        "line": ranks.get(row.original_id) if row.original_id else None,
        "person": row.person_name,
        "service": row.service,
        "profile": row.profile,
        "verdict": row.verdict,
        "judged_by": row.judged_by_name,
        "seconds": row.seconds,
        "failed": failed,
    }


def _seats(campaign: ReviewCampaign, before: Sequence[SeatLine], after: Sequence[SeatLine]) -> list[Said]:
    used = {(line.term, line.scope_id): line.used for line in before}
    return [
        {
            "service": line.service,
            "profile": line.profile,
            "scope": line.scope,
            "max": line.maximum,
            "used_before": used.get((line.term, line.scope_id), 0),
            "used_after": line.used,
            "clause": str(line.clause),
        }
        for line in after
        if line.convention_id == campaign.convention_id and line.maximum is not None
    ]
