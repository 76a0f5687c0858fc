"""Record a registered letter and what happened to it; a date is corrected by another, never edited (MCP-04)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from socle.conventions.actions.ending import act_on, locked, party_of, settle
from socle.conventions.actions.journal import trace_on
from socle.conventions.domain.letters import HOUSE, About, Event, Happened, may_record
from socle.conventions.models import Convention, Letter, LetterEvent, Termination
from socle.conventions.queries.ending import calendar_of
from socle.conventions.queries.endings import read_letter
from socle.conventions.queries.portfolio import parties_of
from socle.database.constraints import register
from socle.kernel.actor import Actor
from socle.kernel.decision import ALLOWED, Decision, first_refusal, refuse

RECORDED, DATED = "convention:letter:recorded", "convention:letter:dated"
NUMBERED = refuse(
    "letter_exists",
    "Une lettre de cette convention porte déjà ce numéro.",
    clause=HOUSE,
    fix="Complétez ses dates dans la liste des lettres, ou corrigez le numéro.",
)
MEANWHILE = refuse(
    "letter_dated_meanwhile",
    "Quelqu'un d'autre vient d'enregistrer cette date.",
    clause=HOUSE,
    fix="Rechargez la page, puis corrigez-la si elle est fausse, en disant pourquoi.",
)
register("letter_number_once", NUMBERED)
register("letter_event_rank_once", MEANWHILE)


@dataclass(frozen=True, slots=True)
class NewLetter:
    """A letter of the actor's body: to whom, about what, its number at the post, the end it announces."""

    recipient_id: UUID
    about: About
    number: str
    termination_id: UUID | None = None


def record_letter(convention_id: UUID, wanted: NewLetter, *, actor: Actor, at: datetime) -> Letter:
    """Record a letter to another party; its dates follow, each with its evidence."""
    convention = party_of(convention_id, actor)
    ended = locked(wanted.termination_id) if wanted.termination_id else None
    first_refusal(
        (_numbered(wanted), _other(convention, wanted, actor), _of_author(convention, ended, actor))
    ).or_raise(act_on(convention))
    row = Letter.objects.create(
        organisation_id=convention.organisation_id,
        convention=convention,
        author_organisation_id=actor.organisation_id,
        author_id=actor.person_id,
        recorded_at=at,
        termination_id=wanted.termination_id,
        about=wanted.about.value,
        sender_id=actor.organisation_id,
        recipient_id=wanted.recipient_id,
        number=wanted.number.strip(),
    )
    said = {"about": wanted.about.label, "recipient": row.recipient.legal_name}
    _trace(RECORDED, row, convention, said, actor, at)
    return row


def _numbered(wanted: NewLetter) -> Decision:
    if wanted.number.strip():
        return ALLOWED
    fix = "Recopiez le numéro du récépissé de dépôt."
    return refuse("number_missing", "Une lettre recommandée porte un numéro.", clause=HOUSE, fix=fix)


def _other(convention: Convention, wanted: NewLetter, actor: Actor) -> Decision:
    parties = {row.party_id for row in parties_of([convention.id]).get(convention.id, ())}
    if wanted.recipient_id in parties - {actor.organisation_id}:
        return ALLOWED
    fix = "Choisissez une autre partie à la convention."
    return refuse("not_a_party", "La lettre s’adresse à une autre partie.", clause=HOUSE, fix=fix)


def _of_author(convention: Convention, ended: Termination | None, actor: Actor) -> Decision:
    if ended is None:
        return ALLOWED
    if (ended.convention_id, ended.author_organisation_id) == (convention.id, actor.organisation_id):
        return ALLOWED
    fix = "Annoncez la fin au nom de votre organisme."
    return refuse("not_the_author", "Cette fin a été annoncée par une autre partie.", clause=HOUSE, fix=fix)


@dataclass(frozen=True, slots=True)
class NewDate:
    """A fact of a letter with its evidence; `reason` corrects one already recorded."""

    what: Happened
    on: date
    evidence: str
    reason: str = ""


def date_letter(letter_id: UUID, wanted: NewDate, *, actor: Actor, at: datetime) -> LetterEvent:
    """Record a date of a letter; the end that it announces is dated anew from its evidence."""
    letter = Letter.objects.select_related("recipient", "sender").get(id=letter_id)
    convention = party_of(letter.convention_id, actor)
    ended = locked(letter.termination_id) if letter.termination_id else None
    known = read_letter(letter, tuple(letter.events.all()))
    event = Event(
        wanted.what,
        wanted.on,
        1 + sum(1 for one in known.history if one.what == wanted.what.value),
        wanted.evidence,
        wanted.reason,
    )
    today = calendar_of(convention).day_of(at)
    first_refusal((_concerned(letter, actor), may_record(event, known.facts, today))).or_raise(act_on(convention))
    row = LetterEvent.objects.create(
        organisation_id=convention.organisation_id,
        convention=convention,
        author_organisation_id=actor.organisation_id,
        author_id=actor.person_id,
        recorded_at=at,
        letter=letter,
        what=event.what.value,
        on=event.on,
        rank=event.rank,
        evidence=event.evidence.strip()[:300],
        reason=event.reason.strip()[:300],
    )
    said: dict[str, object] = {"what": event.what.label, "on": event.on.isoformat()}
    said |= {"correction": event.reason.strip()[:300]} if event.rank > 1 else {}
    _trace(DATED, letter, convention, said, actor, at)
    if ended is not None:
        settle(ended, convention, actor=actor, at=at)
    return row


def _concerned(letter: Letter, actor: Actor) -> Decision:
    if actor.organisation_id in {letter.sender_id, letter.recipient_id}:
        return ALLOWED
    fix = f"Demandez à {letter.sender.legal_name} ou à {letter.recipient.legal_name}."
    return refuse("not_concerned", "Cette lettre n’est ni de votre organisme ni pour lui.", clause=HOUSE, fix=fix)


def _trace(
    tag: str, letter: Letter, convention: Convention, said: Mapping[str, object], actor: Actor, at: datetime
) -> None:
    trace_on(
        convention, tag, {"letter": str(letter.id), "number": letter.number, **said}, actor=actor, at=at, clause=HOUSE
    )
