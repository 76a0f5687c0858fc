"""Ending a convention through the API: announce, record letters and their dates, agree, mend, withdraw."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from socle.conventions.actions.ending import Announcement, announce, move
from socle.conventions.actions.letters import NewDate, NewLetter, date_letter, record_letter
from socle.conventions.domain.kinds.termination import Ground
from socle.conventions.domain.letters import About, Happened
from socle.conventions.models import Convention, Letter, LetterEvent, Termination
from socle.conventions.queries.closing import closing_lines, of_ending
from socle.conventions.queries.endings import ReadLetter, ReadTermination, letters_of, terminations_of
from socle.conventions.queries.obligations import Line
from socle.conventions.web.obligations.api import Obligation, shown
from socle.database.transactions import run, transaction
from socle.kernel.actor import Actor
from socle.theme.moments import as_of as looked_at

router = Router(tags=["conventions"])
TEXT = 300


class LetterDate(Schema):
    """A fact of a letter; a later one of the same kind corrects it."""

    what: str
    on: date
    evidence: str
    reason: str
    recorded_at: datetime


class RegisteredLetter(Schema):
    id: UUID
    ending: UUID | None
    about: str
    sender: UUID
    recipient: UUID
    number: str
    dates: list[LetterDate]


class Letters(Schema):
    items: list[RegisteredLetter]
    next: str | None = None


class AnnouncedEnding(Schema):
    """An announced end; `effect` once its evidence is recorded, `applies_at` the instant it is over in Socle.

    `closing` are the actions that it leaves to do, ticked as obligations are.
    """

    id: UUID
    ground: str
    clause: str
    by: UUID
    cause: str
    state: str
    announced_at: datetime
    wished: date | None
    last_day_of_service: date | None
    effect: datetime | None
    applies_at: datetime | None
    mend_until: datetime | None
    missing: str
    proof: list[str]
    closing: list[Obligation]


class Endings(Schema):
    items: list[AnnouncedEnding]
    next: str | None = None


class NewEnding(Schema):
    """A ground of the text; `agreed` is the day of an agreement, `wished` the last day where the clause lets choose."""

    ground: Ground
    cause: str = Field(default="", max_length=2000)
    wished: date | None = None
    agreed: date | None = None


class NewStep(Schema):
    """A step: `agree`, `mend` or `withdraw`, the last two with their reason."""

    step: str = Field(min_length=1, max_length=12)
    reason: str = Field(default="", max_length=TEXT)


class NewRegisteredLetter(Schema):
    recipient: UUID
    about: About = About.TERMINATION
    number: str = Field(min_length=1, max_length=40)
    ending: UUID | None = None


class NewLetterDate(Schema):
    """`sent`, `presented` or `received`, with its evidence; `reason` corrects a date already recorded."""

    what: Happened
    on: date
    evidence: str = Field(min_length=1, max_length=TEXT)
    reason: str = Field(default="", max_length=TEXT)


def _date(event: LetterEvent) -> LetterDate:
    return LetterDate(
        what=event.what, on=event.on, evidence=event.evidence, reason=event.reason, recorded_at=event.recorded_at
    )


def _letter(row: Letter, events: tuple[LetterEvent, ...] = ()) -> RegisteredLetter:
    return RegisteredLetter(
        id=row.id,
        ending=row.termination_id,
        about=row.about,
        sender=row.sender_id,
        recipient=row.recipient_id,
        number=row.number,
        dates=[_date(event) for event in events],
    )


def _read(letter: ReadLetter) -> RegisteredLetter:
    return _letter(letter.row, letter.history)


def _ending(read: ReadTermination, closing: Sequence[Line]) -> AnnouncedEnding:
    row = read.row
    return AnnouncedEnding(
        id=row.id,
        ground=row.ground,
        clause=row.clause,
        by=row.author_organisation_id,
        cause=row.cause,
        state=read.state.value,
        announced_at=row.recorded_at,
        wished=row.wished_on,
        last_day_of_service=row.last_day,
        effect=row.effect_at,
        applies_at=row.applies_at,
        mend_until=row.mend_until,
        missing=read.ending.missing,
        proof=row.proof,
        closing=[shown(line) for line in of_ending(closing, row.id)],
    )


def _one(row: Termination, at: datetime) -> AnnouncedEnding:
    convention = Convention.objects.select_related("organisation").get(id=row.convention_id)
    lines = closing_lines(convention, at)
    return next(_ending(read, lines) for read in terminations_of(convention, at) if read.row.id == row.id)


@router.get("/conventions/{convention_id}/endings", response=Endings, summary="Fins annoncées d'une convention")
def list_endings(request: HttpRequest, convention_id: UUID, as_of: date | datetime | None = None) -> Endings:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor) as at:
        convention = Convention.objects.select_related("organisation").get(id=convention_id)
        then = looked_at(as_of, at)
        lines = closing_lines(convention, then)
        return Endings(items=[_ending(read, lines) for read in terminations_of(convention, then)])


@router.post(
    "/conventions/{convention_id}/endings", response={201: AnnouncedEnding}, summary="Annoncer la fin d'une convention"
)
def create_ending(request: HttpRequest, convention_id: UUID, payload: NewEnding) -> Status[AnnouncedEnding]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    wanted = Announcement(payload.ground, payload.cause, payload.wished, payload.agreed)
    done = run(actor, lambda at: _one(announce(convention_id, wanted, actor=actor, at=at), at))
    return Status(201, done)


@router.post("/endings/{ending_id}/steps", response={201: AnnouncedEnding}, summary="Convenir, constater, renoncer")
def create_ending_step(request: HttpRequest, ending_id: UUID, payload: NewStep) -> Status[AnnouncedEnding]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    done = run(actor, lambda at: _one(move(ending_id, payload.step, payload.reason, actor=actor, at=at), at))
    return Status(201, done)


@router.get("/conventions/{convention_id}/letters", response=Letters, summary="Lettres recommandées d'une convention")
def list_letters(request: HttpRequest, convention_id: UUID) -> Letters:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor):
        convention = Convention.objects.only("id").get(id=convention_id)
        return Letters(items=[_read(letter) for letter in letters_of(convention)])


@router.post(
    "/conventions/{convention_id}/letters",
    response={201: RegisteredLetter},
    summary="Enregistrer une lettre recommandée",
)
def create_letter(request: HttpRequest, convention_id: UUID, payload: NewRegisteredLetter) -> Status[RegisteredLetter]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    wanted = NewLetter(payload.recipient, payload.about, payload.number, payload.ending)
    done = run(actor, lambda at: _letter(record_letter(convention_id, wanted, actor=actor, at=at)))
    return Status(201, done)


@router.post("/letters/{letter_id}/dates", response={201: LetterDate}, summary="Enregistrer une date d'une lettre")
def create_letter_date(request: HttpRequest, letter_id: UUID, payload: NewLetterDate) -> Status[LetterDate]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    wanted = NewDate(payload.what, payload.on, payload.evidence, payload.reason)
    done = run(actor, lambda at: _date(date_letter(letter_id, wanted, actor=actor, at=at)))
    return Status(201, done)
