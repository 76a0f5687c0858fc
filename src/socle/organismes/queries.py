"""Reading bodies, people and places that the actor may see.

The other rooms name the rows they are handed by importing their type from here: they never query nor write them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, Q, QuerySet
from django.db.models.expressions import RawSQL

from socle.kernel.actor import Actor, Channel, OrganisationKind
from socle.kernel.deadlines import Calendar
from socle.organismes.models import Equipment, Membership, Organisation, Person, Place

__all__ = [
    "Membership",
    "Organisation",
    "ScopeName",
    "acting_as",
    "demonstration_bodies",
    "first_membership",
    "members",
    "members_named",
    "membership",
    "membership_of",
    "names_of_people",
    "organisation",
    "organisations_by_siret",
    "scope_level",
    "scopes_of",
    "staying",
]

NAMED = "lower(organismes_membership.email) = any(%s) or lower(organismes_person.last_name) = any(%s)"
STAYING = """
select id from organismes_membership
where id = %s and (left_at is null or left_at > clock_timestamp())
for no key update
"""


@dataclass(frozen=True, slots=True)
class ScopeName:
    """A place or équipement that a right may be limited to."""

    id: UUID
    name: str
    level: str


def scopes_of(organisation_id: UUID) -> Mapping[str, tuple[tuple[UUID, str], ...]]:
    """Places and équipements of an organisation by level, as (id, name)."""
    equipments = Equipment.objects.filter(organisation_id=organisation_id).order_by("name")
    places = Place.objects.filter(organisation_id=organisation_id).order_by("equipment__name", "name")
    return {
        "equipment": tuple((row.id, row.name) for row in equipments),
        "place": tuple((row.id, row.name) for row in places),
    }


def scope_level(organisation_id: UUID, scope_id: UUID | None) -> str | None:
    """« convention » without a scope, « place » or « equipment » for one of the organisation's own, else None."""
    if scope_id is None:
        return "convention"
    found = (level for level, scopes in scopes_of(organisation_id).items() if scope_id in {one for one, _ in scopes})
    return next(found, None)


def members(organisation_id: UUID, at: datetime) -> QuerySet[Membership]:
    """People of an organisation at an instant, by name."""
    return (
        Membership.objects.filter(organisation_id=organisation_id, joined_at__lte=at)
        .filter(Q(left_at=None) | Q(left_at__gt=at))
        .select_related("person")
        .order_by("person__last_name", "person__first_name", "id")
    )


def members_named(
    organisation_id: UUID, at: datetime, *, emails: Collection[str], last_names: Collection[str]
) -> list[Membership]:
    """Members whose address or last name, in lower case, is among these: those a list of people may be about."""
    named = RawSQL(NAMED, [list(emails), list(last_names)], output_field=BooleanField())  # noqa: S611 - a constant
    return list(members(organisation_id, at).filter(named))


def membership_of(person_id: UUID, organisation_id: UUID, at: datetime) -> Membership | None:
    """The membership of a person in an organisation at an instant."""
    return members(organisation_id, at).filter(person_id=person_id).first()


def acting_as(membership_id: UUID, person_id: UUID, at: datetime) -> Membership | None:
    """The membership in use, as long as it lasts; None once it is over."""
    rows = Membership.objects.filter(id=membership_id, person_id=person_id, joined_at__lte=at)
    return rows.filter(Q(left_at=None) | Q(left_at__gt=at)).select_related("person").first()


def staying(person_id: UUID, organisation_id: UUID, at: datetime) -> Membership | None:
    """Like `membership_of`, and what is written about this member waits until the transaction ends.

    A departure waits, and so does another right: two first rights of one person would both open their account.
    """
    found = membership_of(person_id, organisation_id, at)
    if found is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(STAYING, [found.id])
        return found if cursor.fetchone() else None


def organisation(organisation_id: UUID) -> Organisation:
    return Organisation.objects.get(id=organisation_id)


def calendar_of(organisation_id: UUID) -> Calendar:
    """Days are counted where the body is."""
    return Calendar(organisation(organisation_id).territory or "FR")


def organisations_by_siret(sirets: Iterable[str]) -> Mapping[str, Organisation]:
    """The known bodies among these exact numbers, which are public: those one has signed nothing with included."""
    found = Organisation.objects.raw("select * from socle_bodies_by_siret(%s)", [list(sirets)])
    return {row.siret: row for row in found}


def demonstration_bodies() -> Mapping[str, Organisation]:
    """The demonstration's bodies by nature; empty when nothing is loaded."""
    return {row.nature: row for row in Organisation.objects.filter(is_demonstration=True).order_by("-siret")}


def membership(membership_id: UUID) -> Membership:
    """One membership with its person."""
    return Membership.objects.select_related("person").get(id=membership_id)


def members_by_id(ids: Iterable[UUID]) -> list[Membership]:
    """These memberships among those visible, with their people, by name."""
    rows = Membership.objects.select_related("person").filter(id__in=list(ids))
    return list(rows.order_by("person__last_name", "person__first_name", "id"))


def first_membership(person_id: UUID, *, is_current: bool = False) -> Membership | None:
    """The earliest membership of a person among those visible, in any body."""
    rows = Membership.objects.select_related("person").filter(person_id=person_id)
    return (rows.filter(left_at=None) if is_current else rows).order_by("joined_at", "id").first()


def names_of_people(ids: Iterable[UUID]) -> Mapping[UUID, str]:
    """First and last name of each person among those visible."""
    return {row.id: row.name for row in Person.objects.filter(id__in=list(ids))}


def read_for(statement: str) -> list[Actor]:
    """Those for whom the worker reads, each with their own sight and without any right to act.

    The statement gives (organisation, its name, its kind, membership, person).
    """
    with connection.cursor() as cursor:
        cursor.execute(statement)
        rows = cursor.fetchall()
    return [
        Actor(
            person_id=person_id,
            membership_id=membership_id,
            organisation_id=organisation_id,
            organisation_kind=OrganisationKind(kind),
            organisation_name=name,
            name="",
            channel=Channel.WORKER,
        )
        for organisation_id, name, kind, membership_id, person_id in rows
    ]
