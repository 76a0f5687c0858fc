"""Obligations and calendar of conventions, as the API says them."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from ninja.params import functions as params

from socle.conventions.actions.obligations import Happening, Word, entrust, keep, record_fact
from socle.conventions.domain.access import may_list
from socle.conventions.queries.board import Wanted, board
from socle.conventions.queries.calendar import calendar_of
from socle.conventions.queries.obligations import Line
from socle.conventions.web.own import own_convention
from socle.database.transactions import run, transaction
from socle.kernel.actor import Actor
from socle.kernel.deadlines import Calendar, add_months
from socle.theme.moments import as_of as looked_at
from socle.theme.moments import check, instant

router = Router(tags=["obligations"])
FROM, TO = params.Query(None, alias="from"), params.Query(None, alias="to")


class Dated(Schema):
    """One date of the calendar; `bearer` is empty for a date of the convention's own life."""

    date: date
    term: str
    clause: str
    bearer: str
    says: str


class CalendarItems(Schema):
    items: list[Dated]


class Obligation(Schema):
    """One occurrence of a duty, as it stands."""

    convention: UUID
    term: str
    code: str
    occasion: str
    bearer: UUID
    beneficiaries: list[UUID]
    what: str
    clause: str
    due: date
    standing: str
    done_on: date | None
    note: str
    in_charge: UUID | None
    proof: list[str]


class Obligations(Schema):
    """The most pressing first; `total` says how many the filter keeps."""

    items: list[Obligation]
    total: int


class Said(Schema):
    """What a party says of an occurrence."""

    term: str
    code: str
    occasion: str
    bearer: UUID
    step: str
    text: str
    done_on: date | None = None


class Fact(Schema):
    """What happened, and when."""

    term: str
    code: str
    happened_at: datetime
    note: str


class Opened(Schema):
    id: UUID
    happened_at: datetime


class Charge(Schema):
    """Who is in charge; nobody when `person` is null."""

    term: str
    code: str
    person: UUID | None = None


def shown(line: Line) -> Obligation:
    """One occurrence as the API says it."""
    one = line.occurrence
    return Obligation(
        convention=line.convention.id,
        term=one.term_id,
        code=one.code,
        occasion=one.occasion,
        bearer=one.bearer,
        beneficiaries=list(one.beneficiaries),
        what=one.what,
        clause=str(one.clause),
        due=one.due_on,
        standing=line.standing,
        done_on=line.entry.done_on if line.entry else None,
        note=line.entry.note if line.entry else "",
        in_charge=line.holder_id,
        proof=[str(step) for step in one.proof],
    )


@router.get("/conventions/{convention_id}/calendar", response=CalendarItems, summary="Calendrier d'une convention")
def calendar(
    request: HttpRequest,
    convention_id: UUID,
    first: date | None = FROM,
    last: date | None = TO,
) -> CalendarItems:
    with transaction(request.actor) as at:  # type: ignore[attr-defined]
        convention = own_convention(convention_id, request.actor)  # type: ignore[attr-defined]
        begins = first or Calendar(convention.organisation.territory or "FR").day_of(at)
        ends = last or add_months(begins, 12)
        check(begins)
        check(ends)
        items = calendar_of(convention, begins, ends)
    return CalendarItems(
        items=[
            Dated(date=one.date, term=one.term, clause=one.clause, bearer=one.bearer, says=one.says) for one in items
        ]
    )


@router.get("/obligations", response=Obligations, summary="Obligations de mes conventions")
def obligations(
    request: HttpRequest,
    side: str = "",
    state: str = "",
    convention: str = "",
    in_charge: str = "",
    as_of: date | datetime | None = None,
) -> Obligations:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_list(actor).or_raise()
    with transaction(actor) as at:
        found = board(actor, Wanted(side, state, convention, in_charge), looked_at(as_of, at))
    return Obligations(items=[shown(line) for line in found.lines], total=found.total)


@router.post(
    "/conventions/{convention_id}/obligations", response=Obligation, summary="Dire ce qu'une obligation devient"
)
def say(request: HttpRequest, convention_id: UUID, body: Said) -> Obligation:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    key = (body.term, body.code, body.occasion, body.bearer)
    word = Word(body.step, body.text, body.done_on)
    return shown(run(actor, lambda at: keep(convention_id, key, word, actor=actor, at=at)))


@router.post("/conventions/{convention_id}/obligations/facts", response=Opened, summary="Noter un fait qui oblige")
def open_one(request: HttpRequest, convention_id: UUID, body: Fact) -> Opened:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    happening = Happening(body.term, body.code, instant(body.happened_at), body.note)
    row = run(actor, lambda at: record_fact(convention_id, happening, actor=actor, at=at))
    return Opened(id=row.id, happened_at=row.happened_at)


@router.put("/conventions/{convention_id}/obligations/charge", response={204: None}, summary="Désigner qui s'en charge")
def put_in_charge(request: HttpRequest, convention_id: UUID, body: Charge) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    run(actor, lambda at: entrust(convention_id, (body.term, body.code), body.person, actor=actor, at=at))
    return HttpResponse(status=204)
