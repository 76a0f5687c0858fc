"""The register of readings of a convention: points to settle, readings proposed, readings agreed with their act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from socle.conventions.domain.convention import Term
from socle.conventions.domain.occurrences import parties_at
from socle.conventions.domain.open_points import OpenPoint, open_points
from socle.conventions.domain.readings import ReadingCase, meanings, targets
from socle.conventions.models import Convention, ConventionParty, Reading, ReadingVoice
from socle.conventions.queries.portfolio import parties_of
from socle.conventions.queries.reading import terms_at
from socle.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Point:
    """A point to settle: the meanings it offers, the terms it may precise."""

    point: OpenPoint
    meanings: tuple[tuple[str, str], ...]
    targets: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Register:
    """The readings of a convention at an instant."""

    points: tuple[Point, ...]
    readings: tuple[Reading, ...]
    parties: tuple[ConventionParty, ...]

    def point(self, key: str) -> Point | None:
        return next((one for one in self.points if one.point.term_id == key), None)


def register_of(convention: Convention, at: datetime) -> Register:
    """Points still open at `at`, and the readings proposed until then, the latest first."""
    terms = terms_at(convention.id, at).as_domain()
    points = tuple(Point(one, meanings(one, terms), targets(one, terms)) for one in open_points(terms))
    rows = Reading.objects.filter(convention=convention, proposed_at__lte=at).prefetch_related("voices")
    readings = tuple(rows.select_related("act").order_by("-proposed_at", "id"))
    return Register(points, readings, tuple(parties_of([convention.id]).get(convention.id, ())))


def reading_of(reading_id: UUID, convention_id: UUID) -> Reading | None:
    """One reading of a convention, None when the actor does not see it."""
    rows = Reading.objects.filter(id=reading_id, convention_id=convention_id).prefetch_related("voices")
    return rows.select_related("convention__organisation", "act").first()


def case_of(reading: Reading, actor: Actor, at: datetime, reason: str = "") -> ReadingCase:
    """The parties that have not left, those that agreed (who proposes agrees), and who acts."""
    signed = parties_of([reading.convention_id]).get(reading.convention_id, ())
    parties = {party.party_id for party in parties_at(at, signed)}
    voices = ReadingVoice.objects.filter(reading=reading, is_for=True).values_list("party_id", flat=True)
    return ReadingCase(
        frozenset(parties), frozenset({*voices, reading.author_organisation_id}), actor.organisation_id, reason
    )
