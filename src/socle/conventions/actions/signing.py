"""Sign a text: check it, then project it in one transaction into parties, documents, acts and terms (house.md)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID, uuid4

from socle.conventions.actions.journal import trace_on
from socle.conventions.domain.check import Checked, check
from socle.conventions.domain.convention import Convention as Text
from socle.conventions.domain.convention import Document, Party
from socle.conventions.domain.force import Row, midnight, projection
from socle.conventions.domain.life import last_day
from socle.conventions.models import Act, Convention, ConventionDocument, ConventionParty, Term
from socle.database.constraints import register
from socle.kernel.actor import Actor
from socle.kernel.clause import Clause
from socle.kernel.deadlines import Calendar
from socle.kernel.decision import Refused, refuse
from socle.organismes.queries import Organisation, organisations_by_siret

NUMBER = Clause("convention", "en-tête")
SAME_NUMBER = refuse(
    "convention_exists",
    "Une convention de cette famille porte déjà ce numéro.",
    clause=NUMBER,
    fix="Donnez-lui un rang (« rank = 2 »), ou signez un avenant à la convention existante.",
)
register("convention_number_once", SAME_NUMBER)
register("convention_slug_once", SAME_NUMBER)


def sign(
    text: str,
    model_text: str | None,
    *,
    slug: str,
    actor: Actor | None,
    at: datetime,
    identity: UUID | None = None,
) -> Convention:
    """Record a text signed by all its parties; refused, with its first error and remedy, when it is not sound.

    `identity` is that of its draft, which the convention keeps: its papers and their signatures stay at their address.
    """
    signed = _sound(check(text, model_text))
    if signed.starts_on is None:
        raise Refused(
            refuse("not_signed", "La convention n'est pas signée.", clause=NUMBER, fix="Ajoutez « signed_on ».")
        )
    parties = _parties(signed.parties)
    convention = _convention(signed, parties, slug, identity or uuid4())
    _record_parties(convention, signed.parties, parties)
    record_documents(convention, signed.documents, signed.documents)
    acts = _record_acts(convention, signed, text, at)
    rows = projection(signed)
    record_terms(convention, acts, rows)
    trace_on(
        convention,
        "convention:convention:signed",
        {"terms": len(rows), "digest": digest_of(text), "effective_on": signed.starts_on.isoformat()},
        actor=actor,
        at=at,
        clause=NUMBER,
    )
    return convention


def _sound(checked: Checked) -> Text:
    if checked.convention is not None:
        return checked.convention
    first = checked.errors[0]
    raise Refused(
        refuse("text_not_sound", f"Ligne {first.line} : {first.what}.", clause=NUMBER, fix=f"{first.remedy}.")
    )


def _parties(parties: Iterable[Party]) -> dict[str, Organisation]:
    """The organisation of each party, by its SIRET; an unknown one is refused."""
    known = organisations_by_siret(party.siret for party in parties)
    for party in parties:
        if party.siret not in known:
            raise Refused(
                refuse(
                    "unknown_party",
                    f"« {party.name} » (SIRET {party.siret}) n'est pas un organisme connu.",
                    clause=NUMBER,
                    fix="Inscrivez d'abord cet organisme, ou corrigez son SIRET.",
                )
            )
    return {party.id: known[party.siret] for party in parties}


def _convention(signed: Text, parties: dict[str, Organisation], slug: str, identity: UUID) -> Convention:
    owner = next((parties[party.id] for party in signed.parties if party.role == "caisse"), None)
    calendar = Calendar(signed.territory or "FR")
    start = signed.starts_on
    assert start is not None
    end = last_day(signed)
    return Convention.objects.create(
        id=identity,
        organisation=owner or parties[signed.parties[0].id],
        family=signed.family.value,
        number=signed.reference,
        title=signed.title,
        slug=slug,
        signed_on=signed.root.signed_on if signed.root else start,
        effective_at=midnight(start, calendar),
        ends_at=midnight(date.fromordinal(end.toordinal() + 1), calendar) if end else None,
    )


def _record_parties(convention: Convention, parties: Iterable[Party], known: dict[str, Organisation]) -> None:
    ConventionParty.objects.bulk_create(
        ConventionParty(
            organisation_id=convention.organisation_id,
            convention=convention,
            party=known[party.id],
            position=position,
            key=party.id,
            role=party.role.value,
            representative=party.representative,
            capacity=party.capacity,
            formalities_done_on=party.formalities_done_on,
        )
        for position, party in enumerate(parties)
    )


def record_documents(convention: Convention, papers: Iterable[Document], tree: Iterable[Document]) -> None:
    """Write papers at their place in the tree."""
    places = {paper.id: position for position, paper in enumerate(tree)}
    ConventionDocument.objects.bulk_create([_document(paper, convention, places[paper.id]) for paper in papers])


def _document(paper: Document, convention: Convention, position: int) -> ConventionDocument:
    return ConventionDocument(
        organisation_id=convention.organisation_id,
        convention=convention,
        key=paper.id,
        kind=paper.kind.value,
        parent_key=paper.parent or "",
        title=paper.title,
        service=paper.service or "",
        signed_on=paper.signed_on,
        received_on=paper.received_on,
        ended_on=paper.ended_on,
        position=position,
    )


def _record_acts(convention: Convention, signed: Text, text: str, at: datetime) -> dict[int, UUID]:
    """One row per signed act: 0 for the convention, then its avenants."""
    calendar = Calendar(signed.territory or "FR")
    days = [(0, convention.signed_on, signed.starts_on)]
    days += [(avenant.number, avenant.signed_on, avenant.effective_on) for avenant in signed.avenants]
    acts = {}
    for number, signed_on, effective_on in days:
        assert effective_on is not None
        act = Act.objects.create(
            organisation_id=convention.organisation_id,
            convention=convention,
            number=number,
            signed_on=signed_on or effective_on,
            effective_at=midnight(effective_on, calendar),
            recorded_at=at,
            text=text if number == 0 else "",
            sha256=digest_of(text),
        )
        acts[number] = act.id
    return acts


def record_terms(convention: Convention, acts: Mapping[int, UUID], rows: Iterable[Row]) -> None:
    """Write the rows of signed acts; nothing changes them afterwards."""
    Term.objects.bulk_create([_term(row, convention, acts[row.act]) for row in rows])


def _term(row: Row, convention: Convention, act_id: UUID) -> Term:
    return Term(
        organisation_id=convention.organisation_id,
        convention=convention,
        act_id=act_id,
        act_number=row.act,
        term_key=row.term_id,
        kind=row.kind,
        clause=row.clause,
        says=row.says,
        position=row.position,
        validity=(row.valid_from, row.valid_to),
        is_end=row.is_end,
        body=dict(row.body),
    )


def digest_of(text: str) -> str:
    """The fingerprint of a signed text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
