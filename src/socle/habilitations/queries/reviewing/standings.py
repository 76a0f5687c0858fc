"""Where the review of each convention of a body stands: due day, degree of lateness, campaign under way."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from socle.conventions.domain.kinds import Review
from socle.conventions.queries.adhesions import Adhesion, adhesions_of
from socle.conventions.queries.reading import ReadTerm, Terms
from socle.habilitations.domain.reviewing.lateness import Standing, has_effects, standing_of
from socle.habilitations.reviews import ReviewCampaign
from socle.kernel.deadlines import Calendar


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One convention that asks for a review: its term, its standing and the campaign under way."""

    adhesion: Adhesion
    term: ReadTerm[Review]
    standing: Standing
    campaign: ReviewCampaign | None


def reviewed(organisation_id: UUID, at: datetime) -> list[Reviewed]:
    """The conventions of a body that ask for a review and are in force, in their order; two statements more."""
    found = [(one, one.terms.first(Review)) for one in adhesions_of(organisation_id, at) if _is_live(one, at)]
    asked = [(one, term) for one, term in found if term]
    keys = [one.id for one, _ in asked]
    done = last_closed(keys)
    open_rows = ReviewCampaign.objects.filter(organisation_id=organisation_id, convention_id__in=keys, closed_at=None)
    under_way = {row.convention_id: row for row in open_rows}
    return [
        Reviewed(one, term, _standing(one, term, done.get((one.id, organisation_id)), at), under_way.get(one.id))
        for one, term in asked
    ]


def effects_standing(terms: Terms, since: datetime | None, territory: str, at: datetime) -> Standing | None:
    """Where the review stands since it was last done or made possible, when its lateness has effects; else None."""
    term = terms.first(Review)
    if term is None or since is None or not has_effects(term.body):
        return None
    calendar = Calendar(territory or "FR")
    return standing_of(term.body, term.clause, calendar.day_of(since), calendar, at)


def reviewed_convention(organisation_id: UUID, convention_id: UUID, at: datetime) -> Reviewed | None:
    """The same for one convention."""
    return next((one for one in reviewed(organisation_id, at) if one.adhesion.id == convention_id), None)


def last_closed(convention_ids: Collection[UUID]) -> dict[tuple[UUID, UUID], datetime]:
    """When each partner certified the last review of each convention."""
    rows = ReviewCampaign.objects.filter(convention_id__in=convention_ids).exclude(closed_at=None)
    done = rows.values("convention_id", "organisation_id").annotate(last=Max("closed_at"))
    return {(row["convention_id"], row["organisation_id"]): row["last"] for row in done}


def _is_live(adhesion: Adhesion, at: datetime) -> bool:
    return adhesion.period is not None and adhesion.period.contains(at)


def _standing(adhesion: Adhesion, term: ReadTerm[Review], done_at: datetime | None, at: datetime) -> Standing:
    assert adhesion.period
    calendar = Calendar(adhesion.territory or "FR")
    return standing_of(term.body, term.clause, calendar.day_of(done_at or adhesion.period.start), calendar, at)
