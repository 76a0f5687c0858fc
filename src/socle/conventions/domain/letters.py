"""Registered letters: what was sent, first presented, received, on which evidence (MCP-04, DRT-13, URS-13).

A date is never edited: a mistaken one is followed by another, with its reason, and the last one holds. A date to come
is no evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from socle.conventions.domain.types import Word
from socle.kernel.clause import Clause
from socle.kernel.decision import ALLOWED, Decision, refuse
from socle.kernel.french import say_date

HOUSE = Clause.house("MCP-04")


class About(Word):
    """What a letter is about."""

    TERMINATION = "termination", "résiliation"
    FORMAL_NOTICE = "formal_notice", "mise en demeure"
    FORCE_MAJEURE = "force_majeure", "force majeure"
    CHANGE = "change", "demande de changement"
    OTHER = "other", "autre"


class Happened(Word):
    """What happened to a letter, in the order of facts."""

    SENT = "sent", "envoyée"
    PRESENTED = "presented", "présentée une première fois"
    RECEIVED = "received", "reçue"


@dataclass(frozen=True, slots=True)
class Event:
    """One dated fact of a letter; `rank` counts the corrections."""

    what: Happened
    on: date
    rank: int
    evidence: str = ""
    reason: str = ""


def latest(events: Iterable[Event]) -> Mapping[Happened, Event]:
    """The fact that holds of each kind: the last recorded."""
    found: dict[Happened, Event] = {}
    for event in sorted(events, key=lambda one: one.rank):
        found[event.what] = event
    return found


def may_record(event: Event, known: Mapping[Happened, Event], today: date) -> Decision:
    """A date that has come, with its evidence, after what came before it; a correction says why."""
    if event.on > today:
        reason = f"Le {say_date(event.on)} n’est pas encore venu : une date se prouve."
        return refuse("date_to_come", reason, clause=HOUSE, fix="Enregistrez la date quand elle est établie.")
    if not event.evidence.strip():
        fix = "Notez la preuve : numéro de dépôt, avis de réception, copie."
        return refuse("evidence_missing", "Une date sans preuve ne fait courir aucun délai.", clause=HOUSE, fix=fix)
    if event.what in known and not event.reason.strip():
        reason = f"La lettre est déjà dite {event.what.label} le {say_date(known[event.what].on)}."
        return refuse("reason_missing", reason, clause=HOUSE, fix="Pour la corriger, dites pourquoi.")
    return _in_order(event, known)


def _in_order(event: Event, known: Mapping[Happened, Event]) -> Decision:
    order = list(Happened)
    rank = order.index(event.what)
    for what, other in known.items():
        place = order.index(what)
        if (place < rank and other.on > event.on) or (place > rank and other.on < event.on):
            reason = f"Une lettre {what.label} le {say_date(other.on)} n’est pas {event.what.label} "
            reason += f"le {say_date(event.on)}."
            return refuse("dates_out_of_order", reason, clause=HOUSE, fix="Corrigez la date qui est fausse.")
    return ALLOWED


@dataclass(frozen=True, slots=True)
class Dates:
    """What the letters of an act prove together: each other party must have had its own, so the last one counts."""

    sent: date | None = None
    presented: date | None = None
    received: date | None = None


def proved(letters: Iterable[Mapping[Happened, Event]], recipients: int) -> Dates:
    """The dates that hold for all: None while a party has not been written to, or its date is not proved.

    A party that fetched its letter counts from its receipt, one that did not from the first presentation.
    """
    found = tuple(letters)
    if not found or len(found) < recipients:
        return Dates()
    sent = _last(found, Happened.SENT)
    presented = _last(found, Happened.PRESENTED)
    received = [letter.get(Happened.RECEIVED) or letter.get(Happened.PRESENTED) for letter in found]
    if not all(received):
        return Dates(sent, presented)
    last = max(event.on for event in received if event)
    is_receipt = any(letter[Happened.RECEIVED].on == last for letter in found if Happened.RECEIVED in letter)
    return Dates(sent, None if is_receipt else last, last if is_receipt else None)


def _last(letters: tuple[Mapping[Happened, Event], ...], what: Happened) -> date | None:
    days = [letter[what].on for letter in letters if what in letter]
    return max(days) if len(days) == len(letters) else None
