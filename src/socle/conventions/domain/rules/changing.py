"""How documents, numbers and missions change, and which paper wins (MCP-02, MCP-05; convention, 17.3)."""

from __future__ import annotations

from collections.abc import Iterable

from socle.conventions.domain.kinds import Amendment, Precedence
from socle.conventions.domain.reading import AnyTerm, first, of_kind
from socle.conventions.domain.words import DocumentKind, Form
from socle.kernel.decision import Decision, allow, refuse


def may_change(terms: Iterable[AnyTerm], document: DocumentKind, form: Form, *, resent: bool = False) -> Decision:
    """A document changes only in the written form; a changed pièce is also sent again when the text says so."""
    term = next((term for term in of_kind(terms, Amendment) if document in term.body.of), None)
    if term is None:
        reason = f"La convention ne dit pas comment change {document.label}."
        return refuse("change_unwritten", reason, fix="Les parties en conviennent par un avenant.")
    if term.body.form is not form:
        reason = f"Pour changer {document.label} : {term.body.form.label}."
        return refuse("wrong_form", reason, clause=term.clause, fix=f"Préparez : {term.body.form.label}.")
    if term.body.resent and not resent:
        reason = f"{document.headline} changée se renvoie à l’autre partie."
        return refuse("not_resent", reason, clause=term.clause, fix="Joignez le nouveau document à l’envoi.")
    return allow(term.clause)


def prevailing(terms: Iterable[AnyTerm], one: DocumentKind, other: DocumentKind) -> DocumentKind | None:
    """The document that wins a contradiction, None when no order is written: it is flagged, never settled silently."""
    term = first(terms, Precedence)
    order = term.body.order if term else ()
    ranked = [kind for kind in order if kind in {one, other}]
    return ranked[0] if len(ranked) == len({one, other}) else None
