"""Lists of rights, by keyset pages; each row is what a page or the API shows of a habilitation."""

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


def habilitations(
    organisation_id: UUID,
    at: datetime | None,
    *,
    service: str = "",
    profile: str = "",
    person_id: UUID | None = None,
    after: tuple[str, str] | None = None,
    limit: int = 50,
) -> list[Habilitation]:
    """Rights of an organisation, the latest first; in force at `at`, or all of them when `at` is None."""
    rows = Habilitation.objects.filter(organisation_id=organisation_id).select_related(
        "membership__person", "convention", "caisse"
    )
    if at is not None:
        rows = rows.filter(Q(period__contains=at) | Q(period__startswith__gt=at))
    if service:
        rows = rows.filter(service=service)
    if profile:
        rows = rows.filter(profile=profile)
    if person_id:
        rows = rows.filter(membership__person_id=person_id)
    if after:
        granted_at, identifier = datetime.fromisoformat(after[0]), after[1]
        rows = rows.filter(Q(granted_at__lt=granted_at) | Q(granted_at=granted_at, id__gt=identifier))
    return list(rows.order_by("-granted_at", "id")[: limit + 1])
