"""The cases whose clock runs, by batches, with what their clock is computed from; as the owner of the tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F

from socle.conventions.queries.in_force import InForce, named_in_force
from socle.kernel.period import Period
from socle.saisines.models import Pause, Saisine
from socle.saisines.queries.doors import KINDS

COLUMNS = ("id", "door", "first_received_at", "due_at", "within", "due_clause")


@dataclass(frozen=True, slots=True)
class Running:
    """A case whose answer is still due."""

    id: UUID
    door: str
    received: datetime
    due_at: datetime | None
    within: str
    due_clause: str


def running_after(convention_id: UUID, last: UUID, most: int, *, lock: bool) -> list[Running]:
    """The next ones in the order of identifiers; locked when they are to be changed."""
    rows = Saisine.objects.filter(convention_id=convention_id, id__gt=last, closed_at=None, answered_at=None)
    rows = rows.order_by("id").select_for_update(of=("self",)) if lock else rows.order_by("id")
    return [Running(*row) for row in rows.values_list(*COLUMNS)[:most]]


def count_running(convention_id: UUID) -> int:
    return Saisine.objects.filter(convention_id=convention_id, closed_at=None, answered_at=None).count()


def pauses_after(cases: Sequence[UUID]) -> Mapping[UUID, tuple[Period, ...]]:
    """The pauses that lasted, by case."""
    found: dict[UUID, tuple[Period, ...]] = {}
    rows = Pause.objects.filter(saisine_id__in=cases).exclude(until=F("since")).order_by("saisine_id", "since")
    for case, since, until in rows.values_list("saisine_id", "since", "until"):
        found[case] = (*found.get(case, ()), Period(since, until))
    return found


def convention_named(words: str, at: datetime) -> InForce | None:
    """A convention in force, with the terms that doors are made of."""
    return named_in_force(words, KINDS, at)
