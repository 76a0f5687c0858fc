"""Obligations as pages show them: lines of the board, one occurrence, the duties of each side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse

from socle.conventions.domain.delays import recurring, spoken
from socle.conventions.domain.duty import Duty, Rhythm
from socle.conventions.domain.keeping import LIFECYCLE, Rate, Saying, decide, places_of
from socle.conventions.domain.occurrences import Signatory, parties_of
from socle.conventions.domain.reading import AnyTerm
from socle.conventions.models import Convention, ObligationEntry
from socle.conventions.queries.board import Board
from socle.conventions.queries.obligations import Line
from socle.conventions.web.obligations.labels import BUTTONS, SAYS, badge
from socle.kernel.actor import Actor
from socle.kernel.french import headline
from socle.papers.typography import NBSP
from socle.theme.templatetags.theme import french_date

Lines = list[dict[str, Any]]
COLUMNS = ("Obligation", "Échéance", "Qui la doit", "Convention", "État", "Clause")
GAUGES = 6
PROBE = "texte suffisant"


def url_of(line: Line) -> str:
    one = line.occurrence
    return reverse("conventions:obligation", args=[line.convention.id, one.term_id, one.code, one.occasion, one.bearer])


def rows(board: Board, actor: Actor) -> list[list[object]]:
    """The lines of the board."""
    return [
        [
            {"text": headline(line.occurrence.what), "url": url_of(line)},
            french_date(line.occurrence.due_on).replace(" ", NBSP),
            _party(line.occurrence.bearer, board.names, actor),
            line.convention.title,
            badge_of(line),
            {"clause": line.occurrence.clause},
        ]
        for line in board.lines
    ]


def badge_of(line: Line) -> dict[str, str]:
    """Where an occurrence stands, as a cell of a table."""
    shown = badge(line.standing)
    return {"badge": shown["label"], "tone": shown["tone"], "icon": shown["icon"]}


def _party(party: UUID, names: Mapping[UUID, str], actor: Actor) -> str:
    return f"{names[party]} (vous)" if party == actor.organisation_id else names[party]


def gauges(board: Board, actor: Actor) -> Lines:
    """How each party keeps its word in a year: done on time over what was due; one's own body, then the lowest."""
    own = actor.organisation_id
    due = [(party, rate) for party, rate in board.rates.items() if rate.due]
    shown = sorted(due, key=lambda one: (one[0] != own, one[1].percent or 0, board.names[one[0]]))
    return [_gauge(_party(party, board.names, actor), rate) for party, rate in shown[:GAUGES]]


def _gauge(label: str, rate: Rate) -> dict[str, Any]:
    missed = rate.due - rate.on_time
    tone = "warning" if missed else "success"
    late = f"tenues en retard : {rate.late}" if rate.late else ""
    return {"label": label, "done": rate.on_time, "total": rate.due, "tone": tone, "hint": late}


def detail(line: Line, names: Mapping[UUID, str], holder: str) -> Lines:
    """The sheet of one occurrence."""
    one = line.occurrence
    owed_to = ", ".join(names[party] for party in one.beneficiaries) or "toutes les parties"
    shown = badge(line.standing)
    return [
        {"term": "État", "badge": shown["label"], "tone": shown["tone"], "icon": shown["icon"]},
        {"term": "Échéance", "text": f"{french_date(one.due_on)}, à 24 h", "clause": one.clause},
        {"term": "Qui la doit", "text": names[one.bearer]},
        {"term": "À qui", "text": owed_to},
        {"term": "Preuve attendue", "text": one.wanted or "ce que l'autre partie pourra vérifier"},
        {"term": "Chargé", "text": holder or "personne en particulier"},
    ]


def steps(line: Line, actor: Actor, today: Any) -> Lines:  # noqa: ANN401 - a date
    """The buttons of this side, in the order of the table."""
    if not actor.can("obligation:keep"):
        return []
    places = places_of(actor.organisation_id, line.occurrence)
    probe = Saying(PROBE, today, today)
    return [
        {"name": name, "label": BUTTONS[name][0], "kind": BUTTONS[name][1], "icon": BUTTONS[name][2]}
        for name in LIFECYCLE.steps
        if decide(name, line.entry, places, probe, line.occurrence.clause)
    ]


def events(history: Iterable[ObligationEntry], people: Mapping[UUID, str], names: Mapping[UUID, str]) -> Lines:
    """What was said, the first thing first."""
    return [
        {
            "title": f"{SAYS[row.step]}, pour le {french_date(row.done_on)}" if row.done_on else SAYS[row.step],
            "at": row.recorded_at,
            "who": people.get(row.author_id) or names.get(row.author_organisation_id, ""),
            "text": row.note,
            "icon": BUTTONS[row.step][2],
            "tone": "success" if row.step == "declare" else "warning" if row.step == "contest" else "neutral",
        }
        for row in history
    ]


def sides(
    duties: Sequence[tuple[AnyTerm, Duty]], parties: Sequence[Signatory], actor: Actor, convention: Convention
) -> Lines:
    """« Vous devez », « On vous doit », and what the others owe each other."""
    groups: dict[str, Lines] = {"Vous devez": [], "On vous doit": [], "Entre les autres parties": []}
    for term, duty in duties:
        bearers = {party.party_id for party in parties_of(duty.bearer, parties)}
        owed = {party.party_id for party in parties_of(duty.beneficiary, parties)} - (
            bearers if len(bearers) == 1 else set()
        )
        line = _duty(term, duty, convention)
        if actor.organisation_id in bearers:
            groups["Vous devez"].append({**line, "is_ours": True})
        if actor.organisation_id in owed and bearers - {actor.organisation_id}:
            groups["On vous doit"].append(line)
        if actor.organisation_id not in bearers | owed:
            groups["Entre les autres parties"].append(line)
    return [{"title": title, "lines": lines} for title, lines in groups.items() if lines]


def _duty(term: AnyTerm, duty: Duty, convention: Convention) -> dict[str, Any]:
    is_event = duty.rhythm is Rhythm.ON_EVENT
    return {
        "what": headline(duty.what),
        "when": when(duty),
        "clause": term.clause,
        "says": term.says,
        "term_url": reverse("conventions:term", args=[convention.id, term.id]),
        "fact_url": reverse("conventions:obligation_fact", args=[convention.id, term.id, duty.code])
        if is_event
        else "",
        "holder_url": reverse("conventions:obligation_holder", args=[convention.id, term.id, duty.code]),
    }


def when(duty: Duty) -> str:
    """When a duty is owed, in French."""
    within = f"sous {spoken(duty.within)}" if duty.within else "sans délai"
    if duty.rhythm is Rhythm.PERIODIC:
        start = f", dans les {spoken(duty.within)} du début de la période" if duty.within else ""
        return f"{recurring(duty.every or '')}{start}"
    if duty.rhythm is Rhythm.ONCE:
        return f"une fois, {within} à compter de la prise d'effet" if duty.within else "une fois, à la prise d'effet"
    if duty.rhythm is Rhythm.ON_EVENT and duty.starts:
        return f"{within}, à compter de : {duty.starts.label}"
    return "à tout moment"
