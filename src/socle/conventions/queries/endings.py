"""The ends announced for a convention, their letters, and what force majeure suspends, read back as values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from socle.conventions.domain.ending import Ending, Facts, Signatory, calculate
from socle.conventions.domain.ending.lifecycle import TerminationState, current
from socle.conventions.domain.kinds import Interpretation
from socle.conventions.domain.kinds import Termination as TerminationTerm
from socle.conventions.domain.kinds.termination import Ground
from socle.conventions.domain.letters import Event, Happened, latest, proved
from socle.conventions.models import Act, Convention, ForceMajeure, Letter, LetterEvent, Termination
from socle.conventions.queries.ending import calendar_of, read_at, setting_of
from socle.conventions.queries.pages import act_label
from socle.conventions.queries.reading import terms_at

GROUNDS = {ground.value: ground for ground in Ground}
HAPPENED = {what.value: what for what in Happened}


@dataclass(frozen=True, slots=True)
class ReadLetter:
    """A letter and the facts that hold of it, with every recorded fact behind."""

    row: Letter
    facts: Mapping[Happened, Event]
    history: tuple[LetterEvent, ...]


@dataclass(frozen=True, slots=True)
class ReadTermination:
    """An announced end: its row, how it is read now, what its evidence gives, its letters."""

    row: Termination
    state: TerminationState
    ending: Ending
    letters: tuple[ReadLetter, ...]

    @property
    def ground(self) -> Ground:
        return GROUNDS[self.row.ground]


def letters_of(convention: Convention, termination_id: UUID | None = None) -> tuple[ReadLetter, ...]:
    """The letters of a convention, the latest first; those of one termination when it is named."""
    rows = Letter.objects.filter(convention=convention).select_related("sender", "recipient")
    if termination_id:
        rows = rows.filter(termination_id=termination_id)
    found = rows.prefetch_related("events").order_by("-recorded_at", "number")
    return tuple(read_letter(row, tuple(row.events.all())) for row in found)


def read_letter(row: Letter, events: Sequence[LetterEvent]) -> ReadLetter:
    history = tuple(sorted(events, key=lambda event: (event.recorded_at, event.rank)))
    return ReadLetter(row, latest(_event(event) for event in history), history)


def _event(row: LetterEvent) -> Event:
    return Event(HAPPENED[row.what], row.on, row.rank, row.evidence, row.reason)


def ending_of(row: Termination, convention: Convention, letters: Sequence[ReadLetter], at: datetime) -> Ending:
    """What the evidence recorded so far gives, under the text in force when the letters left (DRT-04).

    A date that this text gave stays: a reading agreed afterwards does not move it. It dates only what the text, read
    that day, could not: two meanings, a point left open.
    """
    facts = facts_of(row, letters, recipients=_others(convention, row))
    now = _calculated(row, convention, facts, at, as_sent=False)
    then = _calculated(row, convention, facts, at, as_sent=True) if facts.latest() else now
    return replace(then, questions=now.questions) if then.end else now


def _calculated(row: Termination, convention: Convention, facts: Facts, at: datetime, *, as_sent: bool) -> Ending:
    setting = setting_of(convention, facts, at, besides=row.author_organisation_id, as_sent=as_sent)
    author = next(one for one in setting.signatories if one.id == str(row.author_organisation_id))
    return calculate(setting, GROUNDS[row.ground], author, facts)


def text_applied(read: ReadTermination, convention: Convention, at: datetime) -> str:
    """Which text dates this end, and the later one that does not; empty while nothing is dated."""
    if read.ending.end is None:
        return ""
    facts = facts_of(read.row, read.letters, recipients=_others(convention, read.row))
    then = read_at(facts, calendar_of(convention), at)
    acts = dict(Act.objects.filter(convention=convention).values_list("number", "nature"))
    was, now = (_written_by(read.ground, convention.id, moment) for moment in (then, at))
    said = f"{act_label(was, acts.get(was, ''))}, texte en vigueur le {calendar_of(convention).day_of(then):%d/%m/%Y}"
    later = f" ; {act_label(now, acts.get(now, ''))}, venu après, ne change pas cette date" if now > was else ""
    return said + later


def _written_by(ground: Ground, convention_id: UUID, moment: datetime) -> int:
    """The act that wrote the clause of this ground, or read it, as it stands at an instant; 0 is the convention."""
    terms = terms_at(convention_id, moment)
    written = [term for term in terms.of(TerminationTerm) if term.body.ground is ground]
    about = {term.id for term in written}
    read = [term.act_number for term in terms.of(Interpretation) if term.body.about in about]
    return max((*read, *(term.act_number for term in written)), default=0)


def facts_of(row: Termination, letters: Sequence[ReadLetter], *, recipients: int) -> Facts:
    """The dates that the letters prove, those that the announcement writes, those of the suspension."""
    dates = proved([letter.facts for letter in letters], recipients)
    prevented = ForceMajeure.objects.filter(id=row.suspension_id).first() if row.suspension_id else None
    return Facts(
        sent=dates.sent,
        presented=dates.presented,
        received=dates.received,
        suspended=prevented.began_on if prevented else None,
        resumed=prevented.resumed_on if prevented else None,
        agreed=row.agreed_on if len(row.agreeing) > recipients else None,
        wished=row.wished_on,
    )


def _others(convention: Convention, row: Termination) -> int:
    """The other parties when the end was announced: those that had left before are not waited for."""
    there = Q(leaves_at=None) | Q(leaves_at__gt=row.recorded_at)
    return convention.conventionparty_rows.filter(there).exclude(party_id=row.author_organisation_id).count()


def state_at(row: Termination, at: datetime) -> TerminationState:
    """The state as it was at an instant: what was stopped since still ran then."""
    if row.closed_at and row.closed_at > at:
        was = TerminationState.RUNNING if row.effect_at else TerminationState.ANNOUNCED
        return current(was, row.over_at, at)
    return current(row.state, row.over_at, at)


def terminations_of(convention: Convention, at: datetime) -> tuple[ReadTermination, ...]:
    """Every end announced, the latest first."""
    rows = Termination.objects.filter(convention=convention, recorded_at__lte=at).select_related("author_organisation")
    found = []
    for row in rows.order_by("-recorded_at"):
        letters = letters_of(convention, row.id)
        ending = ending_of(row, convention, letters, at)
        found.append(ReadTermination(row, state_at(row, at), ending, letters))
    return tuple(found)


def suspensions_of(convention: Convention) -> tuple[ForceMajeure, ...]:
    """What force majeure suspended, the latest first."""
    rows = ForceMajeure.objects.filter(convention=convention).select_related("author_organisation")
    return tuple(rows.order_by("-began_on"))


def running_suspension(convention: Convention) -> ForceMajeure | None:
    """The suspension that lasts, the oldest when several parties are prevented."""
    return ForceMajeure.objects.filter(convention=convention, resumed_on=None).order_by("began_on").first()


def signatory_of(signatories: Sequence[Signatory], organisation_id: UUID) -> Signatory | None:
    return next((one for one in signatories if one.id == str(organisation_id)), None)


def suspended_on(convention_id: UUID, day: date) -> Mapping[str, ForceMajeure]:
    """The terms that force majeure suspends on a day, each with its declaration."""
    rows = ForceMajeure.objects.filter(convention_id=convention_id, began_on__lte=day)
    running = rows.filter(Q(resumed_on=None) | Q(resumed_on__gt=day))
    return {key: row for row in running.order_by("-began_on") for key in row.terms}
