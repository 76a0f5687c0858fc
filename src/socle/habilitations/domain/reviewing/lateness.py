"""What a late review does, by degrees that the convention writes (MCP-26; contrat de service 2.2.2).

The text is often silent: then nothing happens by itself beyond reminders. Each effect is judged at use, from the due
day and the instant asked: no job puts it in place, and the review certified lifts it at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from socle.conventions.domain.kinds import Review
from socle.conventions.domain.life import after
from socle.conventions.domain.rules.due import due
from socle.habilitations.domain.inactivity import HOUSE
from socle.kernel.clause import Clause
from socle.kernel.deadlines import Calendar, Delay
from socle.kernel.decision import ALLOWED, Decision, refuse
from socle.kernel.french import say_date

HOUSE_REMINDERS = ("P30D", "P7D")  # dated parameter of the house (November 2026): the text names no reminder
UNUSED = timedelta(days=HOUSE.first_reminder)  # as long as before the first reminder of a right that sleeps
STILL_SERVES = "La revue des habilitations n'arrête pas ce droit"
DO_IT = "L'administrateur principal ou son suppléant fait la revue, page « Revues » : elle lève cet effet aussitôt."


class Grade(StrEnum):
    """How far from its due day a review stands, from the lightest to the heaviest."""

    ON_TIME = "on_time"
    NEAR = "near"
    CLOSE = "close"
    LATE = "late"
    FROZEN = "frozen"
    UNUSED_SUSPENDED = "unused_suspended"
    HANDED_BACK = "handed_back"


RANKS = tuple(Grade)
EFFECTS = {
    Grade.FROZEN: "aucun nouveau droit ne s'ouvre",
    Grade.UNUSED_SUSPENDED: "les droits inutilisés sont suspendus",
    Grade.HANDED_BACK: "la caisse reprend la gestion des habilitations",
}


class LateCode(StrEnum):
    """Why a late review refuses; traced."""

    FROZEN = "review_late_frozen"
    UNUSED = "review_late_unused"
    HANDED_BACK = "review_late_handed_back"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the review of a convention stands: its due day, the degree reached, the days of the degrees written."""

    due_on: date
    due_at: datetime
    grade: Grade
    clause: Clause
    steps: tuple[tuple[Grade, date], ...] = ()

    def reaches(self, grade: Grade) -> bool:
        return RANKS.index(self.grade) >= RANKS.index(grade)

    @property
    def coming(self) -> tuple[Grade, date] | None:
        """The next effect that the text writes."""
        return next((step for step in self.steps if not self.reaches(step[0])), None)


def has_effects(body: Review) -> bool:
    """Whether the text attaches something to a delay."""
    return bool(body.freeze_after or body.suspend_unused_after or body.hand_back_after)


def standing_of(body: Review, clause: Clause, since: date, calendar: Calendar, at: datetime) -> Standing:
    """The standing at an instant of the review that was last done, or made possible, on `since`."""
    deadline = due("review", since, body.every, calendar, clause).deadline
    reminders = sorted(after(deadline.day, Delay.parse(delay), -1) for delay in body.remind_before or HOUSE_REMINDERS)
    written = (
        (Grade.FROZEN, body.freeze_after),
        (Grade.UNUSED_SUSPENDED, body.suspend_unused_after),
        (Grade.HANDED_BACK, body.hand_back_after),
    )
    steps = tuple((grade, after(deadline.day, Delay.parse(delay))) for grade, delay in written if delay)
    grade = _grade(calendar.day_of(at), at, deadline.due, reminders, steps)
    return Standing(deadline.day, deadline.due, grade, clause, steps)


def _grade(
    day: date, at: datetime, due_at: datetime, reminders: list[date], steps: tuple[tuple[Grade, date], ...]
) -> Grade:
    """An effect begins the day after its delay, as the review itself is late the day after its due day."""
    reached = [grade for grade, last in steps if day > last]
    if reached:
        return max(reached, key=RANKS.index)
    if at >= due_at:
        return Grade.LATE
    passed = sum(day >= reminder for reminder in reminders)
    return (Grade.ON_TIME, Grade.NEAR, Grade.CLOSE)[min(passed, 2)]


def may_open_rights(standing: Standing | None) -> Decision:
    """No new right while the convention freezes them for a late review."""
    if standing is None or not standing.reaches(Grade.FROZEN):
        return ALLOWED
    return refuse(
        LateCode.FROZEN,
        f"La revue des habilitations était due le {_say(standing)}. Sans elle, aucun nouveau droit ne s'ouvre.",
        clause=standing.clause,
        fix=DO_IT,
    )


def may_still_use(standing: Standing | None, last_used_at: datetime, at: datetime) -> Decision:
    """No use of a sleeping right while the convention suspends them; `last_used_at`: its grant if it never served."""
    if standing is None or not standing.reaches(Grade.UNUSED_SUSPENDED) or at - last_used_at < UNUSED:
        return ALLOWED
    return refuse(
        LateCode.UNUSED,
        f"La revue des habilitations était due le {_say(standing)}, et ce droit n'a pas servi depuis quatre mois : "
        "il est suspendu jusqu'à la revue.",
        clause=standing.clause,
        fix=DO_IT,
    )


def may_still_manage(standing: Standing | None) -> Decision:
    """The partner's managers change nothing once the convention has handed management back to the caisse."""
    if standing is None or not standing.reaches(Grade.HANDED_BACK):
        return ALLOWED
    return refuse(
        LateCode.HANDED_BACK,
        f"La revue des habilitations était due le {_say(standing)} : la caisse a repris la gestion des habilitations.",
        clause=standing.clause,
        fix="Faites la revue et envoyez-la à la caisse : la gestion vous revient aussitôt.",
    )


def _say(standing: Standing) -> str:
    return say_date(standing.due_on, weekday=False)
