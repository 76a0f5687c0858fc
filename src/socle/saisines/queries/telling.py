"""Who is to be told something of which case: read with the sight of that person, what was already told left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from socle.conventions.queries.in_force import in_force
from socle.kernel.actor import Actor
from socle.kernel.deadlines import Calendar
from socle.organismes.queries import read_for
from socle.saisines.domain.doors import CaseKind
from socle.saisines.domain.life import RUNNING
from socle.saisines.domain.telling import AHEAD, TellCase, Told, to_tell
from socle.saisines.models import Entry, Saisine, Telling
from socle.saisines.queries.cases import doors_posted

NATIONAL = Calendar("FR")
LISTENERS = "select * from socle_saisine_listeners()"


@dataclass(frozen=True, slots=True)
class News:
    """One thing to tell of one case; `about` is the date it speaks of."""

    case: Saisine
    step: Told
    about: datetime
    zone: ZoneInfo

    @property
    def key(self) -> tuple[UUID, str, datetime]:
        return (self.case.id, self.step.value, self.about)


def listeners() -> list[Actor]:
    """Everybody who may have something to be told, as themselves but without any right to act."""
    return read_for(LISTENERS)


def news_of(reader: Actor, at: datetime) -> list[News]:
    """What the reader is to be told now."""
    rows = list(_concerning(reader, at))
    calendars = _calendars(reader, {row.convention_id for row in rows}, at) if rows else {}
    found = [
        News(row, step, about, calendar.zone)
        for row in rows
        for calendar in (calendars.get(row.convention_id, NATIONAL),)
        for step, about in to_tell(_case(row, reader), at, calendar)
    ]
    done = _done(reader, {one.case.id for one in found})
    return [one for one in found if one.key not in done]


def _concerning(reader: Actor, at: datetime) -> QuerySet[Saisine]:
    me = reader.membership_id
    told = Telling.objects.filter(saisine=OuterRef("pk"), membership_id=me)
    taken = Entry.objects.filter(saisine=OuterRef("pk"), step__in=["take", "progress"], said_at=OuterRef("assigned_at"))
    soon = Q(due_at__lte=at + AHEAD)
    mine = Q(assigned_id=me) & (soon | ~Exists(told.filter(step=Told.ENTRUSTED, about_at=OuterRef("assigned_at"))))
    waiting = Q(assigned_id=None, door__in=doors_posted(reader, at))
    following = Q(followers__contains=[me]) & (Q(due_at__lte=at) | Q(rank__gt=0))
    rows = Saisine.objects.filter(closed_at=None, state__in=list(RUNNING)).filter(mine | waiting | following)
    return rows.annotate(was_taken=Exists(taken), is_waiting=_is(waiting)).order_by(
        F("due_at").asc(nulls_last=True), "id"
    )


def _is(condition: Q) -> Exists:
    return Exists(Saisine.objects.filter(pk=OuterRef("pk")).filter(condition))


def _case(row: Saisine, reader: Actor) -> TellCase:
    follows = reader.membership_id in row.followers
    is_mine = row.assigned_id == reader.membership_id
    return TellCase(
        received=row.first_received_at,
        due=row.due_at,
        entrusted_at=row.assigned_at,
        is_new=not row.was_taken,  # type: ignore[attr-defined]
        is_mine=is_mine,
        is_waiting=row.is_waiting,  # type: ignore[attr-defined]
        is_called=follows and row.rank > 0 and row.opener_id != reader.membership_id and not is_mine,
        is_asker=follows and row.organisation_id == reader.organisation_id,
        every_day=row.kind == CaseKind.INCIDENT,
    )


def _calendars(reader: Actor, conventions: Iterable[UUID], at: datetime) -> dict[UUID, Calendar]:
    return {one.id: one.calendar for one in in_force(reader, (), at, only=list(conventions))}


def _done(reader: Actor, cases: Iterable[UUID]) -> set[tuple[UUID, str, datetime]]:
    rows = Telling.objects.filter(membership_id=reader.membership_id, saisine_id__in=list(cases))
    return set(rows.values_list("saisine_id", "step", "about_at"))


def by_step(found: Iterable[News]) -> Iterator[tuple[Told, list[News]]]:
    """What is late first."""
    rows = list(found)
    for step in (Told.LATE, Told.SOON, Told.CALLED, Told.ENTRUSTED, Told.WAITING):
        if some := [one for one in rows if one.step is step]:
            yield step, some
