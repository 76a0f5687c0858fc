"""The end of a convention, as the API says it: simulated by whoever may read the convention."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from socle.conventions.domain.ending import Facts, calculate
from socle.conventions.domain.ending.outcome import Duty, Ending, PossibleEnd
from socle.conventions.domain.kinds.termination import Ground
from socle.conventions.domain.rules.ending import termination_terms
from socle.conventions.domain.words import Side
from socle.conventions.models import Convention
from socle.conventions.queries.ending import setting_of
from socle.database.transactions import transaction
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused, refuse

router = Router(tags=["conventions"])
NOT_A_PARTY = refuse(
    "not_a_party",
    "Seule une partie peut mettre fin à la convention.",
    fix="Donnez l'identifiant ou le nom d'une partie.",
)


class WantedEnding(Schema):
    """A ground and the dates that are known; `by` is a party (`caisse`, `partner`, a name), mine when it is empty."""

    ground: Ground
    by: str = ""
    sent: date | None = None
    presented: date | None = None
    received: date | None = None
    notified: date | None = None
    suspended: date | None = None
    resumed: date | None = None
    agreed: date | None = None
    wished: date | None = None

    def facts(self) -> Facts:
        return Facts(**self.dict(exclude={"ground", "by"}))


class EndLetter(Schema):
    form: str
    about: str
    sender: str
    recipient: str
    must_say: list[str]
    clause: str


class EndDuty(Schema):
    says: str
    until: date | None
    clause: str


class EndReading(Schema):
    """What one reading of the text would give, while the parties have not agreed on one."""

    reading: str
    says: str
    effect: datetime
    last_day_of_service: date
    proof: list[str]


class EndQuestion(Schema):
    clause: str
    question: str
    meanwhile: str


class FallenPaper(Schema):
    id: str
    title: str
    because: str
    clause: str


class SimulatedEnding(Schema):
    """`effect` is the first instant at which the convention is over; null while a fact or a reading is missing."""

    possible: bool
    code: str
    reason: str
    fix: str
    missing: str
    ground: str
    by: str
    effect: datetime | None
    last_day_of_service: date | None
    clause: str
    opens_on: date | None
    mend_until: date | None
    readings: list[EndReading]
    letters: list[EndLetter]
    questions: list[EndQuestion]
    closing: list[EndDuty]
    data: list[EndDuty]
    falls: list[FallenPaper]
    proof: list[str]
    for_all: str


def _duty(duty: Duty) -> EndDuty:
    return EndDuty(says=duty.says, until=duty.until, clause=str(duty.clause))


def _reading(one: PossibleEnd) -> EndReading:
    return EndReading(
        reading=one.reading,
        says=one.says,
        effect=one.effect,
        last_day_of_service=one.last_day,
        proof=[str(step) for step in one.proof],
    )


def _letters(ending: Ending) -> list[EndLetter]:
    return [
        EndLetter(
            form=letter.form.value,
            about=letter.about,
            sender=letter.sender.name,
            recipient=letter.recipient.name,
            must_say=list(letter.must_say),
            clause=str(letter.clause),
        )
        for letter in ending.letters
    ]


def said(ending: Ending) -> SimulatedEnding:
    """An ending as the API says it."""
    decision = ending.decision
    return SimulatedEnding(
        possible=bool(decision),
        code=decision.code,
        reason=decision.reason,
        fix=decision.fix,
        missing=ending.missing,
        ground=ending.ground.value,
        by=ending.author.name,
        effect=ending.effect,
        last_day_of_service=ending.last_day,
        clause=str(ending.clause or ""),
        opens_on=ending.opens_on,
        mend_until=ending.cure.until.day if ending.cure else None,
        readings=[_reading(one) for one in ending.readings],
        letters=_letters(ending),
        questions=[
            EndQuestion(clause=str(point.clause), question=point.question, meanwhile=point.meanwhile)
            for point in ending.questions
        ],
        closing=[_duty(duty) for duty in ending.closing],
        data=[_duty(duty) for duty in ending.data],
        falls=[
            FallenPaper(id=one.key, title=one.title, because=one.because, clause=str(one.clause))
            for one in ending.falls
        ],
        proof=[str(step) for step in ending.proof],
        for_all=ending.for_all,
    )


@router.post(
    "/conventions/{convention_id}/endings/simulate",
    response=SimulatedEnding,
    summary="Ce qui mettrait fin à une convention, et quand",
)
def simulate_ending(request: HttpRequest, convention_id: UUID, payload: WantedEnding) -> SimulatedEnding:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor) as at:
        convention = Convention.objects.select_related("organisation").get(id=convention_id)
        setting = setting_of(convention, payload.facts(), at)
    term = termination_terms(setting.terms, payload.ground)
    author = setting.author(payload.by or str(actor.organisation_id), term.body.by if term else Side.ALL)
    if author is None:
        raise Refused(NOT_A_PARTY)
    return said(calculate(setting, payload.ground, author, payload.facts()))
