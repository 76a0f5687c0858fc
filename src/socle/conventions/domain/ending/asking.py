"""What a clause of ending leaves to the parties: asked, never guessed (FSV-13, URS-13, MCP-02)."""

from __future__ import annotations

from collections.abc import Iterator

from socle.conventions.domain.ending.facts import Setting, Signatory
from socle.conventions.domain.kinds import Conflict, Gap, Interpretation, Termination
from socle.conventions.domain.kinds.termination import Reading
from socle.conventions.domain.open_points import OpenPoint, PointKind, open_points
from socle.conventions.domain.reading import Written, of_kind
from socle.conventions.domain.words import Start

TWO = 2
OTHERS = "Que deviennent les autres parties quand l’une s’en va : la convention finit-elle pour toutes ?"


def questions(setting: Setting, term: Written[Termination], author: Signatory) -> tuple[OpenPoint, ...]:
    """The open points of the article that ends the convention, and the fate of the other parties when they are two."""
    near = tuple(point for point in open_points(setting.terms) if _concerns(setting, term, point))
    if holder_leaves(setting, author):
        return tuple(point for point in near if point.kind is not PointKind.GAP)
    asked = any(point.kind is PointKind.GAP for point in near)
    if asked or ends_for_all(setting, term, author) is not None:
        return near
    return (*near, OpenPoint(PointKind.GAP, term.id, term.clause, term.says, OTHERS))


def _concerns(setting: Setting, term: Written[Termination], point: OpenPoint) -> bool:
    about = {reading.body.about for reading in of_kind(setting.terms, Interpretation) if reading.id == point.term_id}
    return point.clause == term.clause or bool(about & _points_of(setting, term))


def _points_of(setting: Setting, term: Written[Termination]) -> set[str | None]:
    """The termination and the contradictions of its article: what a reading of it is about."""
    conflicts = {one.id for one in of_kind(setting.terms, Conflict) if one.clause == term.clause}
    return {term.id, *conflicts}


def _gaps(setting: Setting, term: Written[Termination]) -> Iterator[Written[Gap]]:
    return (gap for gap in of_kind(setting.terms, Gap) if gap.clause == term.clause)


def holder_leaves(setting: Setting, author: Signatory) -> bool:
    """Whether, of three parties or more, the caisse that holds the convention goes: nobody holds it then [house]."""
    return len(setting.signatories) > TWO and author.id == setting.owner


def ends_for_all(setting: Setting, term: Written[Termination], author: Signatory) -> bool | None:
    """Whether the end binds every party: yes between two, or when the caisse that holds the convention goes.

    Between three, otherwise, it is what an agreed reading says; None while there is none.
    """
    if len(setting.signatories) <= TWO or holder_leaves(setting, author):
        return True
    gaps = {gap.id for gap in _gaps(setting, term)}
    chosen = {one.body.chosen for one in _readings(setting) if one.body.about in gaps}
    return "ends_for_all" in chosen if chosen & {"ends_for_all", "goes_on_between_others"} else None


def _readings(setting: Setting) -> Iterator[Written[Interpretation]]:
    return (one for one in of_kind(setting.terms, Interpretation) if one.body.agreed_on and one.body.chosen)


def readings(setting: Setting, term: Written[Termination]) -> tuple[Reading | None, ...]:
    """The readings that stand: the one the parties agreed, else every one the text bears; (None,) for one meaning."""
    about = _points_of(setting, term)
    agreed = {str(one.body.chosen) for one in _readings(setting) if one.body.about in about}
    chosen = tuple(reading for reading in term.body.readings if reading.value in agreed)
    return chosen[-1:] or term.body.readings or (None,)


def start_of(setting: Setting, term: Written[Termination]) -> Start | None:
    """The fact that starts the delay: the one written, unless the parties agreed on another."""
    agreed = [one.body.chosen for one in _readings(setting) if one.body.about == term.id]
    starts = [start for start in Start if start.value in agreed]
    return starts[-1] if starts else term.body.starts
