"""A deadline that a term sets, with its clause."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from socle.kernel.clause import Clause
from socle.kernel.deadlines import Calendar, Deadline, Delay, ProofStep, compute


@dataclass(frozen=True, slots=True)
class Due:
    """What is due, until when with its proof, and the clause that says so."""

    of: str
    deadline: Deadline
    clause: Clause

    @property
    def day(self) -> date:
        return self.deadline.day


def due(of: str, start: date, within: str, calendar: Calendar, clause: Clause, *, roll: bool = True) -> Due:
    """The deadline of a delay written in a term; `roll=False` for a notice or a retention, where nobody has to act."""
    return Due(of, compute(start, Delay.parse(within), calendar, roll=roll), clause)


def at_once(of: str, known_on: date, calendar: Calendar, clause: Clause) -> Due:
    """Due the very day, for a text that says « sans délai »."""
    midnight = datetime.combine(known_on + timedelta(days=1), time(), calendar.zone)
    step = ProofStep("sans délai", known_on, "le jour même")
    return Due(of, Deadline(midnight, known_on, is_whole_day=True, proof=(step,)), clause)
