"""The lines of a review: those left, those answered, how far it is, what each answer may be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from socle.conventions.domain.kinds import Profile as ProfileTerm
from socle.conventions.domain.kinds import Seats as SeatsTerm
from socle.conventions.queries.adhesions import adhesions_of
from socle.habilitations.domain.reviewing.judging import Verdict, is_narrower
from socle.habilitations.domain.reviewing.pace import IN_A_ROW, warning
from socle.habilitations.queries.reviewing.freezing import breadths_of
from socle.habilitations.reviews import ReviewCampaign, ReviewLine
from socle.kernel.actor import Actor

LEFT = Q(verdict="", is_for_caisse=False)
VIEWS = {
    "reste": LEFT,
    "sans-avis": Q(verdict=Verdict.DOUBTFUL),
    "jugees": ~Q(verdict="") & ~Q(verdict=Verdict.DOUBTFUL),
    "caisse": Q(is_for_caisse=True),
}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a review is: « sans avis » is apart, it is not a decision.

    Control lines count as the others do, so that nothing tells them apart; rights that change are ordinary ones.
    """

    total: int
    decided: int
    doubtful: int
    for_caisse: int
    removed: int
    reduced: int

    @property
    def left(self) -> int:
        return self.total - self.decided - self.doubtful


NOTHING = Progress(0, 0, 0, 0, 0, 0)


def campaign(campaign_id: UUID) -> ReviewCampaign | None:
    """A review that the actor's organisation sees."""
    rows = ReviewCampaign.objects.select_related("organisation", "caisse", "convention")
    return rows.filter(id=campaign_id).first()


def campaigns(organisation_id: UUID) -> list[ReviewCampaign]:
    """The reviews of a body, the latest first."""
    rows = ReviewCampaign.objects.filter(organisation_id=organisation_id).select_related("convention")
    return list(rows.order_by("-opened_at", "id"))


def every_campaign() -> list[ReviewCampaign]:
    """All the reviews that the context shows, the latest first."""
    return list(ReviewCampaign.objects.select_related("organisation").order_by("-opened_at", "id"))


def line(line_id: UUID) -> ReviewLine | None:
    """One line that the actor's organisation sees."""
    return ReviewLine.objects.select_related("campaign").filter(id=line_id).first()


def progress(campaign_id: UUID) -> Progress:
    """The counts of a review."""
    return progress_of([campaign_id])[campaign_id]


def progress_of(campaign_ids: Sequence[UUID]) -> Mapping[UUID, Progress]:
    """The counts of several reviews, in one statement."""
    rows = ReviewLine.objects.filter(campaign_id__in=campaign_ids).values_list("campaign_id")
    counted = rows.annotate(
        total=Count("id", filter=Q(is_for_caisse=False)),
        decided=Count("id", filter=VIEWS["jugees"]),
        doubtful=Count("id", filter=VIEWS["sans-avis"]),
        for_caisse=Count("id", filter=VIEWS["caisse"]),
        removed=Count("id", filter=Q(verdict=Verdict.REMOVE, control="")),
        reduced=Count("id", filter=Q(verdict=Verdict.REDUCE, control="")),
    )
    found = {key: Progress(*counts) for key, *counts in counted}
    return {one: found.get(one, NOTHING) for one in campaign_ids}


def listed(campaign_id: UUID, view: str, words: str = "") -> QuerySet[ReviewLine]:
    """The lines of one view, in the order of the review."""
    rows = ReviewLine.objects.filter(VIEWS.get(view, LEFT), campaign_id=campaign_id)
    for word in words.split():
        rows = rows.filter(person_name__icontains=word)
    return rows.order_by("position")


def every(campaign_id: UUID) -> QuerySet[ReviewLine]:
    """All the lines, in the order of the review."""
    return ReviewLine.objects.filter(campaign_id=campaign_id).order_by("position")


def next_left(campaign_id: UUID, after: int = 0) -> ReviewLine | None:
    """The next line without answer after a position, or the first one left."""
    rows = ReviewLine.objects.filter(LEFT, campaign_id=campaign_id).select_related("campaign").order_by("position")
    return rows.filter(position__gt=after).first() or rows.first()


def previous(campaign_id: UUID, position: int) -> ReviewLine | None:
    """The line before a position, answered or not."""
    rows = ReviewLine.objects.filter(campaign_id=campaign_id, is_for_caisse=False, position__lt=position)
    return rows.order_by("-position").first()


def following(campaign_id: UUID, position: int) -> ReviewLine | None:
    """The line after a position, answered or not."""
    rows = ReviewLine.objects.filter(campaign_id=campaign_id, is_for_caisse=False, position__gt=position)
    return rows.order_by("position").first()


def same_person(shown: ReviewLine) -> list[ReviewLine]:
    """The other ordinary lines of the same person: what they hold besides."""
    rows = ReviewLine.objects.filter(campaign_id=shown.campaign_id, membership_id=shown.membership_id, control="")
    return list(rows.exclude(id__in=[shown.id, shown.original_id]).order_by("position"))


def narrower_than(shown: ReviewLine, at: datetime) -> dict[str, str]:
    """Profiles of the same service that are narrower than the line's, with their names."""
    found = adhesions_of(shown.organisation_id, at)
    adhesion = next((one for one in found if one.id == shown.convention_id), None)
    breadths = breadths_of(adhesion, shown.service) if adhesion else {}
    mine = breadths.get(shown.profile)
    if adhesion is None or mine is None:
        return {}
    profiles = [term.body for term in adhesion.terms.of(ProfileTerm) if term.body.service == shown.service]
    seats = [term.body for term in adhesion.terms.of(SeatsTerm) if term.body.service == shown.service]
    names = {str(one.code): one.name for one in profiles}
    opened = {str(one.profile) for one in seats if one.opened and one.max}
    return {code: names[code] for code, one in breadths.items() if code in opened and is_narrower(one, mine)}


def pace_warning(campaign_id: UUID, actor: Actor) -> str:
    """What to tell a reviewer who goes too fast, from their latest answers."""
    rows = ReviewLine.objects.filter(campaign_id=campaign_id, judged_by_id=actor.person_id).exclude(seconds=None)
    latest = rows.order_by("-judged_at").values_list("seconds", "verdict")[:IN_A_ROW]
    return warning([(seconds or 0, verdict) for seconds, verdict in latest])


def asked_of(membership_id: UUID) -> Sequence[ReviewLine]:
    """The lines on which somebody awaits this member's opinion."""
    rows = ReviewLine.objects.filter(asked_id=membership_id, opinion="", campaign__closed_at=None)
    return list(rows.select_related("campaign").order_by("position"))
