"""Record what changes without an avenant: a paper, by a letter; a clause, by a new law (MCP-05, DRT-12)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from socle.conventions.actions.journal import trace_on
from socle.conventions.actions.signing import digest_of, record_terms
from socle.conventions.domain import light
from socle.conventions.domain.access import may_amend, may_prepare
from socle.conventions.domain.avenant import known_before, next_number
from socle.conventions.domain.convention import Avenant, Contact
from socle.conventions.domain.convention import Convention as Whole
from socle.conventions.domain.fields import write
from socle.conventions.domain.force import avenant_rows, midnight, terms_in_force
from socle.conventions.models import Act, Convention, ConventionDocument, PaperChange
from socle.conventions.queries.whole import whole
from socle.database.constraints import register
from socle.kernel.actor import Actor
from socle.kernel.deadlines import Calendar
from socle.kernel.decision import Refused, refuse

UNKNOWN = refuse("paper_unknown", "Ce papier n'existe pas dans la convention.", fix="Choisissez-le dans l'arbre.")
MEANWHILE = refuse(
    "paper_changed_meanwhile",
    "Quelqu'un d'autre vient de changer ce papier.",
    fix="Rechargez la page, puis recommencez si c'est encore utile.",
)
register("paper_change_rank_once", MEANWHILE)


def change_paper(
    convention_id: UUID, key: str, change: light.PaperChange, contacts: Sequence[Contact], *, actor: Actor, at: datetime
) -> PaperChange:
    """Record the letter by which a party changes a paper; refused, with its clause, for what needs an avenant."""
    may_prepare(actor).or_raise()
    convention = Convention.objects.select_related("organisation").get(id=convention_id)
    text = whole(convention)
    today = Calendar(text.territory or "FR").day_of(at)
    paper = next((one for one in text.documents if one.id == key), None)
    if paper is None:
        raise Refused(UNKNOWN)
    decision = light.may_change_paper(terms_in_force(text, today), paper, change, today)
    decision.or_raise()
    row = PaperChange.objects.create(
        organisation_id=convention.organisation_id,
        convention=convention,
        document_key=key,
        rank=PaperChange.objects.filter(convention=convention, document_key=key).count() + 1,
        party_id=actor.organisation_id,
        form=change.form.value,
        clause=str(decision.clause),
        dated_on=change.dated_on,
        received_on=change.received_on,
        is_resent=change.is_resent,
        evidence=change.evidence.strip()[:300],
        contacts=[write(one) for one in contacts],
        changed_at=at,
        changed_by_id=actor.person_id,
    )
    title = ConventionDocument.objects.values_list("title", flat=True).get(convention=convention, key=key)
    payload = {"paper": title, "received_on": change.received_on.isoformat()}
    trace_on(convention, "convention:paper:changed", payload, actor=actor, at=at, clause=row.clause)
    return row


def void_term(convention_id: UUID, key: str, law: str, law_on: date, *, actor: Actor, at: datetime) -> Act:
    """Record that a new law voids a term: it ends from that day, and the parties choose what follows."""
    convention = Convention.objects.select_related("organisation").get(id=convention_id)
    may_amend(actor, convention.organisation_id).or_raise()
    Convention.objects.select_for_update().only("id").get(pk=convention_id)
    text = whole(convention)
    calendar = Calendar(text.territory or "FR")
    today = calendar.day_of(at)
    decision = light.may_void(terms_in_force(text, today), key, law, law_on, today)
    decision.or_raise()
    assert decision.clause
    said = light.decision_text(key, law, law_on, decision.clause)
    act = _decided(convention, text, key, said, law_on, today, at)
    payload = {"act": act.number, "term": key, "law": law.strip(), "law_on": law_on.isoformat()}
    trace_on(convention, "convention:term:voided", payload, actor=actor, at=at, clause=str(decision.clause))
    return act


def _decided(convention: Convention, text: Whole, key: str, said: str, law_on: date, today: date, at: datetime) -> Act:
    number, calendar = next_number(text), Calendar(text.territory or "FR")
    ending = Avenant(number, "Décision : loi nouvelle", today, law_on, ends=(key,))
    act = Act.objects.create(
        organisation_id=convention.organisation_id,
        convention=convention,
        number=number,
        nature="decision",
        title=f"Clause contraire à une loi nouvelle : {key}"[:200],
        signed_on=today,
        effective_at=midnight(law_on, calendar),
        recorded_at=at,
        text=said,
        sha256=digest_of(said),
    )
    known = {term.id: term for term in known_before(text)}
    record_terms(convention, {number: act.id}, avenant_rows(ending, known, text.starts_on or law_on, calendar))
    return act
