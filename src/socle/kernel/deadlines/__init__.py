"""One engine for every deadline: hours, days (jours ouvrés, ouvrables), weeks, months, years, proved (house.md)."""

from socle.kernel.deadlines.answer import ClockAnswer, clock_answer, parse_start
from socle.kernel.deadlines.backward import last_notice_day, latest_start
from socle.kernel.deadlines.calendars import Calendar
from socle.kernel.deadlines.clock import compute
from socle.kernel.deadlines.counting import NeverResumedError, add_months
from socle.kernel.deadlines.delay import Delay, Span, Unit
from socle.kernel.deadlines.opening import OpeningHours
from socle.kernel.deadlines.proof import Deadline, ProofStep

__all__ = [
    "Calendar",
    "ClockAnswer",
    "Deadline",
    "Delay",
    "NeverResumedError",
    "OpeningHours",
    "ProofStep",
    "Span",
    "Unit",
    "add_months",
    "clock_answer",
    "compute",
    "last_notice_day",
    "latest_start",
    "parse_start",
]
