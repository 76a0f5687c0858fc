"""The papers of a convention as they are printed: the terms in force at an instant, the first text, an avenant."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from socle.conventions.domain.changes import Change, changes
from socle.conventions.domain.convention import Contact, Document
from socle.conventions.domain.paper import Paper, paper
from socle.conventions.domain.words import DocumentKind, Side
from socle.conventions.models import Act, Convention, ConventionDocument, ConventionParty, Draft
from socle.conventions.queries.contacts import contacts_in, signed_text
from socle.conventions.queries.reading import ReadTerm, Terms, read_terms, terms_at
from socle.conventions.queries.whole import document_of
from socle.kernel.deadlines import Calendar
from socle.papers.seal import Seal
from socle.traces.domain.event import Log
from socle.traces.heads import head_of

KINDS = {kind.value: kind for kind in DocumentKind}
SIDES = {"caisse": Side.CAISSE, "partner": Side.PARTNER}
OF_ACT = """
select coalesce(jsonb_agg(to_jsonb(t) order by t.position, t.term_key), '[]')
from conventions_term t
where t.convention_id = %s and t.act_number = %s
"""
FOUND_BY_ACT = """
select coalesce(jsonb_agg(to_jsonb(term) order by term.position), '[]')
from (
  select distinct on (t.term_key) t.term_key, t.kind, t.clause, t.says, t.position, t.body, t.is_end, t.act_number
  from conventions_term t
  where t.convention_id = %s and t.act_number < %s
  order by t.term_key, t.act_number desc
) term
where not term.is_end
"""


@dataclass(frozen=True, slots=True)
class Bundle:
    """What every paper of a convention needs: its parties, its tree, its acts, its interlocutors.

    Of a `draft`, the convention and its parties are those that the last signature will record.
    """

    convention: Convention
    parties: tuple[ConventionParty, ...]
    documents: tuple[Document, ...]
    acts: tuple[Act, ...]
    contacts: tuple[Contact, ...]
    sides: Mapping[str, Side]
    draft: Draft | None = None

    def side_of(self, contact: Contact) -> Side:
        """The side of the party that a contact answers for."""
        return self.sides.get(contact.side, Side.ALL)

    def document(self, key: str) -> Document | None:
        return next((document for document in self.documents if document.id == key), None)

    def avenant(self, number: str) -> Act | None:
        """The avenant of that number, None for the first text."""
        return next((act for act in self.acts if act.number and str(act.number) == number), None)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The paper asked for: as the text stands at an instant, or as it was first signed."""

    key: str
    at: datetime
    as_signed: bool = False


@dataclass(frozen=True, slots=True)
class Print:
    """One paper, ready to be set: what surrounds it, its terms, the day it tells, the checkpoint it carries."""

    bundle: Bundle
    paper: Paper
    day: date
    as_signed: bool
    seal: Seal | None

    @property
    def title(self) -> str:
        return self.paper.document.title


def bundle_of(convention: Convention) -> Bundle:
    """The papers of a convention; five statements whatever their number."""
    parties = ConventionParty.objects.filter(convention=convention).select_related("party").order_by("position")
    text = tomllib.loads(signed_text(convention.id))
    documents = ConventionDocument.objects.filter(convention=convention).order_by("position")
    return Bundle(
        convention=convention,
        parties=tuple(parties),
        documents=tuple(document_of(row) for row in documents),
        acts=tuple(Act.objects.filter(convention=convention).defer("text").order_by("number")),
        contacts=contacts_in(text),
        sides={row["id"]: SIDES[row["role"]] for row in text.get("parties", ()) if row.get("role") in SIDES},
    )


def print_of(convention: Convention, wanted: Wanted) -> Print | None:
    """A paper of a convention, None when its tree has none of that name."""
    bundle = bundle_of(convention)
    document = bundle.document(wanted.key)
    if document is None:
        return None
    terms = terms_of(convention.id, wanted.at, as_signed=wanted.as_signed)
    composed = paper(document, bundle.documents, terms.all)
    day = Calendar(convention.organisation.territory or "FR").day_of(wanted.at)
    return Print(bundle, composed, day, wanted.as_signed, seal_of_papers())


def terms_of(convention_id: UUID, at: datetime, *, as_signed: bool) -> Terms:
    """The terms in force at `at`, avenants folded in; or those of the first signature, whatever came since."""
    return read_terms(_rows(OF_ACT, convention_id, 0)) if as_signed else terms_at(convention_id, at)


def changes_of(convention_id: UUID, number: int) -> tuple[Change, ...]:
    """What an avenant changes in the terms that the acts before it left."""
    rows = _rows(OF_ACT, convention_id, number)
    before: Mapping[str, ReadTerm[Any]] = {
        term.id: term for term in read_terms(_rows(FOUND_BY_ACT, convention_id, number))
    }
    written = read_terms([row for row in rows if not row["is_end"]])
    return changes(before, written.all, (row["term_key"] for row in rows if row["is_end"]))


def papers_brought_by(bundle: Bundle, act: Act) -> tuple[Document, ...]:
    """The papers of the tree that an avenant brought, as its signed text names them."""
    text = Act.objects.values_list("text", flat=True).get(id=act.id)
    named = {row.get("id") for one in tomllib.loads(text).get("avenants", ()) for row in one.get("documents", ())}
    return tuple(document for document in bundle.documents if document.id in named)


def seal_of_papers() -> Seal | None:
    """The checkpoint that the papers of conventions print: of the log that keeps signatures."""
    head = head_of(Log.HABILITATIONS)
    return Seal(head.log, head.size, head.root, head.at) if head else None


def _rows(statement: str, convention_id: UUID, number: int) -> Sequence[Mapping[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, (convention_id, number))
        (found,) = cursor.fetchone()
    rows: Sequence[Mapping[str, Any]] = json.loads(found) if isinstance(found, str) else found
    return rows
