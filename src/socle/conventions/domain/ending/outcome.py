"""What the calculator answers: whether, when, by which letters, what may stop it, what follows, and the proof."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from socle.conventions.domain.ending.facts import Signatory
from socle.conventions.domain.kinds.termination import Ground
from socle.conventions.domain.open_points import OpenPoint
from socle.conventions.domain.words import Form, Side
from socle.kernel.clause import Clause
from socle.kernel.deadlines import Deadline, ProofStep
from socle.kernel.decision import Decision

HOUSE_TERM = "cloture"


@dataclass(frozen=True, slots=True)
class LetterToSend:
    """One letter: its form, what it is about, from whom, to which party, what it must say."""

    form: Form
    about: str
    sender: Signatory
    recipient: Signatory
    must_say: tuple[str, ...]
    clause: Clause


@dataclass(frozen=True, slots=True)
class Cure:
    """Until when mending the failure stops the end."""

    until: Deadline
    clause: Clause


@dataclass(frozen=True, slots=True)
class PossibleEnd:
    """One end that a reading of the text gives; `says` is that reading, empty when the text reads one way."""

    last_day: date
    effect: datetime
    proof: tuple[ProofStep, ...]
    reading: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True)
class Owed:
    """A closing action that its bearer ticks: `what` is an infinitive clause, `term_id` the term that asks for it."""

    code: str
    what: str
    bearer: Side
    term_id: str = HOUSE_TERM
    wanted: str = ""


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing to do, or that goes on, at the end; `until` when it is dated, `owed` when somebody does it once."""

    says: str
    clause: Clause
    until: date | None = None
    owed: Owed | None = None


@dataclass(frozen=True, slots=True)
class Fallen:
    """One paper or service that falls, in order, with its cause."""

    key: str
    title: str
    because: str
    clause: Clause


@dataclass(frozen=True, slots=True)
class Ending:
    """The end of a convention on one ground: `effect` is the first instant at which it is over.

    `effect` stays None while a fact is missing, or while `readings` give more than one date. `for_all` says why an end
    that one of three parties wants binds them all.
    """

    ground: Ground
    author: Signatory
    decision: Decision
    clause: Clause | None = None
    missing: str = ""
    end: PossibleEnd | None = None
    readings: tuple[PossibleEnd, ...] = ()
    opens_on: date | None = None
    cure: Cure | None = None
    letters: tuple[LetterToSend, ...] = ()
    questions: tuple[OpenPoint, ...] = ()
    closing: tuple[Duty, ...] = ()
    data: tuple[Duty, ...] = ()
    falls: tuple[Fallen, ...] = ()
    proof: tuple[ProofStep, ...] = ()
    for_all: str = ""

    @property
    def effect(self) -> datetime | None:
        return self.end.effect if self.end else None

    @property
    def last_day(self) -> date | None:
        return self.end.last_day if self.end else None
