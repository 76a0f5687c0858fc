"""What the conventions of an organisation say of the reading of traces, and who may be looked for in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from socle.conventions.domain.kinds import Purpose, TraceAccess
from socle.conventions.queries.portfolio import signed_with, terms_of_many
from socle.conventions.queries.reading import ReadTerm
from socle.conventions.queries.written import terms_written
from socle.habilitations.queries.offers import Names
from socle.kernel.actor import Actor
from socle.organismes.choosing import Chosen, chosen_body
from socle.organismes.queries import members
from socle.traces.queries import TraceLine

MOST = 500
MOST_CONVENTIONS = 60  # more than a page of traces has lines


def access_terms(actor: Actor, at: datetime) -> Sequence[ReadTerm[TraceAccess]]:
    """The terms on traces of every convention that the actor's organisation signed, in force at `at`."""
    return terms_written(actor.organisation_id, (TraceAccess.kind,), at).of(TraceAccess)


def names_known(actor: Actor, lines: Sequence[TraceLine], at: datetime) -> Names:
    """The labels of the purposes in the conventions of whoever acted on these lines, in two statements."""
    others = {one for line in lines if (one := line.event.organisation_id) and one != actor.organisation_id}
    found = terms_of_many(signed_with(actor, others, limit=MOST_CONVENTIONS), (Purpose.kind,), at).values()
    labels: dict[tuple[str, str], str] = {
        (term.body.service, term.body.code): term.body.label for terms in found for term in terms.of(Purpose)
    }
    return Names({}, labels, {})


@dataclass(frozen=True, slots=True)
class People:
    """Whom traces may be looked for: the people of one body, and the bodies a caisse may choose from."""

    body: Chosen
    people: tuple[tuple[str, str], ...]


def people_to_find(actor: Actor, query: Mapping[str, str], at: datetime) -> People:
    """One's colleagues; for a caisse, the people of the body it chose, its own by default."""
    body = chosen_body(actor, query, with_own=True)
    rows = members(body.id, at)[:MOST]
    people = tuple((str(row.person_id), f"{row.person.last_name} {row.person.first_name}") for row in rows)
    return People(body, people)
