"""The same act on several rights at once, and its taking back within minutes (MCP-22, MCP-23).

Each right is judged as if it were alone. The two limits are the house's: the convention says nothing of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from socle.kernel.clause import Clause
from socle.kernel.decision import ALLOWED, Decision, allow, refuse

BULK_CLAUSE = Clause.house("MCP-22")
MOST_RIGHTS = 200  # [house] rights changed by one act; in force since 20/11/2026
UNDO_MINUTES = 10  # [house] how long an act on several rights may be taken back; in force since 20/11/2026


class BulkVerb(StrEnum):
    """What is done to each right."""

    WITHDRAW = "withdraw"
    SUSPEND = "suspend"
    LIFT = "lift"


class Outcome(StrEnum):
    """What became of a line."""

    WAITING = "waiting"
    DONE = "done"
    REFUSED = "refused"


class BulkCode(StrEnum):
    """Why an act on several rights, or one of its lines, is refused; traced."""

    NONE_CHOSEN = "bulk_none_chosen"
    TOO_MANY = "bulk_too_many"
    ALREADY_DONE = "bulk_already_done"
    NOT_DONE = "bulk_not_done"
    IS_UNDOING = "bulk_is_undoing"
    ALREADY_UNDONE = "bulk_already_undone"
    TOO_LATE = "bulk_too_late"
    OVER = "bulk_right_over"
    NOT_SUSPENDED = "bulk_not_suspended"
    WAS_STOPPED = "bulk_was_stopped"
    STOOD_IN = "bulk_stood_in"
    ALREADY_LIFTED = "bulk_already_lifted"
    STOP_OVER = "bulk_stop_over"


DOES = {
    BulkVerb.WITHDRAW: "Retirer",
    BulkVerb.SUSPEND: "Suspendre",
    BulkVerb.LIFT: "Lever la suspension",
}
NAMES = {
    BulkVerb.WITHDRAW: "retrait",
    BulkVerb.SUSPEND: "suspension",
    BulkVerb.LIFT: "levée de suspension",
}
NOT_SUSPENDED = refuse(
    BulkCode.NOT_SUSPENDED,
    "Cette habilitation n'est pas suspendue.",
    clause=BULK_CLAUSE,
    fix="Rien n'est à lever.",
)
ALREADY_UNDONE = refuse(
    BulkCode.ALREADY_UNDONE,
    "Cet acte a déjà été annulé.",
    clause=BULK_CLAUSE,
    fix="Ce que l'annulation n'a pas pu reprendre se reprend droit par droit.",
)


def verb_named(text: str) -> BulkVerb | None:
    """The act of that name.

    >>> verb_named("suspend"), verb_named("tout effacer")
    (<BulkVerb.SUSPEND: 'suspend'>, None)
    """
    return next((verb for verb in BulkVerb if verb.value == text), None)


def decide_choice(verb: BulkVerb | None, count: int) -> Decision:
    """At least one right, an act to do on it, and not more than one can check before confirming."""
    if verb is None or count == 0:
        return refuse(
            BulkCode.NONE_CHOSEN,
            "Aucun droit n'est coché.",
            clause=BULK_CLAUSE,
            fix="Cochez les droits à changer dans la liste, puis choisissez ce qu'il faut en faire.",
        )
    if count > MOST_RIGHTS:
        return refuse(
            BulkCode.TOO_MANY,
            f"{count} droits sont cochés : {MOST_RIGHTS} au plus se changent en une fois.",
            clause=BULK_CLAUSE,
            fix="Procédez en plusieurs fois.",
        )
    return allow(BULK_CLAUSE)


def decide_doing(done_at: datetime | None) -> Decision:
    """An act prepared is done once."""
    if done_at is None:
        return allow(BULK_CLAUSE)
    return refuse(
        BulkCode.ALREADY_DONE, "Cet acte est déjà fait.", clause=BULK_CLAUSE, fix="Lisez plus bas ce qu'il a changé."
    )


def undo_until(done_at: datetime) -> datetime:
    """The last instant at which an act may be taken back."""
    return done_at + timedelta(minutes=UNDO_MINUTES)


def decide_undoing(done_at: datetime | None, at: datetime, *, is_undoing: bool, is_undone: bool) -> Decision:
    """Within minutes, once, and not the taking back itself."""
    if is_undoing:
        return refuse(
            BulkCode.IS_UNDOING, "Une annulation ne s'annule pas.", clause=BULK_CLAUSE, fix="Recommencez l'acte."
        )
    if done_at is None:
        return refuse(BulkCode.NOT_DONE, "Cet acte n'est pas encore fait.", clause=BULK_CLAUSE, fix="Rien à annuler.")
    if is_undone:
        return ALREADY_UNDONE
    if at <= undo_until(done_at):
        return allow(BULK_CLAUSE, until=undo_until(done_at))
    return refuse(
        BulkCode.TOO_LATE,
        f"Plus de {UNDO_MINUTES} minutes ont passé : d'autres ont pu compter sur ce changement.",
        clause=BULK_CLAUSE,
        fix="Rouvrez un droit retiré, ou changez une suspension, droit par droit.",
    )


def decide_lasting(end: datetime | None, at: datetime, *, is_empty: bool) -> Decision:
    """A right that has ended has nothing left to change."""
    if not is_empty and (end is None or end > at):
        return ALLOWED
    return refuse(
        BulkCode.OVER, "Cette habilitation a déjà pris fin.", clause=BULK_CLAUSE, fix="Il n'y a plus rien à changer."
    )


def decide_reopening(*, was_stopped: bool, stood_in: bool) -> Decision:
    """A right withdrawn comes back as it was, or not at all: never free of what had stopped it."""
    if stood_in:
        return refuse(
            BulkCode.STOOD_IN,
            "Ce droit servait à remplacer quelqu'un, dont le droit a repris.",
            clause=BULK_CLAUSE,
            fix="Confiez de nouveau le droit à un remplaçant, depuis sa fiche.",
        )
    if was_stopped:
        return refuse(
            BulkCode.WAS_STOPPED,
            "Ce droit était suspendu ou confié à un remplaçant quand il a été retiré.",
            clause=BULK_CLAUSE,
            fix="Ouvrez un nouveau droit, si la raison de la suspension a cessé.",
        )
    return ALLOWED


def decide_lifting_again(*, is_lifted: bool) -> Decision:
    """A suspension that somebody lifted meanwhile is not lifted twice."""
    if not is_lifted:
        return ALLOWED
    return refuse(
        BulkCode.ALREADY_LIFTED,
        "Quelqu'un a déjà levé cette suspension.",
        clause=BULK_CLAUSE,
        fix="Rien n'est à faire.",
    )


def decide_stopping_again(end: datetime | None, at: datetime) -> Decision:
    """A suspension whose last day has passed meanwhile is not written again."""
    if end is None or end > at:
        return ALLOWED
    return refuse(
        BulkCode.STOP_OVER, "Cette suspension serait déjà finie.", clause=BULK_CLAUSE, fix="Rien n'est à faire."
    )


def counts(outcomes: Iterable[Outcome]) -> tuple[int, int]:
    """How many lines went through, how many were refused.

    >>> counts([Outcome.DONE, Outcome.REFUSED, Outcome.DONE])
    (2, 1)
    """
    found: Sequence[Outcome] = tuple(outcomes)
    return found.count(Outcome.DONE), found.count(Outcome.REFUSED)
