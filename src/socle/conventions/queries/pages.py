"""One convention as its pages show it: parties, papers, acts, terms in the order of the text, at an instant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from socle.conventions.domain.agenda import NextDate, state_at
from socle.conventions.domain.body import Body
from socle.conventions.domain.kinds import Seats, Service
from socle.conventions.domain.life import State
from socle.conventions.domain.open_points import OpenPoint, open_points
from socle.conventions.models import Act, Convention, ConventionDocument, ConventionParty, Term
from socle.conventions.queries.opening import opening_of
from socle.conventions.queries.portfolio import dates_of, end_for, loaded, visible_to
from socle.conventions.queries.reading import ReadTerm, Terms, read_terms
from socle.kernel.actor import Actor
from socle.kernel.clause import Clause
from socle.kernel.decision import Decision

SHEET_TERMS = """
select coalesce(jsonb_agg(to_jsonb(term) order by term.position), '[]')
from (
  select distinct on (t.term_key)
         t.term_key, t.kind, t.clause, t.says, t.position, t.body, t.is_end, t.act_number,
         lower(t.validity) as since, upper(t.validity) as until, a.nature as act_nature
  from conventions_term t
  join conventions_act a on a.id = t.act_id
  where t.convention_id = %s and t.validity @> %s
  order by t.term_key, t.act_number desc
) term
where not term.is_end
"""


NATURES = {"avenant": "avenant", "reading": "lecture convenue", "decision": "décision"}


@dataclass(frozen=True, slots=True)
class SheetTerm:
    """A term in force with its place in time: since when, until when, by which act."""

    term: ReadTerm[Body]
    since: datetime
    until: datetime | None
    act_nature: str = "avenant"

    @property
    def act_label(self) -> str:
        return act_label(self.term.act_number, self.act_nature)


@dataclass(frozen=True, slots=True)
class ServiceState:
    """One service of the convention, and whether it is open."""

    service: Service
    clause: Clause
    opening: Decision


@dataclass(frozen=True, slots=True)
class ConventionSheet:
    """Everything the page of a convention shows, read in a constant number of statements."""

    convention: Convention
    state: State
    parties: tuple[ConventionParty, ...]
    documents: tuple[ConventionDocument, ...]
    acts: tuple[Act, ...]
    terms: tuple[SheetTerm, ...]
    services: tuple[ServiceState, ...]
    dates: tuple[NextDate, ...]
    points: tuple[OpenPoint, ...]

    @property
    def seats(self) -> tuple[ReadTerm[Seats], ...]:
        return self.read.of(Seats)

    def item(self, key: str) -> SheetTerm | None:
        """The term of that identifier, None when it is not in force at that instant."""
        return next((item for item in self.terms if item.term.id == key), None)

    @property
    def read(self) -> Terms:
        return Terms(tuple(item.term for item in self.terms))


def act_label(number: int, nature: str = "avenant") -> str:
    """How an act is called: the convention, else what it is, by its number in the one series of acts."""
    return "convention" if number == 0 else f"{NATURES.get(nature, nature)} n° {number}"


def convention_of(convention_id: UUID, actor: Actor) -> Convention | None:
    """The convention, None when the actor's organisation is not a party to it."""
    return visible_to(actor).select_related("organisation").filter(id=convention_id).first()


def convention_sheet(convention: Convention, actor: Actor, at: datetime) -> ConventionSheet:
    """The convention as it stands at `at` for the party that reads it; its papers as they stand now."""
    parties = tuple(ConventionParty.objects.filter(convention=convention).select_related("party").order_by("position"))
    documents = tuple(ConventionDocument.objects.filter(convention=convention).order_by("position"))
    acts = tuple(Act.objects.filter(convention=convention).defer("text").order_by("number"))
    terms = sheet_terms(convention.id, at)
    end = end_for(convention, parties, actor.organisation_id)
    read = Terms(tuple(item.term for item in terms))
    return ConventionSheet(
        convention=convention,
        state=state_at(convention.effective_at, end.at, at),
        parties=parties,
        documents=documents,
        acts=acts,
        terms=terms,
        services=_services(convention, read, documents, parties, at),
        dates=dates_of(convention, read, at, end),
        points=open_points(read),
    )


def sheet_terms(convention_id: UUID, at: datetime) -> tuple[SheetTerm, ...]:
    """The terms in force at `at`, in the order of the text."""
    with connection.cursor() as cursor:
        cursor.execute(SHEET_TERMS, (convention_id, at))
        (found,) = cursor.fetchone()
    return tuple(_sheet_term(row) for row in loaded(found))


def _sheet_term(row: Mapping[str, Any]) -> SheetTerm:
    until = datetime.fromisoformat(row["until"]) if row["until"] else None
    return SheetTerm(read_terms([row]).all[0], datetime.fromisoformat(row["since"]), until, row["act_nature"])


def _services(
    convention: Convention,
    terms: Terms,
    documents: Sequence[ConventionDocument],
    parties: Sequence[ConventionParty],
    at: datetime,
) -> tuple[ServiceState, ...]:
    papers = [document_row(paper) for paper in documents]
    signatories = [party_row(party) for party in parties]
    territory = convention.organisation.territory
    return tuple(
        ServiceState(term.body, term.clause, opening_of(terms, papers, signatories, term.body.code, at, territory))
        for term in terms.of(Service)
    )


def document_row(paper: ConventionDocument) -> dict[str, str | None]:
    """A paper as the rule of opening reads it."""
    return {
        "key": paper.key,
        "kind": paper.kind,
        "title": paper.title,
        "service": paper.service,
        "parent_key": paper.parent_key,
        "signed_on": paper.signed_on.isoformat() if paper.signed_on else None,
        "received_on": paper.received_on.isoformat() if paper.received_on else None,
        "ended_on": paper.ended_on.isoformat() if paper.ended_on else None,
    }


def party_row(party: ConventionParty) -> dict[str, str | None]:
    """A party as the rule of opening reads it."""
    done = party.formalities_done_on
    return {
        "role": party.role,
        "name": party.party.legal_name,
        "formalities_done_on": done.isoformat() if done else None,
    }


def versions_of(convention_id: UUID, term_key: str) -> list[Term]:
    """Every version of a term, the latest act first."""
    rows = Term.objects.filter(convention_id=convention_id, term_key=term_key).select_related("act")
    return list(rows.order_by("-act_number"))
