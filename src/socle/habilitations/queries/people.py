"""People of a body with what their rights say of them: how many, the nearest end, the clauses behind (MCP-22)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from socle.habilitations.domain.matrix import announced_end
from socle.habilitations.models import Habilitation
from socle.habilitations.queries.offers import offers_of
from socle.organismes.directory import PeopleFilter, everybody
from socle.organismes.queries import Membership


@dataclass(frozen=True, slots=True)
class PersonWithEnds:
    """Somebody, their rights in force, the first that ends, the clauses they rest on."""

    member: Membership
    rights: int
    next_end: datetime | None
    clauses: tuple[str, ...]


def clauses_of(organisation_id: UUID, at: datetime) -> dict[tuple[str, str], str]:
    """The clause that opens each profile: that of its seats, or of the profile itself."""
    return {
        (offer.service, offer.profile): str(next((line.clause for line in offer.lines), offer.clause))
        for offer in offers_of(organisation_id, at)
    }


def people_with_ends(wanted: PeopleFilter, at: datetime) -> list[PersonWithEnds]:
    """Everybody the filter of the page keeps, with their rights of the day."""
    held: dict[UUID, list[Habilitation]] = defaultdict(list)
    for right in Habilitation.objects.filter(organisation_id=wanted.organisation_id, period__contains=at):
        held[right.membership_id].append(right)
    clauses = clauses_of(wanted.organisation_id, at)
    return [_with_ends(member, held[member.id], clauses, at) for member in everybody(wanted, at)]


def _with_ends(
    member: Membership, held: list[Habilitation], clauses: dict[tuple[str, str], str], at: datetime
) -> PersonWithEnds:
    announced = (announced_end(right.period.upper, right.withdrawn_at, at) for right in held)
    ends = [end for end in announced if end is not None]
    known = {clauses.get((right.service, right.profile), "") for right in held}
    return PersonWithEnds(member, len(held), min(ends, default=None), tuple(sorted(known - {""})))
