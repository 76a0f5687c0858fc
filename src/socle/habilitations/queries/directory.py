"""The groups of a body as its directory knows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from socle.habilitations.domain.scim.groups import Said
from socle.habilitations.models import Group, GroupEntry
from socle.habilitations.queries.groups import open_at
from socle.kernel.actor import Actor
from socle.organismes.queries import names_of_people


@dataclass(frozen=True, slots=True)
class KnownGroup:
    """A group open today, and who is in it: person by name."""

    id: UUID
    name: str
    external_id: str
    created_at: datetime
    members: tuple[tuple[UUID, str], ...] = ()

    @property
    def said(self) -> Said:
        return Said(self.name, self.external_id, frozenset(person for person, _ in self.members))


def groups(
    *, actor: Actor, at: datetime, group_id: UUID | None = None, name: str = "", external_id: str = ""
) -> QuerySet[Group]:
    """The open groups of the actor's body, by name, narrowed by what is given."""
    entry = GroupEntry.objects.filter(group_id=OuterRef("id")).values("external_id")[:1]
    rows = Group.objects.filter(open_at(at), organisation_id=actor.organisation_id)
    rows = rows.annotate(entry=Coalesce(Subquery(entry), Value("")))
    if group_id is not None:
        rows = rows.filter(id=group_id)
    if name:
        rows = rows.filter(name__iexact=name)
    return (rows.filter(entry=external_id) if external_id else rows).order_by("name", "id")


def known_groups(rows: QuerySet[Group], at: datetime, *, with_members: bool = True) -> list[KnownGroup]:
    """These groups with their members, in one statement whatever their number."""
    if with_members:
        present = Q(members__period__contains=at)
        person = F("members__membership__person_id")
        rows = rows.annotate(people=ArrayAgg(person, filter=present, default=Value([]), order_by="members__id"))
    found = list(rows)
    names = _names([one for row in found for one in getattr(row, "people", ())])
    return [
        KnownGroup(
            row.id,
            row.name,
            row.entry,  # type: ignore[attr-defined]
            row.created_at,
            tuple((person, names.get(person, "")) for person in getattr(row, "people", ())),
        )
        for row in found
    ]


def _names(person_ids: Sequence[UUID]) -> dict[UUID, str]:
    return dict(names_of_people(person_ids)) if person_ids else {}
