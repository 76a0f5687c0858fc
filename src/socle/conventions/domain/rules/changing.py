"""How documents, numbers and missions change, and which paper wins (MCP-02, MCP-05; convention, 17.3)."""

from __future__ import annotations

from collections.abc import Iterable

from socle.conventions.domain.kinds import Amendment, Precedence
from socle.conventions.domain.reading import AnyTerm, first, of_kind
from socle.conventions.domain.words import DocumentKind, Form
from socle.kernel.decision import Decision, allow, refuse


def may_change(
    terms: Iterable[AnyTerm], document: DocumentKind, form: Form, *, resent: bool = False, named: str = ""
) -> Decision:
    """A document changes only in the written form; a changed pièce is also sent again when the text says so.

    `named` is the identifier of the document: a term that names it rules before one that rules its whole kind.
    """
    ways = [term for term in of_kind(terms, Amendment) if document in term.body.of]
    own = next((term for term in ways if named and named in term.body.documents), None)
    term = own or next((term for term in ways if not term.body.documents), None)
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


def prevailing(
    terms: Iterable[AnyTerm], one: DocumentKind, other: DocumentKind, *, derogates: bool = False
) -> DocumentKind | None:
    """The document that wins a contradiction, None when no order is written: it is flagged, never settled silently.

    `derogates` says that the weaker paper itself writes that it departs from the other (FSV-14).
    """
    term = first(terms, Precedence)
    order = term.body.order if term else ()
    ranked = [kind for kind in order if kind in {one, other}]
    if term and derogates and term.body.unless_said and len(ranked) == len({one, other}):
        return ranked[-1]
    return ranked[0] if len(ranked) == len({one, other}) else None
