"""What a sample is drawn from, and a sample drawn again from what it kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from socle.habilitations.queries.supervised import Habilitation, managing_memberships, named_rights, rights_held
from socle.kernel.actor import Actor
from socle.supervision.domain.sampling import Candidate, RightSeen, candidate, digest, draw, read
from socle.supervision.models import Question, Sample, SampleLine


@dataclass(frozen=True, slots=True)
class SampleSheet:
    """The rights of a sample in their order, and whether the seed gives it again."""

    lines: tuple[tuple[SampleLine, Habilitation | None], ...]
    is_drawn_again: bool
    asked: int


def population(caisse_id: UUID, at: datetime, partner: UUID | None, service: str, profile: str) -> list[Candidate]:
    """Every right in force that answers the criteria, with its risk; three statements whatever their number."""
    rows, held = rights_held(caisse_id, at, partner=partner, service=service, profile=profile)
    managers = managing_memberships(at)
    return [
        candidate(
            RightSeen(
                id=str(row.id),
                granted_at=row.granted_at,
                has_end=row.period.upper is not None,
                rights_of_person=held[row.membership_id],
                is_manager=row.membership_id in managers,
                last_used_at=row.last_used_at,
            ),
            at,
        )
        for row in rows
    ]


def samples(actor: Actor, partner: UUID | None = None) -> list[Sample]:
    """The samples of the caisse, the latest first."""
    rows = Sample.objects.filter(organisation_id=actor.organisation_id).defer("population_list")
    if partner:
        rows = rows.filter(partner_id=partner)
    return list(rows.select_related("partner").order_by("-drawn_at", "id")[:100])


def sample_of(sample_id: UUID, actor: Actor) -> Sample | None:
    rows = Sample.objects.filter(organisation_id=actor.organisation_id).select_related("partner")
    return rows.filter(id=sample_id).first()


def sheet(sample: Sample) -> SampleSheet:
    """The sample with its rights; the draw is done again from the population and the seed it kept."""
    lines = list(SampleLine.objects.filter(sample_id=sample.id).order_by("rank"))
    rights = {row.id: row for row in named_rights([line.habilitation_id for line in lines])}
    kept = read(sample.population_list)
    again = draw(kept, sample.size, sample.seed, sample.risk_percent)
    same = [UUID(line.candidate.id) for line in again] == [line.habilitation_id for line in lines]
    return SampleSheet(
        tuple((line, rights.get(line.habilitation_id)) for line in lines),
        same and digest(kept) == sample.population_digest,
        Question.objects.filter(sample_id=sample.id).count(),
    )
