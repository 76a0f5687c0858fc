"""Declare what force majeure suspends, then that it resumed (DRT-11; convention, 10)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from socle.conventions.actions.ending import act_on, party_of
from socle.conventions.actions.journal import trace_on
from socle.conventions.domain.ending.force_majeure import Prevention, clause_of, may_declare, may_resume
from socle.conventions.models import Convention, ForceMajeure
from socle.conventions.queries.ending import calendar_of
from socle.conventions.queries.reading import terms_at
from socle.database.constraints import register
from socle.kernel.actor import Actor
from socle.kernel.clause import Clause
from socle.kernel.decision import refuse

DECLARED, RESUMED = "convention:suspension:declared", "convention:suspension:resumed"
ALREADY = refuse(
    "already_suspended",
    "Votre organisme a déjà déclaré une suspension sur ces jours.",
    fix="Déclarez d'abord la reprise de la précédente.",
)
register("force_majeure_once_at_a_time", ALREADY)


def declare(convention_id: UUID, said: Prevention, *, actor: Actor, at: datetime) -> ForceMajeure:
    """Suspend the named commitments of a convention from a day on; its other terms go on."""
    convention = party_of(convention_id, actor)
    terms = terms_at(convention.id, at)
    may_declare(terms, said, calendar_of(convention).day_of(at)).or_raise(act_on(convention))
    row = ForceMajeure.objects.create(
        organisation_id=convention.organisation_id,
        convention=convention,
        author_organisation_id=actor.organisation_id,
        author_id=actor.person_id,
        recorded_at=at,
        clause=str(clause_of(terms)),
        event=said.event.strip(),
        measures=said.measures.strip(),
        terms=list(said.terms),
        began_on=said.began_on,
        informed_on=said.informed_on,
    )
    _trace(DECLARED, row, convention, {"began_on": said.began_on.isoformat(), "terms": list(said.terms)}, actor, at)
    return row


def resume(suspension_id: UUID, resumed_on: date, *, actor: Actor, at: datetime) -> ForceMajeure:
    """Say on which day the commitments hold again."""
    row = ForceMajeure.objects.select_for_update(of=("self",)).get(id=suspension_id)
    convention = party_of(row.convention_id, actor)
    today = calendar_of(convention).day_of(at)
    is_author = row.author_organisation_id == actor.organisation_id
    clause = Clause.parse(row.clause)
    act = act_on(convention)
    if row.resumed_on:
        refuse("already_resumed", "La reprise est déjà déclarée.", clause=clause, fix="Rien à faire.").or_raise(act)
    may_resume(row.began_on, resumed_on, today, is_author=is_author, clause=clause).or_raise(act)
    row.resumed_on, row.resumed_at, row.resumed_by_id = resumed_on, at, actor.person_id
    row.save()
    _trace(RESUMED, row, convention, {"resumed_on": resumed_on.isoformat()}, actor, at)
    return row


def _trace(
    tag: str, row: ForceMajeure, convention: Convention, said: Mapping[str, object], actor: Actor, at: datetime
) -> None:
    trace_on(convention, tag, {"suspension": str(row.id), **said}, actor=actor, at=at, clause=row.clause)
