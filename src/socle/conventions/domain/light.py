"""What changes without an avenant: a paper changed in the light form of the text, a clause that a new law voids.

Sources: convention Mon Compte Partenaire, 17.3 (a changed pièce is signalled and sent again); convention d'accès aux
droits, 11.2 (the list of correspondents changes by simple letter) and 11.3 (a clause against a new law ends by itself;
an avenant or the termination follows). MCP-05, DRT-12.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from socle.conventions.domain.convention import Contact, Document
from socle.conventions.domain.kinds import Amendment, Lapse
from socle.conventions.domain.kinds.lapse import Cause
from socle.conventions.domain.reading import AnyTerm, Written, of_kind
from socle.conventions.domain.rules.changing import may_change
from socle.conventions.domain.toml import dump
from socle.conventions.domain.types import PartyId
from socle.conventions.domain.words import Form
from socle.kernel.clause import Clause
from socle.kernel.decision import Decision, allow, first_refusal, refuse

LIGHT = frozenset({Form.SIMPLE_LETTER, Form.NOTICE, Form.LETTER, Form.EMAIL, Form.REGISTERED_LETTER})
SHORTEST = 8


@dataclass(frozen=True, slots=True)
class PaperChange:
    """A letter that changes a paper: its form, its days, whether the new paper came with it, what proves it."""

    form: Form
    dated_on: date
    received_on: date
    is_resent: bool
    evidence: str


def may_change_paper(terms: Iterable[AnyTerm], paper: Document, change: PaperChange, today: date) -> Decision:
    """A paper changes without an avenant only where the text says so, from the day the letter was received."""
    found = tuple(terms)
    written = may_change(found, paper.kind, change.form, resent=change.is_resent, named=paper.id)
    return first_refusal((written, _dated(change, today, written.clause)))


def _dated(change: PaperChange, today: date, clause: Clause | None) -> Decision:
    if not change.dated_on <= change.received_on <= today:
        reason = "La lettre est reçue après avoir été écrite, et pas dans l'avenir."
        return refuse("letter_dates", reason, clause=clause, fix="Donnez les jours écrits sur la lettre et son avis.")
    if not change.evidence.strip():
        return refuse("evidence_missing", "Rien ne prouve la réception.", clause=clause, fix="Dites ce qui la prouve.")
    return allow(clause)


def light_form(terms: Iterable[AnyTerm], paper: Document) -> Written[Amendment] | None:
    """The term by which this paper changes without an avenant; None when it needs one."""
    ways = [term for term in of_kind(terms, Amendment) if paper.kind in term.body.of]
    own = next((term for term in ways if paper.id in term.body.documents), None)
    way = own or next((term for term in ways if not term.body.documents), None)
    return way if way is not None and way.body.form in LIGHT else None


def contacts_after(known: Iterable[Contact], side: PartyId, named: Iterable[Contact]) -> tuple[Contact, ...]:
    """The list once one party named its own people again: the other parties' stay."""
    return (*(one for one in known if one.side != side), *named)


def law_clause(terms: Iterable[AnyTerm]) -> Clause | None:
    """The clause by which a term against a new law ends; None when the text does not provide for it."""
    return next((term.clause for term in of_kind(terms, Lapse) if term.body.when is Cause.LAW_CHANGED), None)


def may_void(terms: Iterable[AnyTerm], key: str, law: str, law_on: date, today: date) -> Decision:
    """A term in force ends when a law that has come says otherwise, and the text provides for it."""
    found = tuple(terms)
    clause = law_clause(found)
    if clause is None:
        reason = "Le texte ne dit pas qu'une clause contraire à la loi cesse d'elle-même."
        return refuse("void_unwritten", reason, fix="Les parties changent le texte par un avenant.")
    if all(term.id != key for term in found):
        reason = f"« {key} » n'est pas un terme en vigueur."
        return refuse("term_not_in_force", reason, clause=clause, fix="Choisissez un terme en vigueur.")
    if len(law.strip()) < SHORTEST:
        return refuse("law_missing", "Citez la loi et son article.", clause=clause, fix="Recopiez sa référence.")
    if law_on > today:
        reason = "Cette loi n'est pas encore en vigueur."
        return refuse("law_to_come", reason, clause=clause, fix="Enregistrez la décision le jour venu.")
    return allow(clause)


def decision_text(key: str, law: str, law_on: date, clause: Clause) -> str:
    """The recorded decision, as a text whose digest is kept."""
    return dump({"decision": {"term": key, "law": law.strip(), "law_on": law_on, "clause": str(clause)}}) + "\n"
