"""Who the matrix shows: people of a body, filtered and sorted, by keyset pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from socle.habilitations.domain.matrix import SOON, CellState
from socle.habilitations.models import GroupMember, Habilitation
from socle.habilitations.queries.states import stopped
from socle.organismes.queries import Membership, members

PAGE_SIZE = 25
NOTHING = "none"
NAME = ("person__last_name", "person__first_name", "id")
SORTS = {"nom": NAME, "unite": ("service", *NAME), "droits": ("rights", *NAME)}


@dataclass(frozen=True, slots=True)
class MatrixFilter:
    """What the matrix is limited to; `sort` is a key of SORTS, with a minus sign for the other way."""

    organisation_id: UUID
    service: str = ""
    profile: str = ""
    scope: str = ""
    state: str = ""
    words: str = ""
    group: str = ""
    sort: str = "nom"
    columns: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[str, ...]:
        return SORTS.get(self.sort.removeprefix("-"), NAME)

    @property
    def is_reversed(self) -> bool:
        return self.sort.startswith("-")


def people(wanted: MatrixFilter, at: datetime) -> QuerySet[Membership]:
    """The members that the filter keeps, in the order asked."""
    rows = members(wanted.organisation_id, at)
    for word in wanted.words.split():
        rows = rows.filter(Q(person__last_name__icontains=word) | Q(person__first_name__icontains=word))
    if wanted.group:
        inside = GroupMember.objects.filter(group_id=wanted.group, membership_id=OuterRef("pk"), period__contains=at)
        rows = rows.filter(Exists(inside))
    if "rights" in wanted.order:
        current = Q(habilitations__period__contains=at)
        rows = rows.annotate(rights=Count("habilitations", filter=current, distinct=True))
    if wanted.state:
        rows = rows.filter(_in_state(wanted, at))
    sign = "-" if wanted.is_reversed else ""
    return rows.order_by(*(f"{sign}{name}" for name in wanted.order))


def _in_state(wanted: MatrixFilter, at: datetime) -> Q:
    """The twin, in SQL, of `cell_state`: who has such a right among the columns kept, or none at all."""
    held = rights_on(wanted.organisation_id, at).filter(membership_id=OuterRef("pk"))
    for field, value in (("service", wanted.service), ("profile", wanted.profile), ("scope_id", wanted.scope)):
        held = held.filter(**{field: value}) if value else held
    if wanted.state == NOTHING:
        return ~Q(Exists(held))
    running = Q(period__contains=at)
    stops = stopped(at)
    serving = running & ~stops & Q(stands_in_for=None)
    announced = Q(period__endswith__lte=at + SOON) & (Q(withdrawn_at=None) | Q(withdrawn_at__lte=at))
    unannounced = Q(period__endswith=None) | Q(period__endswith__gt=at + SOON) | Q(withdrawn_at__gt=at)
    conditions = {
        CellState.COMING: Q(period__startswith__gt=at),
        CellState.ENDING: serving & announced,
        CellState.HELD: serving & unannounced,
        CellState.SUSPENDED: running & stops,
        CellState.STAND_IN: running & ~stops & Q(stands_in_for__isnull=False),
    }
    return Q(Exists(held.filter(conditions.get(CellState(wanted.state), Q(pk=None)))))


def rights_on(organisation_id: UUID, at: datetime) -> QuerySet[Habilitation]:
    """Rights that run that day, or that were already granted for later."""
    coming = Q(period__startswith__gt=at, granted_at__lte=at)
    return Habilitation.objects.filter(Q(period__contains=at) | coming, organisation_id=organisation_id)


def page_of_people(
    wanted: MatrixFilter, at: datetime, after: tuple[str, ...] | None, limit: int = PAGE_SIZE
) -> list[Membership]:
    """The people after a key of the order asked; one more than `limit`."""
    rows = people(wanted, at)
    return list((rows.filter(_beyond(wanted, after)) if after else rows)[: limit + 1])


def key_of(row: Membership, wanted: MatrixFilter) -> tuple[str, ...]:
    """Where a person stands in the order asked, as the cursor keeps it."""
    person = row.person
    first = {"unite": [row.service], "droits": [str(getattr(row, "rights", 0))]}
    return (*first.get(wanted.sort.removeprefix("-"), []), person.last_name, person.first_name, str(row.id))


def _beyond(wanted: MatrixFilter, key: Sequence[str]) -> Q:
    side = "lt" if wanted.is_reversed else "gt"
    found = Q()
    for rank, name in enumerate(wanted.order):
        same = dict(zip(wanted.order[:rank], key[:rank], strict=True))
        found |= Q(**same, **{f"{name}__{side}": key[rank]})
    return found
