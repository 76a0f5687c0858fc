"""What the conventions of an organisation say of the reading of traces, and who may be looked for in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from socle.conventions.domain.kinds import Purpose, TraceAccess
from socle.conventions.queries.portfolio import terms_of_many, visible_to
from socle.conventions.queries.reading import ReadTerm
from socle.habilitations.queries.offers import Names
from socle.kernel.actor import Actor
from socle.organismes import directory
from socle.organismes.queries import members

MOST = 500


def access_terms(actor: Actor, at: datetime) -> Sequence[ReadTerm[TraceAccess]]:
    """The terms on traces of every convention that the actor's organisation signed, in force at `at`."""
    signed = list(visible_to(actor).order_by("effective_at").values_list("id", flat=True))
    found = terms_of_many(signed, (TraceAccess.kind,), at)
    return [term for key in signed if key in found for term in found[key].of(TraceAccess)]


def names_known(actor: Actor, at: datetime) -> Names:
    """The labels of the purposes of every convention signed, in one statement."""
    signed = list(visible_to(actor).values_list("id", flat=True))
    found = terms_of_many(signed, (Purpose.kind,), at).values()
    labels: dict[tuple[str, str], str] = {
        (term.body.service, term.body.code): term.body.label for terms in found for term in terms.of(Purpose)
    }
    return Names({}, labels, {})


@dataclass(frozen=True, slots=True)
class People:
    """Whom traces may be looked for: the people of one body, and the bodies a caisse may choose from."""

    body: UUID
    bodies: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, str], ...]


def people_to_find(actor: Actor, organisation: str, at: datetime) -> People:
    """One's colleagues; for a caisse, the people of the body it chose, its own by default."""
    bodies = tuple((str(row.id), row.legal_name) for row in directory.bodies()) if actor.is_caisse else ()
    chosen = next((UUID(key) for key, _ in bodies if key == organisation), actor.organisation_id)
    rows = members(chosen, at)[:MOST]
    people = tuple((str(row.person_id), f"{row.person.last_name} {row.person.first_name}") for row in rows)
    return People(chosen, bodies, people)
