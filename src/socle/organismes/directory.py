"""People of a body as its pages show them: a list by name that pages by cursor, one sheet, likenesses."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from socle.organismes.choosing import VISIBLE
from socle.organismes.models import Equipment, Membership, Organisation, Place
from socle.organismes.queries import members

PAGE_SIZE = 25
FEW = 8
ORDER = ("person__last_name", "person__first_name", "id")

Position = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """What the list is limited to: a body, words of the name, a service of the body."""

    organisation_id: UUID
    words: str = ""
    service: str = ""


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """One page of people, how many there are in all, and the cursors of the neighbouring pages."""

    people: tuple[Membership, ...]
    total: int
    next: str = ""
    previous: str = ""


def people_page(wanted: PeopleFilter, at: datetime, *, after: str = "", before: str = "") -> PeoplePage:
    """The people after (or before) a cursor, by name; two statements whatever their number."""
    rows = _filtered(wanted, at)
    total = rows.count()
    if start := read_cursor(before):
        found = list(rows.filter(_beyond(start, "lt")).order_by(*(f"-{name}" for name in ORDER))[: PAGE_SIZE + 1])
        people = tuple(reversed(found[:PAGE_SIZE]))
        return PeoplePage(people, total, _cursor(people, -1), _cursor(people, 0) if len(found) > PAGE_SIZE else "")
    start = read_cursor(after)
    found = list((rows.filter(_beyond(start, "gt")) if start else rows)[: PAGE_SIZE + 1])
    people = tuple(found[:PAGE_SIZE])
    return PeoplePage(
        people, total, _cursor(people, -1) if len(found) > PAGE_SIZE else "", _cursor(people, 0) if start else ""
    )


def first_people(wanted: PeopleFilter, at: datetime) -> list[Membership]:
    """The first people by name, when a few are enough; one statement."""
    return list(_filtered(wanted, at)[:FEW])


def everybody(wanted: PeopleFilter, at: datetime) -> list[Membership]:
    """The same people, all of them, by name: for an export."""
    return list(_filtered(wanted, at))


def _filtered(wanted: PeopleFilter, at: datetime) -> QuerySet[Membership]:
    rows = members(wanted.organisation_id, at)
    for word in wanted.words.split():
        rows = rows.filter(Q(person__last_name__icontains=word) | Q(person__first_name__icontains=word))
    return rows.filter(service=wanted.service) if wanted.service else rows


def _beyond(position: Position, side: str) -> Q:
    last, first, identifier = position
    return (
        Q(**{f"person__last_name__{side}": last})
        | Q(**{"person__last_name": last, f"person__first_name__{side}": first})
        | Q(**{"person__last_name": last, "person__first_name": first, f"id__{side}": identifier})
    )


def _cursor(people: Sequence[Membership], rank: int) -> str:
    return write_cursor(people[rank]) if people else ""


def write_cursor(row: Membership) -> str:
    """A place in the list, as text for an address."""
    text = json.dumps([row.person.last_name, row.person.first_name, str(row.id)])
    return urlsafe_b64encode(text.encode()).decode()


def read_cursor(text: str) -> Position | None:
    """The place a cursor stands for; None when it is absent or was not written by us."""
    try:
        last, first, identifier = json.loads(urlsafe_b64decode(text.encode()))
        return str(last), str(first), str(UUID(identifier))
    except (ValueError, TypeError, AttributeError):
        return None


def services_of(organisation_id: UUID, at: datetime) -> list[str]:
    """The services of a body, as its people carry them."""
    rows = members(organisation_id, at).exclude(service="").order_by("service")
    return list(rows.values_list("service", flat=True).distinct())


def bodies() -> list[Organisation]:
    """The bodies whose people the actor may see: its own and, for a caisse, its partners."""
    return list(Organisation.objects.filter(id__in=VISIBLE).order_by("legal_name"))


def sheet_of(person_id: UUID, organisation_id: UUID, at: datetime) -> Membership | None:
    """The latest membership of a person at `at` that the actor may see, in its own body first."""
    rows = Membership.objects.filter(person_id=person_id).select_related("person", "organisation")
    found = sorted(rows, key=lambda row: (row.organisation_id == organisation_id, row.joined_at <= at, row.joined_at))
    return found[-1] if found else None


def likenesses(
    organisation_id: UUID, at: datetime, *, email: str, first_name: str, last_name: str
) -> Sequence[Membership]:
    """Members who have the same address or the same name: perhaps the same person."""
    rows = members(organisation_id, at).annotate(last=Lower("person__last_name"), first=Lower("person__first_name"))
    return list(rows.filter(Q(email__iexact=email) | Q(last=last_name.lower(), first=first_name.lower())))


def equipments_of(organisation_id: UUID) -> list[tuple[Equipment, list[Place]]]:
    """The équipements of a body, each with its lieux d'implantation."""
    rows = Equipment.objects.filter(organisation_id=organisation_id).prefetch_related("places").order_by("name")
    return [(row, sorted(row.places.all(), key=lambda place: place.name)) for row in rows]
