"""Say what became of an obligation, what opens one, and who is in charge (DRT-05, URS-01)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from socle.conventions.actions.journal import signed_by, trace_on
from socle.conventions.domain.access import may_keep
from socle.conventions.domain.duty import Duty, Rhythm
from socle.conventions.domain.keeping import HOUSE, LIFECYCLE, TAGS, Saying, decide, places_of, said
from socle.conventions.domain.occurrences import parties_of as parties_meant
from socle.conventions.models import Convention, ObligationEntry, ObligationFact, ObligationHolder
from socle.conventions.queries.obligations import Key, Line, duties_of, occurrence_of
from socle.conventions.queries.portfolio import parties_of
from socle.database.constraints import register
from socle.kernel.actor import Actor
from socle.kernel.deadlines import Calendar
from socle.kernel.decision import ALLOWED, Act, Decision, Refused, first_refusal, refuse
from socle.organismes.queries import membership_of

HAPPENED, ENTRUSTED = "convention:obligation:opened", "convention:obligation:entrusted"
SAID_MEANWHILE = refuse(
    "obligation_said_meanwhile",
    "Quelqu'un d'autre vient de dire quelque chose de cette obligation.",
    clause=HOUSE,
    fix="Rechargez la page, lisez ce qui a été dit, puis recommencez si c'est encore utile.",
)
UNKNOWN = refuse(
    "obligation_unknown",
    "Aucun terme de la convention ne donne cette obligation.",
    clause=HOUSE,
    fix="Rechargez la page des obligations : un avenant a pu la changer.",
)
register("obligation_entry_rank_once", SAID_MEANWHILE)


@dataclass(frozen=True, slots=True)
class Word:
    """What somebody says of an occurrence; `done_on` only to declare."""

    step: str
    text: str
    done_on: date | None = None


def judged(convention_id: UUID, key: Key, word: Word, *, actor: Actor, at: datetime) -> tuple[Convention, Line]:
    """The convention and the occurrence, when this may be said of it now; Refused otherwise."""
    convention = signed_by(convention_id, actor)
    act = Act(TAGS.get(word.step, TAGS["declare"]), "convention", str(convention_id), convention.title)
    line = occurrence_of(convention, key, at)
    if line is None:
        raise Refused(UNKNOWN, act)
    one = line.occurrence
    case = Saying(word.text, Calendar(convention.organisation.territory or "FR").day_of(at), word.done_on)
    places = places_of(actor.organisation_id, one)
    first_refusal((may_keep(actor), decide(word.step, line.entry, places, case, one.clause))).or_raise(act)
    return convention, line


def keep(convention_id: UUID, key: Key, word: Word, *, actor: Actor, at: datetime) -> Line:
    """Declare, withdraw, contest, waive or ask again, under the life cycle of an obligation; returns how it stands."""
    convention, line = judged(convention_id, key, word, actor=actor, at=at)
    one = line.occurrence
    ObligationEntry.objects.create(
        organisation_id=convention.organisation_id,
        convention=convention,
        term_key=one.term_id,
        code=one.code,
        occasion=one.occasion,
        bearer_id=one.bearer,
        rank=line.entry.rank + 1 if line.entry else 1,
        step=word.step,
        state=LIFECYCLE.steps[word.step].target,
        done_on=word.done_on if word.step == "declare" else None,
        note=word.text.strip(),
        author_organisation_id=actor.organisation_id,
        author_id=actor.person_id,
        recorded_at=at,
    )
    said_of = {"what": one.what, "due": one.due_on.isoformat(), "term": one.term_id, "occasion": one.occasion}
    done = {"done_on": word.done_on.isoformat()} if word.done_on and word.step == "declare" else {}
    trace_on(convention, TAGS[word.step], {**said_of, **done}, actor=actor, at=at, clause=one.clause)
    found = occurrence_of(convention, key, at)
    assert found, "the same terms give it again"
    return found


@dataclass(frozen=True, slots=True)
class Happening:
    """A fact that makes a duty owed: when, and what is known of it."""

    term_key: str
    code: str
    happened_at: datetime
    note: str


def record_fact(convention_id: UUID, fact: Happening, *, actor: Actor, at: datetime) -> ObligationFact:
    """Open an occurrence of a duty owed on an event; refused for a date to come, or a duty that no event opens."""
    convention = signed_by(convention_id, actor)
    act = Act(HAPPENED, "convention", str(convention_id), convention.title)
    may_keep(actor).or_raise(act)
    said(Saying(fact.note, at.date())).or_raise(act)
    if fact.happened_at > at:
        raise Refused(TO_COME, act)
    duties = duties_of(convention, fact.happened_at)
    found = next(((t, d) for t, d in duties if (t.id, d.code) == (fact.term_key, fact.code)), None)
    if found is None or found[1].rhythm is not Rhythm.ON_EVENT:
        raise Refused(UNKNOWN, act)
    term, duty = found
    row = ObligationFact.objects.create(
        organisation_id=convention.organisation_id,
        convention=convention,
        term_key=term.id,
        code=duty.code,
        happened_at=fact.happened_at,
        note=fact.note.strip(),
        author_organisation_id=actor.organisation_id,
        author_id=actor.person_id,
        recorded_at=at,
    )
    payload = {"what": duty.what, "term": term.id, "happened_at": fact.happened_at.isoformat()}
    trace_on(convention, HAPPENED, payload, actor=actor, at=at, clause=term.clause)
    return row


TO_COME = refuse(
    "fact_to_come",
    "Le fait n'a pas encore eu lieu.",
    clause=HOUSE,
    fix="Donnez le jour et l'heure où il s'est produit, maintenant au plus tard.",
)


def entrust(
    convention_id: UUID, duty_key: tuple[str, str], person_id: UUID | None, *, actor: Actor, at: datetime
) -> ObligationHolder:
    """Put a colleague in charge of a duty of one's own body, from now on; nobody when `person_id` is None."""
    convention = signed_by(convention_id, actor)
    act = Act(ENTRUSTED, "convention", str(convention_id), convention.title)
    may_keep(actor).or_raise(act)
    found = next(((t, d) for t, d in duties_of(convention, at) if (t.id, d.code) == duty_key), None)
    if found is None:
        raise Refused(UNKNOWN, act)
    term, duty = found
    may_entrust(duty, convention, actor).or_raise(act)
    member = membership_of(person_id, actor.organisation_id, at) if person_id else None
    if person_id and member is None:
        raise Refused(NOT_A_COLLEAGUE, act)
    row = ObligationHolder.objects.create(
        organisation_id=convention.organisation_id,
        convention=convention,
        term_key=term.id,
        code=duty.code,
        party_id=actor.organisation_id,
        person_id=person_id,
        author_organisation_id=actor.organisation_id,
        author_id=actor.person_id,
        recorded_at=at,
    )
    payload = {"what": duty.what, "term": term.id, "holder": member.person.name if member else "personne"}
    trace_on(convention, ENTRUSTED, payload, actor=actor, at=at, clause=term.clause)
    return row


def may_entrust(duty: Duty, convention: Convention, actor: Actor) -> Decision:
    """Whether the actor's body owes this duty, and so says who is in charge of it."""
    parties = parties_of([convention.id]).get(convention.id, [])
    is_ours = actor.organisation_id in {party.party_id for party in parties_meant(duty.bearer, parties)}
    return first_refusal((may_keep(actor), ALLOWED if is_ours else NOT_OURS))


NOT_OURS = refuse(
    "obligation_of_another",
    "Cette obligation n'est pas celle de votre organisme.",
    clause=HOUSE,
    fix="Seule la partie qui la doit désigne qui s'en charge.",
)
NOT_A_COLLEAGUE = refuse(
    "not_a_colleague",
    "Cette personne ne fait pas partie de votre organisme.",
    clause=HOUSE,
    fix="Choisissez quelqu'un dans la liste des personnes de votre organisme.",
)
