"""Draw a sample of rights, and open its questions at once (MCP-25; convention 9.1)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from socle.habilitations.queries.supervised import named_rights
from socle.kernel.actor import Actor
from socle.kernel.decision import Act
from socle.supervision.actions.asking import ask_many
from socle.supervision.domain.access import may
from socle.supervision.domain.questions import OPEN
from socle.supervision.domain.sampling import SAMPLING, digest, draw, listed, may_draw
from socle.supervision.models import Question, Sample, SampleLine
from socle.supervision.queries.samples import population
from socle.traces import actions as traces

DRAWN = "supervision:sample:drawn"
SEED_BYTES = 8


@dataclass(frozen=True, slots=True)
class SampleWish:
    """What to draw from, and how; without a seed, one is drawn and kept."""

    size: int
    risk_percent: int
    partner: UUID | None = None
    service: str = ""
    profile: str = ""
    seed: str = ""


def draw_sample(wish: SampleWish, *, actor: Actor, at: datetime) -> Sample:
    """Draw now, and keep everything that draws it again: seed, criteria, population and its fingerprint."""
    act = Act(DRAWN, "organisation", str(wish.partner or actor.organisation_id))
    may(actor, "sample:draw").or_raise(act)
    pool = population(actor.organisation_id, at, wish.partner, wish.service, wish.profile)
    may_draw(pool, wish.size, wish.risk_percent).or_raise(act)
    sample = Sample(
        id=uuid4(),
        organisation_id=actor.organisation_id,
        partner_id=wish.partner,
        service=wish.service,
        profile=wish.profile,
        size=wish.size,
        risk_percent=wish.risk_percent,
        seed=(wish.seed or secrets.token_hex(SEED_BYTES))[:64],
        population=len(pool),
        population_digest=digest(pool),
        population_list=listed(pool),
        drawn_at=at,
        drawn_by_id=actor.person_id,
    )
    _record(sample, actor, at)
    sample.save(force_insert=True)
    drawn = draw(pool, sample.size, sample.seed, sample.risk_percent)
    partners = {row.id: row.organisation_id for row in named_rights([UUID(line.candidate.id) for line in drawn])}
    SampleLine.objects.bulk_create(
        SampleLine(
            organisation_id=sample.organisation_id,
            sample_id=sample.id,
            rank=line.rank,
            partner_id=partners[UUID(line.candidate.id)],
            habilitation_id=UUID(line.candidate.id),
            why=line.why,
            reasons=list(line.candidate.reasons),
        )
        for line in drawn
    )
    return sample


def ask_sample(sample: Sample, text: str, *, actor: Actor, at: datetime) -> list[Question]:
    """Question every right of the sample that has no question open."""
    ids = list(
        SampleLine.objects.filter(sample_id=sample.id).order_by("rank").values_list("habilitation_id", flat=True)
    )
    busy = set(
        Question.objects.filter(habilitation_id__in=ids, state__in=list(OPEN)).values_list("habilitation_id", flat=True)
    )
    lasting = {
        row.id
        for row in named_rights(ids)
        if not row.period.isempty and (row.period.upper is None or row.period.upper > at)
    }
    wanted = [one for one in ids if one in lasting - busy]
    return ask_many(wanted, text, actor=actor, at=at, sample_id=sample.id)


def _record(sample: Sample, actor: Actor, at: datetime) -> None:
    traces.record(
        DRAWN,
        actor=actor,
        at=at,
        subject_kind="sample",
        subject_id=str(sample.id),
        clause=str(SAMPLING),
        payload={
            "size": sample.size,
            "population": sample.population,
            "seed": sample.seed,
            "risk": sample.risk_percent,
            "digest": sample.population_digest,
            "service": sample.service,
            "profile": sample.profile,
        },
    )
