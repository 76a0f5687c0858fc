"""What the workshop offers to pick: a term to change or end, a kind to add, a party whose signature arrived."""

from __future__ import annotations

from socle.conventions.catalogue import model
from socle.conventions.domain.composing import written_term
from socle.conventions.domain.drafting import OWNER, DraftKind, DraftState
from socle.conventions.domain.entry import model_terms
from socle.conventions.domain.kinds import KINDS
from socle.conventions.domain.reading import AnyTerm
from socle.conventions.domain.terms import body_json
from socle.conventions.models import Draft
from socle.conventions.queries.drafts import DraftSheet, parties_of_draft
from socle.conventions.queries.simulating import terms_before
from socle.conventions.web.drafting.forms import SignatureForm
from socle.kernel.decision import refuse

SIGNATURE_UNREAD = refuse(
    "signature_unread",
    "Il manque la partie, le jour ou la preuve de la signature.",
    fix="Choisissez la partie, donnez le jour écrit sur l'acte et ce qui le prouve.",
)


def picks_of(sheet: DraftSheet) -> dict[str, list[tuple[str, str]]]:
    """Every term that may be changed, and every kind that may be added."""
    terms = [(term.id, f"{term.body.title} · {term.clause} · {term.id}") for term in terms_under(sheet.draft)]
    kinds = sorted(((kind, body.title) for kind, body in KINDS.items()), key=lambda choice: choice[1])
    return {"terms": terms, "kinds": kinds}


def terms_under(draft: Draft) -> tuple[AnyTerm, ...]:
    """What the draft changes: the terms in force of the convention, or those of the model."""
    if draft.base is not None:
        return terms_before(draft.base)
    return model_terms(model(draft.family) or "")


def table_under(draft: Draft, text: str, key: str) -> dict[str, object] | None:
    """The term as the draft writes it, else as it stands below; None when neither knows it."""
    under = next((term for term in terms_under(draft) if term.id == key), None)
    below = _table(under) if under else {}
    own = written_term(text, key, of_avenant=draft.kind == DraftKind.AVENANT)
    return below | dict(own or {}) if (own or under) else None


def _table(term: AnyTerm) -> dict[str, object]:
    common = {"id": term.id, "kind": term.body.kind, "clause": str(term.clause), "says": term.says}
    return body_json(term.body) | common


def parties_to_sign(draft: Draft) -> list[tuple[str, str]]:
    """The parties whose signature is not recorded yet."""
    return [(str(row.party_id), row.name) for row in parties_of_draft(draft) if row.signed_on is None]


def signature_form(sheet: DraftSheet, roles: frozenset[str]) -> SignatureForm | None:
    """What the caisse fills when a signature arrives; None at any other time."""
    if sheet.state is not DraftState.SIGNING or OWNER not in roles:
        return None
    waited = [] if sheet.case.goes_round else parties_to_sign(sheet.draft)
    return SignatureForm(None, parties=waited) if waited else None
