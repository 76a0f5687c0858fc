"""The papers that an avenant brings: new ones, or foreseen ones that nobody signed yet (MCP-02, MCP-05)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from socle.conventions.domain.convention import Document
from socle.conventions.domain.finding import Flaw


def with_papers(tree: Sequence[Document], brought: Iterable[Document]) -> tuple[Document, ...]:
    """The tree once the avenant is signed: a foreseen paper keeps its place, a new one comes last."""
    found = {paper.id: paper for paper in tree}
    found.update((paper.id, paper) for paper in brought)
    return tuple(found.values())


def flaw_of(paper: Document, tree: Iterable[Document]) -> Flaw | None:
    """Why an avenant may not bring this paper: it already holds, or it would become another one."""
    known = next((one for one in tree if one.id == paper.id), None)
    if known is None:
        return None
    if known.signed_on or known.received_on:
        what = f"le document « {paper.id} » est déjà signé ou reçu"
        return Flaw("id", what, "Donnez un autre identifiant : ce qui est signé ne se récrit pas")
    if (known.kind, known.service, known.parent) != (paper.kind, paper.service, paper.parent):
        what = f"le document « {paper.id} » est prévu autrement dans l’arbre"
        return Flaw(
            "kind", what, "Reprenez sa nature, son service et le document dont il dépend, ou changez d’identifiant"
        )
    return None
