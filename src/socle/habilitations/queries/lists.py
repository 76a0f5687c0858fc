"""Lists of colleagues, by keyset pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from socle.habilitations.models import Habilitation
from socle.organismes.queries import Membership, members


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A colleague as a list shows them."""

    person_id: UUID
    membership_id: UUID
    first_name: str
    last_name: str
    function: str
    service: str

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def key(self) -> tuple[str, str, str]:
        """Its place in the list."""
        return (self.last_name, self.first_name, str(self.membership_id))


def _line(row: Membership) -> PersonLine:
    person = row.person
    return PersonLine(row.person_id, row.id, person.first_name, person.last_name, row.function, row.service)


def _after(rows: QuerySet[Membership], key: tuple[str, str, str] | None) -> QuerySet[Membership]:
    if key is None:
        return rows
    last, first, identifier = key
    return rows.filter(
        Q(person__last_name__gt=last)
        | Q(person__last_name=last, person__first_name__gt=first)
        | Q(person__last_name=last, person__first_name=first, id__gt=identifier)
    )


def people(
    organisation_id: UUID,
    at: datetime,
    *,
    without: tuple[str, str] | None = None,
    search: str = "",
    after: tuple[str, str, str] | None = None,
    limit: int = 50,
) -> list[PersonLine]:
    """Colleagues at an instant; `without=(service, profile)` leaves out who holds that right. One more than `limit`."""
    rows = members(organisation_id, at)
    if without:
        service, profile = without
        held = Habilitation.objects.filter(
            organisation_id=organisation_id, service=service, profile=profile, period__contains=at
        )
        rows = rows.exclude(id__in=held.values("membership_id"))
    if search:
        rows = rows.filter(Q(person__last_name__icontains=search) | Q(person__first_name__icontains=search))
    return [_line(row) for row in _after(rows, after)[: limit + 1]]
