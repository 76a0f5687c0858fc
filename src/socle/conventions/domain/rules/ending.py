"""Who may end a convention on which ground, and what falls with it (MCP-02, MCP-04, MCP-06; convention, 17.2)."""

from __future__ import annotations

from collections.abc import Iterable

from socle.conventions.domain.convention import Document
from socle.conventions.domain.kinds import Lapse, Termination
from socle.conventions.domain.kinds.lapse import Cause
from socle.conventions.domain.kinds.termination import Ground
from socle.conventions.domain.reading import AnyTerm, Written, of_kind
from socle.conventions.domain.words import DocumentKind, Form, Side
from socle.kernel.decision import Decision, allow, refuse


def termination_terms(terms: Iterable[AnyTerm], ground: Ground) -> Written[Termination] | None:
    """The term that allows ending on this ground, None when the text has none."""
    return next((term for term in of_kind(terms, Termination) if term.body.ground is ground), None)


def may_terminate(terms: Iterable[AnyTerm], ground: Ground, by: Side, form: Form | None) -> Decision:
    """A party ends a convention only on a written ground, and in the written form."""
    term = termination_terms(terms, ground)
    if term is None:
        reason = f"La convention ne prévoit pas de fin pour {ground.label}."
        return refuse("ground_unwritten", reason, fix="Les parties peuvent signer un avenant.")
    if term.body.by not in {Side.ALL, by}:
        reason = f"Seul {term.body.by.label} peut mettre fin à la convention pour {ground.label}."
        fix = f"Choisissez un autre motif, ou convenez de la fin avec {term.body.by.label}."
        return refuse("not_entitled", reason, clause=term.clause, fix=fix)
    if term.body.form not in {None, form}:
        wanted = term.body.form.label if term.body.form else ""
        reason = f"La résiliation pour {ground.label} se fait par {wanted}."
        return refuse("wrong_form", reason, clause=term.clause, fix=f"Envoyez la résiliation par {wanted}.")
    return allow(term.clause)


def fallen(terms: Iterable[AnyTerm], cause: Cause, documents: Iterable[Document]) -> tuple[Document, ...]:
    """The papers that fall with a cause: those the text names, and their pièces when it says so."""
    papers = tuple(documents)
    falling: set[str] = set()
    for term in of_kind(terms, Lapse):
        if term.body.when is cause:
            falling |= set(term.body.documents)
            if term.body.with_pieces:
                falling |= {paper.id for paper in papers if _is_piece_of(paper, term.body.documents)}
    return tuple(paper for paper in papers if paper.id in falling)


def _is_piece_of(paper: Document, documents: Iterable[str]) -> bool:
    return paper.kind is DocumentKind.PIECE and paper.parent in set(documents)
