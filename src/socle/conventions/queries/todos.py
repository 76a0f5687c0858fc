"""What conventions ask of the administrators today: formalities, papers, the last day to object, points to settle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from socle.conventions.domain.access import follows_life
from socle.conventions.domain.agenda import DateKind, NextDate, state_at
from socle.conventions.domain.kinds import Formality, Opening
from socle.conventions.domain.life import State
from socle.conventions.domain.open_points import open_points
from socle.conventions.domain.words import DocumentKind
from socle.conventions.models import Convention, ConventionDocument, ConventionParty
from socle.conventions.queries.portfolio import LIFE_KINDS, dates_of, parties_of, terms_of_many, visible_to
from socle.conventions.queries.reading import Terms
from socle.kernel.actor import Actor

NOTICE_WINDOW = timedelta(days=90)
KINDS = (*LIFE_KINDS, "opening", "formality", "conflict", "gap", "interpretation")


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing to do about a convention; `anchor` is the place of its page."""

    convention: Convention
    title: str
    detail: str
    anchor: str
    icon: str
    clause: str = ""
    due: datetime | None = None


def duties_of(actor: Actor, at: datetime) -> list[Duty]:
    """What the actor has to do about the conventions of its organisation; four statements whatever their number."""
    if not follows_life(actor):
        return []
    conventions = [
        row for row in visible_to(actor).select_related("organisation").order_by("title") if _is_live(row, at)
    ]
    keys = [row.id for row in conventions]
    parties, papers = parties_of(keys), _papers_of(keys)
    terms = terms_of_many(keys, KINDS, at)
    return [
        duty
        for row in conventions
        for duty in _duties(row, actor, at, parties.get(row.id, []), papers.get(row.id, []), terms.get(row.id, Terms()))
    ]


def _is_live(convention: Convention, at: datetime) -> bool:
    return state_at(convention.effective_at, convention.ends_at, at) is not State.OVER


def _papers_of(keys: Sequence[UUID]) -> Mapping[UUID, list[ConventionDocument]]:
    found: dict[UUID, list[ConventionDocument]] = {}
    for row in ConventionDocument.objects.filter(convention_id__in=keys).order_by("position"):
        found.setdefault(row.convention_id, []).append(row)
    return found


def _duties(
    convention: Convention,
    actor: Actor,
    at: datetime,
    parties: Sequence[ConventionParty],
    papers: Sequence[ConventionDocument],
    terms: Terms,
) -> Iterator[Duty]:
    yield from _formalities(convention, actor, parties, terms)
    yield from _papers(convention, actor, papers, terms)
    yield from (_notice(convention, coming) for coming in dates_of(convention, terms, at) if _is_near(coming, at))
    points = open_points(terms)
    if points:
        count = f"{len(points)} point{'s' if len(points) > 1 else ''} à trancher entre les parties"
        detail = f"{convention.title} : {points[0].question}"
        yield Duty(convention, count, detail, "points", "scale", clause=str(points[0].clause))


def _formalities(
    convention: Convention, actor: Actor, parties: Sequence[ConventionParty], terms: Terms
) -> Iterator[Duty]:
    duty = terms.first(Formality)
    for party in parties:
        if duty and party.party_id == actor.organisation_id and party.formalities_done_on is None:
            title = "Terminer les formalités de protection des données"
            detail = f"{convention.title} : aucun service n'ouvre avant leur fin."
            yield Duty(convention, title, detail, "services", "shield-check", clause=str(duty.clause))


def _papers(convention: Convention, actor: Actor, papers: Sequence[ConventionDocument], terms: Terms) -> Iterator[Duty]:
    opening = terms.first(Opening)
    verb = "Enregistrer la réception" if actor.is_caisse else "Envoyer à la caisse"
    for paper in papers:
        if opening and paper.kind == DocumentKind.PIECE and paper.received_on is None:
            detail = f"{convention.title} : le service {paper.service.upper()} attend cette pièce."
            yield Duty(
                convention, f"{verb} : {paper.title}", detail, "documents", "file-plus", clause=str(opening.clause)
            )


def _is_near(coming: NextDate, at: datetime) -> bool:
    return coming.kind is DateKind.LAST_NOTICE and coming.due is not None and coming.due - at <= NOTICE_WINDOW


def _notice(convention: Convention, coming: NextDate) -> Duty:
    return Duty(
        convention,
        "Décider : laisser la convention se reconduire, ou la dénoncer",
        f"{convention.title}. {coming.says}",
        "dates",
        "calendar",
        clause=str(coming.clause or ""),
        due=coming.due,
    )
