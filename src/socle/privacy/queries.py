"""What the conventions of an organisation say of the reading of traces, and who may be looked for in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from socle.conventions.domain.kinds import TraceAccess
from socle.conventions.queries.portfolio import terms_of_many, visible_to
from socle.conventions.queries.reading import ReadTerm
from socle.kernel.actor import Actor
from socle.organismes import directory
from socle.organismes.queries import members

MOST = 500


def access_terms(actor: Actor, at: datetime) -> Sequence[ReadTerm[TraceAccess]]:
    """The terms on traces of every convention that the actor's organisation signed, in force at `at`."""
    signed = list(visible_to(actor).order_by("effective_at").values_list("id", flat=True))
    found = terms_of_many(signed, (TraceAccess.kind,), at)
    return [term for key in signed if key in found for term in found[key].of(TraceAccess)]


def people_to_find(actor: Actor, at: datetime) -> list[tuple[str, object]]:
    """Colleagues, and for a caisse the people of its partners, as choices of a form."""
    if not actor.is_caisse:
        return list(_choices(actor.organisation_id, at))
    return [(body.legal_name, _choices(body.id, at)) for body in directory.bodies()]


def _choices(organisation_id: object, at: datetime) -> list[tuple[str, str]]:
    rows = members(organisation_id, at)[:MOST]  # type: ignore[arg-type]
    return [(str(row.person_id), f"{row.person.last_name} {row.person.first_name}") for row in rows]
