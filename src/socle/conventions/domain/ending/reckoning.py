"""From the fact that starts a delay to the last day of a convention, step by step (facts.md §8.4).

Which rule of counting for a delay that ENDS a contract:
- a notice (préavis) is a least time that protects who receives it; nobody has to act within it, so its last day is
  kept even on a Sunday or a holiday (the carrying over of CPC 642 is for acts to be done before a delay expires);
- a cure period (mise en demeure) is an act to be done before it expires: a last day that is a Saturday, a Sunday or a
  holiday is carried to the next working day, and the end of the convention with it;
- a wished or agreed date is the last day: obligations run until its 24:00.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from socle.conventions.domain.ending.facts import Facts, Setting
from socle.conventions.domain.ending.outcome import PossibleEnd
from socle.conventions.domain.kinds import Termination
from socle.conventions.domain.kinds.termination import Reading
from socle.conventions.domain.life import life_of
from socle.conventions.domain.reading import Written
from socle.conventions.domain.words import Start
from socle.kernel.deadlines import Calendar, Deadline, Delay, ProofStep, add_months, compute
from socle.kernel.french import say_date

ONE_DAY = timedelta(days=1)
MONTHS_IN_A_YEAR = 12
FACTS = {
    Start.SENDING: "Envoi",
    Start.RECEIPT: "Réception",
    Start.NOTIFICATION: "Notification",
    Start.SUSPENSION: "Suspension",
}


def first_moment(last_day: date, calendar: Calendar) -> datetime:
    """The first instant after a last day: its 24:00, in the territory's time."""
    return datetime.combine(last_day + ONE_DAY, time(), calendar.zone)


def delay_of(term: Written[Termination], start: Start, facts: Facts, calendar: Calendar) -> Deadline:
    """The written delay from its fact: rolled over only when somebody has to mend within it."""
    day, body = facts.starting(start), term.body
    assert day, "asked for before"
    assert body.delay, "written"
    found = compute(day, Delay.parse(body.delay), calendar, roll=body.unless_mended)
    first = ProofStep(FACTS[start], day, f"point de départ du délai ({term.clause})")
    if start in {Start.RECEIPT, Start.NOTIFICATION} and day not in {facts.received, facts.notified}:
        first = ProofStep("Première présentation", day, "lettre non retirée : elle vaut réception (règle de Socle)")
    return replace(found, proof=(first, *found.proof[1:]))


def notice_end(
    term: Written[Termination], start: Start, facts: Facts, setting: Setting, reading: Reading | None
) -> PossibleEnd:
    """The end that a notice gives, under one reading when the text has several."""
    found = delay_of(term, start, facts, setting.calendar)
    last, proof = found.day, list(found.proof)
    if reading is Reading.ANNIVERSARY and setting.concluded_on:
        last = _eve_of_anniversary(setting.concluded_on, last)
        said = f"veille du premier anniversaire de la conclusion ({say_date(setting.concluded_on)}) après le préavis"
        proof.append(ProofStep("Anniversaire", last, said))
    elif facts.wished:
        last, step = _wished(term, last, facts.wished)
        proof.append(step)
    return ended(last, proof, setting, reading)


def _wished(term: Written[Termination], earliest: date, wished: date) -> tuple[date, ProofStep]:
    if not term.body.date_chosen:
        return earliest, ProofStep("Date souhaitée", wished, f"écartée : la clause fixe la date ({term.clause})")
    if wished < earliest:
        return earliest, ProofStep("Date souhaitée", wished, "trop tôt : la fin attend le terme du délai")
    return wished, ProofStep("Date souhaitée", wished, "retenue : elle vient au plus tôt au terme du délai")


def _eve_of_anniversary(concluded_on: date, notice_over_on: date) -> date:
    """The eve of the first anniversary that leaves the whole notice before it."""
    years = 1
    while (eve := add_months(concluded_on, years * MONTHS_IN_A_YEAR) - ONE_DAY) < notice_over_on:
        years += 1
    return eve


def ended(last: date, proof: list[ProofStep], setting: Setting, reading: Reading | None = None) -> PossibleEnd:
    """The end on that last day, or at the term of the convention when it comes first."""
    term = natural_end(setting, last)
    if term and term < last:
        proof.append(ProofStep("Terme", term, "la convention finit d’elle-même avant la fin du délai"))
        last = term
    proof.append(ProofStep("Dernier jour", last, "les obligations courent jusqu’à 24:00"))
    effect = first_moment(last, setting.calendar)
    proof.append(ProofStep("Effet", effect, "premier instant où la convention est finie"))
    return PossibleEnd(last, effect, tuple(proof), reading.value if reading else "", reading.label if reading else "")


def natural_end(setting: Setting, day: date) -> date | None:
    """The last day that the text itself, or another end already known, gives; None while it renews tacitly."""
    if setting.starts_on is None:
        return setting.ended_on
    life = life_of(setting.terms, setting.starts_on, day)
    written = None if life.renews_on else life.ends_on
    return min(filter(None, (written, setting.ended_on)), default=None)
