"""A signed convention as one value, from its rows: what was signed is the text, whatever its model became since."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from socle.conventions.domain.convention import Avenant, Contact, Document, Family, Party, PartyRole
from socle.conventions.domain.convention import Convention as Whole
from socle.conventions.domain.convention import Term as WholeTerm
from socle.conventions.domain.types import Code, DocumentId, PartyId, ServiceCode, SiretText, TerritoryCode
from socle.conventions.domain.words import DocumentKind
from socle.conventions.models import Act, Convention, ConventionDocument, ConventionParty, Term
from socle.conventions.queries.contacts import contacts_of
from socle.conventions.queries.reading import ReadTerm, read_terms
from socle.kernel.deadlines import Calendar

FAMILIES = {family.value: family for family in Family}
KINDS = {kind.value: kind for kind in DocumentKind}
ROLES = {role.value: role for role in PartyRole}


def whole(convention: Convention) -> Whole:
    """Every act signed so far, with its parties and papers; five statements."""
    territory = convention.organisation.territory or "FR"
    calendar = Calendar(territory)
    acts = list(Act.objects.filter(convention=convention).order_by("number"))
    rows = list(Term.objects.filter(convention=convention).order_by("act_number", "position"))
    parties = _parties(convention, acts[0].text if acts else "")
    return Whole(
        family=FAMILIES[convention.family],
        title=convention.title,
        number=convention.number,
        territory=territory,
        effective_on=calendar.day_of(convention.effective_at) if convention.effective_at else None,
        parties=parties,
        documents=_documents(convention),
        contacts=_contacts(convention, parties),
        terms=_terms(rows, 0, calendar),
        avenants=tuple(_avenant(act, rows, calendar) for act in acts if act.number > 0),
    )


def _contacts(convention: Convention, parties: Sequence[Party]) -> tuple[Contact, ...]:
    sides = {party.id for party in parties}
    return tuple(contact for contact in contacts_of(convention.id) if contact.side in sides)


def _parties(convention: Convention, text: str) -> tuple[Party, ...]:
    names = [table.get("id") for table in tomllib.loads(text).get("parties", ())]
    rows = ConventionParty.objects.filter(convention=convention).select_related("party").order_by("position")
    return tuple(
        Party(
            id=PartyId(names[rank] if rank < len(names) else f"partie-{rank + 1}"),
            role=ROLES[row.role],
            name=row.party.legal_name,
            seat=row.party.seat,
            representative=row.representative,
            capacity=row.capacity,
            siret=SiretText(row.party.siret),
            nature=Code(row.party.nature or "other"),
            territory=TerritoryCode(row.party.territory) if row.party.territory else None,
            is_public=row.party.is_public_body,
            formalities_done_on=row.formalities_done_on,
        )
        for rank, row in enumerate(rows)
    )


def _documents(convention: Convention) -> tuple[Document, ...]:
    return tuple(
        document_of(row) for row in ConventionDocument.objects.filter(convention=convention).order_by("position")
    )


def document_of(row: ConventionDocument) -> Document:
    """A paper of the tree, as the rules read it."""
    return Document(
        id=DocumentId(row.key),
        kind=KINDS[row.kind],
        title=row.title,
        parent=DocumentId(row.parent_key) if row.parent_key else None,
        service=ServiceCode(row.service) if row.service else None,
        signed_on=row.signed_on,
        received_on=row.received_on,
        ended_on=row.ended_on,
    )


def _avenant(act: Act, rows: Iterable[Term], calendar: Calendar) -> Avenant:
    mine = [row for row in rows if row.act_number == act.number]
    return Avenant(
        number=act.number,
        title=act.title or f"Avenant n° {act.number}",
        signed_on=act.signed_on,
        effective_on=calendar.day_of(act.effective_at),
        terms=_terms(mine, act.number, calendar),
        ends=tuple(row.term_key for row in mine if row.is_end),
    )


def _terms(rows: Iterable[Term], act: int, calendar: Calendar) -> tuple[WholeTerm, ...]:
    return tuple(_term(row, calendar) for row in rows if row.act_number == act and not row.is_end)


def _term(row: Term, calendar: Calendar) -> WholeTerm:
    read: ReadTerm[Any] = read_terms([_columns(row)]).all[0]
    last = row.validity.upper
    until = calendar.day_of(last) - timedelta(days=1) if last else None
    return WholeTerm(read.id, read.clause, read.says, read.position, read.body, until)


def _columns(row: Term) -> Mapping[str, Any]:
    return {
        "term_key": row.term_key,
        "clause": row.clause,
        "says": row.says,
        "position": row.position,
        "kind": row.kind,
        "body": row.body,
    }
