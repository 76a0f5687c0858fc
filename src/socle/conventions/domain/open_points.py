"""What a text leaves to settle: contradictions, blanks, readings not agreed; never resolved silently (MCP-02).

Source: convention 2 (no order of precedence is written). A dated « interpretation » about a point settles it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from socle.conventions.domain.kinds import Conflict, Gap, Interpretation
from socle.conventions.domain.reading import AnyTerm, of_kind
from socle.kernel.clause import Clause


class PointKind(StrEnum):
    """Why the parties still have something to say."""

    CONFLICT = "conflict"
    GAP = "gap"
    READING = "reading"


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """One point to settle: what the text says, what the parties are asked, what applies meanwhile."""

    kind: PointKind
    term_id: str
    clause: Clause
    says: str
    question: str
    meanwhile: str = ""


def open_points(terms: Iterable[AnyTerm]) -> tuple[OpenPoint, ...]:
    """The points that no agreed reading settles, in the order of the text."""
    found = tuple(terms)
    settled = {term.body.about for term in of_kind(found, Interpretation) if term.body.agreed_on and term.body.about}
    return tuple(point for term in found if term.id not in settled for point in _points(term))


def _points(term: AnyTerm) -> Iterator[OpenPoint]:
    body = term.body
    if isinstance(body, Conflict):
        asks = body.question or f"Lequel l’emporte, de « {term.clause} » ou de « {body.other} » ?"
        yield OpenPoint(PointKind.CONFLICT, term.id, term.clause, term.says, asks)
    if isinstance(body, Gap):
        yield OpenPoint(PointKind.GAP, term.id, term.clause, term.says, f"Il manque : {body.missing}.")
    if isinstance(body, Interpretation) and body.agreed_on is None:
        yield OpenPoint(PointKind.READING, term.id, term.clause, term.says, body.question, body.reading)
