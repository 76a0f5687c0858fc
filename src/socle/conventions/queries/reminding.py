"""Who is to be recalled what: the bodies that signed something, the people in charge, the administrators."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from socle.conventions.domain.radar import Horizon
from socle.conventions.domain.reminding import HOUSE, Step, step_of, step_of_renewal
from socle.conventions.models import Convention, ObligationHolder, Reminder
from socle.conventions.queries.board import AHEAD
from socle.conventions.queries.ending import calendar_of
from socle.conventions.queries.obligations import lines_of
from socle.conventions.queries.portfolio import conventions_named
from socle.conventions.queries.radar import radar
from socle.kernel.actor import Actor
from socle.kernel.clause import Clause
from socle.organismes.queries import Membership, members, read_for

BODIES = "select * from conventions_recalled_bodies()"
AdministratorsOf = Callable[[UUID, datetime], Iterable[Membership]]
RENEWAL = "reconduction"


@dataclass(frozen=True, slots=True)
class Recall:
    """One thing to recall to one person: what, when it falls, the step it has reached."""

    to: Membership
    convention: Convention
    term_key: str
    code: str
    occasion: str
    step: Step
    what: str
    due_on: date
    clause: Clause

    @property
    def is_renewal(self) -> bool:
        return self.term_key == RENEWAL

    @property
    def key(self) -> tuple[UUID, str, str, str, str, UUID]:
        return (self.convention.id, self.term_key, self.code, self.occasion, self.step.value, self.to.person_id)


@dataclass(slots=True)
class _Handed:
    administrators: AdministratorsOf = field(default=lambda _organisation, _at: ())


_handed = _Handed()


def hand_in(administrators: AdministratorsOf) -> None:
    """Replace who administers a body, which the rooms above know; called once by `site`."""
    _handed.administrators = administrators


def bodies() -> list[Actor]:
    """Every body that signed a convention, as one of its members reads for it, without any right to act."""
    return read_for(BODIES)


def recalls_of(body: Actor, at: datetime) -> list[Recall]:
    """What is due to be recalled now to the people of a body, what was already recalled left out."""
    people = {one.person_id: one for one in members(body.organisation_id, at)}
    found = [*_obligations(body, people, at), *_renewals(body, at)]
    done = _done({one.convention.id for one in found}, body.organisation_id)
    return [one for one in found if one.key not in done]


def _obligations(body: Actor, people: dict[UUID, Membership], at: datetime) -> Iterator[Recall]:
    """The duties of the body whose person in charge is known."""
    held = ObligationHolder.objects.filter(party_id=body.organisation_id, convention=OuterRef("pk"))
    rows = list(conventions_named(body).filter(Exists(held)))
    for line in lines_of(rows, (at - AHEAD).date(), (at + AHEAD).date(), at):
        one = line.occurrence
        to = people.get(line.holder_id) if line.holder_id else None
        step = step_of(one, line.standing, calendar_of(line.convention).day_of(at))
        if to and step and one.bearer == body.organisation_id:
            yield Recall(
                to, line.convention, one.term_id, one.code, one.occasion, step, one.what, one.due_on, one.clause
            )


def _renewals(body: Actor, at: datetime) -> Iterator[Recall]:
    """The last useful days of the radar, for the administrators of the body."""
    _, spotted = radar(body, at, within=Horizon.QUARTER)
    administrators = tuple(_handed.administrators(body.organisation_id, at)) if spotted else ()
    for one in spotted:
        step, decides = step_of_renewal(one.blip), one.blip.decides
        for to in administrators if step else ():
            assert step
            occasion = decides.day.isoformat()
            yield Recall(
                to,
                one.convention,
                RENEWAL,
                decides.kind.value,
                occasion,
                step,
                "décider de la suite de la convention",
                decides.day,
                decides.clause or HOUSE,
            )


def _done(convention_ids: Collection[UUID], bearer: UUID) -> set[tuple[UUID, str, str, str, str, UUID]]:
    rows = Reminder.objects.filter(convention_id__in=convention_ids, bearer_id=bearer)
    return set(rows.values_list("convention_id", "term_key", "code", "occasion", "step", "person_id"))


def recalled_since(bearer: UUID, since: datetime) -> set[UUID]:
    """The people of a body who were already written to since an instant."""
    return set(Reminder.objects.filter(bearer_id=bearer, sent_at__gte=since).values_list("person_id", flat=True))
