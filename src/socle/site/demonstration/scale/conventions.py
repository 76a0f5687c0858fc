"""The drawn conventions as signing would write them: one text is read for each variant, SQL repeats its terms."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from socle.conventions.domain.convention import Convention as Text
from socle.conventions.domain.force import midnight, projection
from socle.conventions.domain.kinds import Seats
from socle.kernel.deadlines import Calendar
from socle.site.demonstration.scale import texts
from socle.site.demonstration.scale.bodies import Partner, drawn_id
from socle.site.demonstration.scale.tables import Act, Convention, ConventionDocument, ConventionParty
from socle.site.demonstration.scale.texts import Variant
from socle.site.demonstration.scale.writing import copy, execute, write

STAGING = """
create unlogged table {schema}.convention (convention_id uuid, act_id uuid, variant int, siret text);
create unlogged table {schema}.term (
  variant int, term_key text, kind text, clause text, says text, position int, validity tstzrange, body text,
  is_own bool
)
"""
TERMS = """
insert into conventions_term (
  id, organisation_id, convention_id, act_id, act_number, term_key, kind, clause, says, position, validity, is_end, body
)
select md5(c.convention_id::text || t.term_key)::uuid, %(caisse)s, c.convention_id, c.act_id, 0, t.term_key, t.kind,
       t.clause, t.says, t.position, t.validity, false,
       (case when t.is_own then replace(t.body, %(sample)s, left(c.siret, 9)) else t.body end)::jsonb
from {schema}.convention c join {schema}.term t on t.variant = c.variant
"""
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Signed:
    """One variant of text, read once: every partner of the variant signs the same terms."""

    rank: int
    text: Text
    effective_at: datetime

    @property
    def ceilings(self) -> dict[str, Seats]:
        """The seats that the text opens, by term."""
        return {term.id: term.body for term in self.text.terms if isinstance(term.body, Seats) and term.body.opened}


def signed_texts(partners: Iterable[Partner]) -> dict[Variant, Signed]:
    """One text for each variant, checked as any text is before it is signed."""
    found: dict[Variant, Signed] = {}
    for partner in partners:
        if partner.variant not in found:
            written = texts.text_of(partner.variant, name=texts.SAMPLE_NAME, siret=texts.SAMPLE_SIRET)
            text = texts.read_text(written)
            effective_at = midnight(partner.variant.signed_on, Calendar(text.territory))
            found[partner.variant] = Signed(len(found), text, effective_at)
    return found


def write_conventions(
    partners: list[Partner], signed: Mapping[Variant, Signed], caisse: UUID, draw: Random, at: datetime
) -> int:
    """Conventions, parties, papers, acts, then every term; how many terms."""
    write(Convention, (_convention(one, signed[one.variant], caisse) for one in partners))
    write(ConventionParty, (row for one in partners for row in _parties(one, caisse, draw)))
    papers = (row for one in partners for row in _documents(one, signed[one.variant].text, caisse, draw))
    write(ConventionDocument, papers)
    write(Act, (_act(one, signed[one.variant], caisse, at) for one in partners))
    for statement in STAGING.split(";"):
        execute(statement)
    copy("convention", ("convention_id", "act_id", "variant", "siret"), _signatures(partners, signed))
    columns = ("variant", "term_key", "kind", "clause", "says", "position", "validity", "body", "is_own")
    copy("term", columns, (row for one in signed.values() for row in _terms(one)))
    return execute(TERMS, {"caisse": caisse, "sample": texts.SAMPLE_SIREN})


def _signatures(partners: list[Partner], signed: Mapping[Variant, Signed]) -> Iterator[tuple[Any, ...]]:
    return ((one.convention_id, one.act_id, signed[one.variant].rank, one.siret) for one in partners)


def _convention(partner: Partner, signed: Signed, caisse: UUID) -> Row:
    return {
        "id": partner.convention_id,
        "organisation_id": caisse,
        "family": signed.text.family.value,
        "number": partner.siret,
        "title": signed.text.title.replace(texts.SAMPLE_NAME, partner.name),
        "slug": f"echelle-{partner.siret}",
        "signed_on": partner.variant.signed_on,
        "effective_at": signed.effective_at,
    }


def _parties(partner: Partner, caisse: UUID, draw: Random) -> Iterator[Row]:
    for position, (party, role) in enumerate(((caisse, "caisse"), (partner.id, "partner"))):
        yield {
            "id": drawn_id(draw),
            "organisation_id": caisse,
            "convention_id": partner.convention_id,
            "party_id": party,
            "position": position,
            "role": role,
            "representative": "Représentant légal fictif",
            "capacity": "représentant légal",
            "formalities_done_on": texts.FORMALITIES,
        }


def _documents(partner: Partner, text: Text, caisse: UUID, draw: Random) -> Iterator[Row]:
    for position, paper in enumerate(text.documents):
        yield {
            "id": drawn_id(draw),
            "organisation_id": caisse,
            "convention_id": partner.convention_id,
            "key": paper.id,
            "kind": paper.kind.value,
            "parent_key": paper.parent or "",
            "title": paper.title,
            "service": paper.service or "",
            "signed_on": paper.signed_on,
            "received_on": paper.received_on,
            "position": position,
        }


def _act(partner: Partner, signed: Signed, caisse: UUID, at: datetime) -> Row:
    text = texts.text_of(partner.variant, name=partner.name, siret=partner.siret)
    return {
        "id": partner.act_id,
        "organisation_id": caisse,
        "convention_id": partner.convention_id,
        "number": 0,
        "signed_on": partner.variant.signed_on,
        "effective_at": signed.effective_at,
        "recorded_at": at,
        "text": text,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
    }


def _terms(signed: Signed) -> Iterator[tuple[Any, ...]]:
    for row in projection(signed.text):
        body = json.dumps(dict(row.body), ensure_ascii=False)
        period = DateTimeTZRange(row.valid_from, row.valid_to)
        is_own = texts.SAMPLE_SIREN in body
        yield signed.rank, row.term_id, row.kind, row.clause, row.says, row.position, period, body, is_own
