"""Each convention of the actor's body against its national model, by pages; four statements whatever their number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from socle.conventions import catalogue
from socle.conventions.domain.convention import Term
from socle.conventions.domain.entry import model_terms, open_fields
from socle.conventions.domain.gaps import Gaps, gaps
from socle.conventions.domain.kinds import KINDS
from socle.conventions.models import Convention
from socle.conventions.queries.portfolio import ListPage, terms_of_many, visible_to
from socle.conventions.queries.reading import Terms
from socle.kernel.actor import Actor

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class GapLine:
    """One convention and its gaps."""

    convention: Convention
    gaps: Gaps


@cache
def _model(family: str) -> tuple[tuple[Term, ...], dict[str, frozenset[str]]]:
    text = catalogue.model(family) or ""
    return model_terms(text), dict(open_fields(text))


def gaps_page(actor: Actor, at: datetime, number: int) -> tuple[ListPage, list[GapLine]]:
    """One page of the heat map, family after family."""
    rows = visible_to(actor).order_by("family", "title", "id")
    total = rows.count()
    first = (max(number, 1) - 1) * PAGE_SIZE
    shown = list(rows[first : first + PAGE_SIZE])
    terms = terms_of_many([row.id for row in shown], list(KINDS), at)
    more = number + 1 if first + PAGE_SIZE < total else None
    lines = [GapLine(row, _gaps(row, terms.get(row.id, Terms()))) for row in shown]
    return ListPage(total, more, number - 1 if number > 1 else None), lines


def gaps_of(convention: Convention, at: datetime) -> Gaps:
    """The gaps of one convention at an instant."""
    key: UUID = convention.id
    return _gaps(convention, terms_of_many([key], list(KINDS), at).get(key, Terms()))


def _gaps(convention: Convention, terms: Terms) -> Gaps:
    model, blanks = _model(convention.family)
    return gaps(model, terms.all, blanks) if terms.all else Gaps((), 0)
