"""What an address asks of a list, read once for its page and for its export: the same query, whole or by pages."""

from __future__ import annotations

from uuid import UUID

from django.http import QueryDict

from socle.habilitations.domain.matrix import CellState
from socle.habilitations.domain.states import RightState
from socle.habilitations.queries.listing import EVERY, LASTING, RightsFilter
from socle.habilitations.queries.matrix.people import NOTHING, SORTS, MatrixFilter
from socle.habilitations.queries.matrix.reading import Frame
from socle.organismes.directory import PeopleFilter

STATES = frozenset({*CellState, NOTHING})
RIGHT_STATES = frozenset({*RightState, EVERY})
LONGEST_WORDS = 80
KEPT_OUT = ("suite", "apres", "avant", "csrfmiddlewaretoken", "format")


def words_of(query: QueryDict) -> str:
    """The words looked for in names."""
    return query.get("q", "").strip()[:LONGEST_WORDS]


def state_asked(query: QueryDict) -> str:
    """The state of the rights listed; `toutes` is how views saved before this filter ask for all of them."""
    asked = query.get("etat") or (EVERY if query.get("toutes") else LASTING)
    return asked if asked in RIGHT_STATES else LASTING


def rights_asked(query: QueryDict, body_id: UUID) -> RightsFilter:
    return RightsFilter(
        body_id,
        service=query.get("service", "")[:20],
        profile=query.get("profil", "")[:20],
        words=words_of(query),
        state=state_asked(query),
    )


def matrix_asked(query: QueryDict, body_id: UUID, frame: Frame) -> MatrixFilter:
    """An answer that is not one of the choices asks nothing."""
    scopes = {str(column.scope_id) for column in frame.all if column.scope_id}
    scope, state, sort = query.get("lieu", ""), query.get("etat", ""), query.get("tri", "")
    return MatrixFilter(
        body_id,
        service=query.get("service", "")[:20],
        profile=query.get("profil", "")[:20],
        scope=scope if scope in scopes else "",
        state=state if state in STATES else "",
        words=words_of(query),
        group=query.get("groupe", "") if query.get("groupe", "") in dict(frame.groups) else "",
        sort=sort if sort.removeprefix("-") in SORTS else "nom",
        columns=tuple(query.getlist("colonnes")),
    )


def people_asked(query: QueryDict, body_id: UUID) -> PeopleFilter:
    return PeopleFilter(body_id, words_of(query), query.get("service", "")[:120])


def filter_text(query: QueryDict) -> str:
    """The filter as an address keeps it: no page, no empty answer."""
    kept = query.copy()
    for name in (*KEPT_OUT, *(name for name in query if not any(query.getlist(name)))):
        kept.pop(name, None)
    return kept.urlencode()
