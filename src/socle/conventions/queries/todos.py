"""What conventions ask of the administrators today: formalities, papers, the last day to object, points to settle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from socle.conventions.domain.access import follows_life
from socle.conventions.domain.agenda import DateKind, NextDate, state_at
from socle.conventions.domain.kinds import Formality, Opening
from socle.conventions.domain.life import State
from socle.conventions.domain.open_points import open_points
from socle.conventions.domain.words import DocumentKind
from socle.conventions.models import Convention, ConventionDocument, ConventionParty
from socle.conventions.queries.portfolio import LIFE_KINDS, dates_of, terms_of_many, visible_to
from socle.conventions.queries.reading import Terms
from socle.conventions.queries.written import terms_alike
from socle.kernel.actor import Actor

NOTICE_WINDOW = timedelta(days=90)
KINDS = (*LIFE_KINDS, "conflict", "gap", "interpretation")
MANY = 5


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
    conventions: int = 1


def duties_of(actor: Actor, at: datetime) -> list[Duty]:
    """What the actor has to do about the conventions of its organisation; five statements whatever their number.

    Texts that say the same are read once, and the same duty in many conventions is one line that says how many.
    """
    if not follows_life(actor):
        return []
    conventions = [
        row for row in visible_to(actor).select_related("organisation").order_by("title") if _is_live(row, at)
    ]
    duties = [*_formalities(conventions, actor, at), *_papers(conventions, actor, at)]
    for alike, terms in _alike(conventions, at):
        shown = alike if len(alike) <= MANY else alike[:1]
        others = len(alike) - len(shown)
        duties += [replace(duty, conventions=1 + others) for row in shown for duty in _of_terms(row, terms, at)]
    return _gathered(duties)


def _is_live(convention: Convention, at: datetime) -> bool:
    return state_at(convention.effective_at, convention.ends_at, at) is not State.OVER


def _alike(conventions: Sequence[Convention], at: datetime) -> Iterator[tuple[Sequence[Convention], Terms]]:
    """The conventions whose terms say the same, with those terms."""
    known = {row.id: row for row in conventions}
    for keys, terms in terms_alike(list(known), KINDS, at):
        rows = sorted((known[key] for key in keys), key=lambda row: row.title)
        yield from ((list(group), terms) for group in _by_date(rows))


def _by_date(rows: Sequence[Convention]) -> Iterable[Iterable[Convention]]:
    """Conventions of the same dates and caisse: their next dates are the same."""
    found: dict[tuple[object, ...], list[Convention]] = {}
    for row in rows:
        found.setdefault((row.organisation_id, row.effective_at, row.ends_at), []).append(row)
    return found.values()


def _of_terms(convention: Convention, terms: Terms, at: datetime) -> Iterator[Duty]:
    yield from (_notice(convention, coming) for coming in dates_of(convention, terms, at) if _is_near(coming, at))
    points = open_points(terms)
    if points:
        count = f"{len(points)} point{'s' if len(points) > 1 else ''} à trancher entre les parties"
        detail = f"{convention.title} : {points[0].question}"
        yield Duty(convention, count, detail, "points", "scale", clause=str(points[0].clause))


def _gathered(duties: Sequence[Duty]) -> list[Duty]:
    """The same duty beyond a few conventions becomes one, at the nearest of its dates."""
    found: dict[tuple[str, str], list[Duty]] = {}
    for duty in duties:
        found.setdefault((duty.title, duty.anchor), []).append(duty)
    return [one for same in found.values() for one in _shown(same)]


def _shown(same: Sequence[Duty]) -> Sequence[Duty]:
    total = sum(duty.conventions for duty in same)
    if total <= MANY:
        return same
    first = min(same, key=lambda duty: duty.due.timestamp() if duty.due else 0)
    return [replace(first, detail=f"{total} conventions, dont : {first.detail}", conventions=total)]


def _formalities(conventions: Sequence[Convention], actor: Actor, at: datetime) -> Iterator[Duty]:
    known = {row.id: row for row in conventions}
    waiting = ConventionParty.objects.filter(party_id=actor.organisation_id, formalities_done_on=None)
    keys = [key for key in waiting.values_list("convention_id", flat=True) if key in known]
    terms = terms_of_many(keys, (Formality.kind,), at)
    for key in keys:
        if duty := terms.get(key, Terms()).first(Formality):
            title = "Terminer les formalités de protection des données"
            detail = f"{known[key].title} : aucun service n'ouvre avant leur fin."
            yield Duty(known[key], title, detail, "services", "shield-check", clause=str(duty.clause))


def _papers(conventions: Sequence[Convention], actor: Actor, at: datetime) -> Iterator[Duty]:
    known = {row.id: row for row in conventions}
    missing = ConventionDocument.objects.filter(kind=DocumentKind.PIECE, received_on=None).order_by("position")
    papers = [paper for paper in missing if paper.convention_id in known]
    terms = terms_of_many([paper.convention_id for paper in papers], (Opening.kind,), at)
    verb = "Enregistrer la réception" if actor.is_caisse else "Envoyer à la caisse"
    for paper in papers:
        if opening := terms.get(paper.convention_id, Terms()).first(Opening):
            row = known[paper.convention_id]
            detail = f"{row.title} : le service {paper.service.upper()} attend cette pièce."
            yield Duty(row, f"{verb} : {paper.title}", detail, "documents", "file-plus", clause=str(opening.clause))


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
