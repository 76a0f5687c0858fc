"""The inventory of figures of saisines: each is one statement, and the list behind it has the very same condition.

Sources: DRT-04 and MCP-41 (answered within the clock). A case belongs to the month of its first receipt; nobody counts
a case they do not see; wiping a person changes no figure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any

from django.db.models import Aggregate, Count, DateField, DurationField, ExpressionWrapper, F, Q, QuerySet
from django.db.models.functions import TruncMonth

from socle.kernel.actor import Actor
from socle.kernel.deadlines import Calendar
from socle.saisines.models import Saisine
from socle.saisines.queries.cases import visible

ZONE = Calendar("FR").zone
MONTHS = 12
Cell = tuple[str, date]
_AT_ONCE = Q(answered_at__isnull=False, due_at=None)


@dataclass(frozen=True, slots=True)
class Figure:
    """What is counted, how it reads, and which cases are behind it at an instant."""

    label: str
    behind: Callable[[datetime], Q]


FIGURES: Mapping[str, Figure] = MappingProxyType(
    {
        "received": Figure("Reçues", lambda _at: Q()),
        "due": Figure("Répondues ou échues", lambda at: Q(answered_at__isnull=False) | Q(due_at__lte=at)),
        "in-time": Figure("Dans le délai", lambda _at: Q(answered_at__lte=F("due_at")) | _AT_ONCE),
        "late": Figure("Hors délai", lambda at: Q(answered_at__gt=F("due_at")) | Q(answered_at=None, due_at__lte=at)),
    }
)


class Median(Aggregate):
    """The middle value, by the database."""

    function = "percentile_cont"
    template = "%(function)s(0.5) within group (order by %(expressions)s)"
    output_field = DurationField()


def first_month(at: datetime) -> date:
    """The first day of the eleventh month before this one."""
    today = at.astimezone(ZONE).date()
    number = today.year * 12 + today.month - MONTHS
    return date(number // 12, number % 12 + 1, 1)


def behind(actor: Actor, at: datetime, key: str, *, door: str = "", month: date | None = None) -> QuerySet[Saisine]:
    """The list behind a figure, of one door and one month when they are said."""
    rows = visible(actor).filter(_since(month or first_month(at))).filter(FIGURES[key].behind(at))
    if month:
        rows = rows.filter(first_received_at__lt=_midnight((month + timedelta(days=31)).replace(day=1)))
    return rows.filter(door=door) if door else rows


def counted(actor: Actor, at: datetime, key: str) -> dict[Cell, int]:
    """One figure by door and by month."""
    rows = _by_month(behind(actor, at, key)).annotate(found=Count("id"))
    return {(door, month): found for door, month, found in rows}


def median_ages(actor: Actor, at: datetime) -> dict[Cell, timedelta]:
    """From the first receipt to the answer, the middle one, by door and by month."""
    age = ExpressionWrapper(F("answered_at") - F("first_received_at"), output_field=DurationField())
    rows = _by_month(behind(actor, at, "received").filter(answered_at__isnull=False)).annotate(found=Median(age))
    return {(door, month): found for door, month, found in rows}


def _by_month(rows: QuerySet[Saisine]) -> QuerySet[Saisine, Any]:
    month = TruncMonth("first_received_at", tzinfo=ZONE, output_field=DateField())
    return rows.select_related(None).order_by().annotate(month=month).values_list("door", "month")


def _since(month: date) -> Q:
    return Q(first_received_at__gte=_midnight(month))


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=ZONE)


def months(at: datetime) -> Iterable[date]:
    """The twelve months that figures are told for, the oldest first."""
    first = first_month(at)
    numbers = range(first.year * 12 + first.month - 1, first.year * 12 + first.month - 1 + MONTHS)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]
