"""What the calculator is told: the convention as it stands, and the dated facts of the letters (MCP-04, DRT-13)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

from socle.conventions.domain.convention import Convention, Document
from socle.conventions.domain.force import terms_in_force
from socle.conventions.domain.reading import AnyTerm
from socle.conventions.domain.words import Side, Start
from socle.kernel.deadlines import Calendar
from socle.kernel.deadlines.calendars import YEARS

REACH = range(YEARS[0], YEARS[-1])
SIDES = {side.value: side for side in Side}


def side_of(role: str) -> Side:
    """The side of a party, from its role."""
    return SIDES[role]


@dataclass(frozen=True, slots=True)
class Signatory:
    """One party, and its side of the convention."""

    id: str
    name: str
    side: Side


@dataclass(frozen=True, slots=True)
class Setting:
    """The convention whose end is computed: terms in force, first day, day of signature, parties, papers, calendar.

    `ended_on` is the last day that something else already gave it: a written end, another termination. `asked_on` is
    the day of the question, for a convention that is over before any letter. `owner` is the caisse that holds it.
    """

    terms: tuple[AnyTerm, ...]
    starts_on: date | None
    concluded_on: date | None
    signatories: tuple[Signatory, ...]
    calendar: Calendar
    documents: tuple[Document, ...] = ()
    ended_on: date | None = None
    asked_on: date | None = None
    owner: str = ""

    @classmethod
    def of_text(cls, text: Convention, day: date) -> Setting:
        """A text that is not in the base, with its terms in force on `day`."""
        return cls(
            terms=terms_in_force(text, day),
            starts_on=text.starts_on,
            concluded_on=text.root.signed_on if text.root else None,
            signatories=tuple(Signatory(one.id, one.name, side_of(one.role)) for one in text.parties),
            calendar=Calendar(text.territory or "FR"),
            documents=text.documents,
            ended_on=text.root.ended_on if text.root else None,
            asked_on=day,
            owner=next((one.id for one in text.parties if side_of(one.role) is Side.CAISSE), ""),
        )

    def author(self, named: str, entitled: Side = Side.ALL) -> Signatory | None:
        """The party of that identifier or name; unnamed, the first one that the clause entitles."""
        if not named:
            return next((one for one in self.signatories if entitled in {Side.ALL, one.side}), None)
        wanted = named.casefold()
        sides = [one for one in self.signatories if wanted in {one.id.casefold(), one.side.value}]
        return next(iter(sides or [one for one in self.signatories if wanted in one.name.casefold()]), None)


@dataclass(frozen=True, slots=True)
class Facts:
    """The dates that evidence gives; None for what has not happened or is not known.

    With several addressees, `received` and `presented` are those of the last one: each must have its notice.
    """

    sent: date | None = None
    presented: date | None = None
    received: date | None = None
    notified: date | None = None
    suspended: date | None = None
    resumed: date | None = None
    agreed: date | None = None
    wished: date | None = None

    def latest(self) -> date | None:
        """The day on which the convention must still have been in force: the first fact that is known."""
        known = (self.sent, self.presented, self.received, self.notified, self.agreed)
        return next((day for day in known if day and day.year in REACH), None)

    def out_of_reach(self) -> date | None:
        """A date that no calendar counts, mistyped more surely than meant."""
        known = (getattr(self, field.name) for field in fields(self))
        return next((day for day in known if day and day.year not in REACH), None)

    def starting(self, start: Start) -> date | None:
        """The day of the fact from which a delay runs.

        A registered letter that nobody fetched counts from its first presentation; its receipt notifies [house].
        """
        received = self.received or self.presented
        return {
            Start.SENDING: self.sent,
            Start.RECEIPT: received,
            Start.NOTIFICATION: self.notified or received,
            Start.SUSPENSION: self.suspended,
        }.get(start)
