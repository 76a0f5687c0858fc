"""Which terms each paper of a convention prints, article by article (MCP-02, MCP-27, MCP-53).

A clause names its document; the tree says which paper that is. What names no paper of the tree is printed by the
root, and our own rules, which bind as the text does, come last under their own title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from socle.conventions.domain.convention import Document
from socle.conventions.domain.kinds import ContactDuty, FormSheet, Purpose, Seats
from socle.conventions.domain.reading import AnyTerm, Written, of_kind
from socle.conventions.domain.words import DocumentKind
from socle.kernel.clause import Clause
from socle.kernel.french import headline

SIGNED = frozenset({DocumentKind.CONVENTION, DocumentKind.CONTRAT, DocumentKind.BULLETIN})
_NUMBERED = re.compile(r"^(annexe|pièce)\b[^:]*?(\d+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Article:
    """The terms of one article; its purposes and its seats apart, printed as tables."""

    number: str
    terms: tuple[AnyTerm, ...]
    purposes: tuple[Written[Purpose], ...] = ()
    seats: tuple[Written[Seats], ...] = ()

    @property
    def title(self) -> str:
        """« Article 5.3.2 », or the name the text gives to that place."""
        return f"Article {self.number}" if self.number[:1].isdigit() else headline(self.number)


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper composed: its articles, our rules apart, and what its blanks ask."""

    document: Document
    articles: tuple[Article, ...]
    house: tuple[AnyTerm, ...] = ()
    roles: tuple[ContactDuty, ...] = ()
    forms: tuple[FormSheet, ...] = ()

    @property
    def is_signed(self) -> bool:
        return self.document.kind in SIGNED


def paper(document: Document, documents: Sequence[Document], terms: Iterable[AnyTerm]) -> Paper:
    """The paper of one document of the tree, from the terms of the whole convention."""
    everything = tuple(terms)
    mine = tuple(term for term in everything if home_of(term.clause, documents) == document.id)
    is_root = document.parent is None
    return Paper(
        document=document,
        articles=articles(mine),
        house=tuple(term for term in everything if term.clause.is_house) if is_root else (),
        roles=_roles(document, mine, everything),
        forms=tuple(term.body for term in of_kind(mine, FormSheet)),
    )


def home_of(clause: Clause, documents: Sequence[Document]) -> str:
    """The identifier of the paper where a clause is written; empty for a rule of ours.

    An annexe is named alone (« annexe 3 ») or through the paper it hangs on (« contrat de service, annexe 1 »).
    """
    if clause.is_house or not documents:
        return ""
    wanted, article = clause.document.casefold(), clause.article.casefold()
    named = [paper for paper in documents if wanted in _names(paper)]
    for paper in documents:
        if article in _names(paper) and (paper.parent in {owner.id for owner in named} or not named):
            return paper.id
    root = next((paper for paper in documents if paper.parent is None), documents[0])
    return named[0].id if named else root.id


def articles(terms: Iterable[AnyTerm]) -> tuple[Article, ...]:
    """The terms by article: the numbered ones in their order, the head before them, the rest after."""
    found: dict[str, list[AnyTerm]] = {}
    for term in terms:
        found.setdefault(term.clause.article, []).append(term)
    return tuple(_article(number, found[number]) for number in sorted(found, key=_place))


def _article(number: str, terms: Sequence[AnyTerm]) -> Article:
    said = tuple(term for term in terms if not isinstance(term.body, (Purpose, Seats)))
    return Article(number, said, tuple(of_kind(terms, Purpose)), tuple(of_kind(terms, Seats)))


def _place(number: str) -> tuple[int, list[int], str]:
    """Where an article stands: « en-tête », then 2 before 10.1, then the others."""
    digits = [int(part) for part in re.findall(r"\d+", number)]
    if number[:1].isdigit():
        return 1, digits, number
    return (0 if number.startswith(("en-tête", "préambule")) else 2), digits, number


def _names(paper: Document) -> frozenset[str]:
    return frozenset(name.casefold() for name in _spelled(paper))


def _spelled(paper: Document) -> Iterator[str]:
    """What clauses may call a paper."""
    yield paper.title
    yield paper.title.split(" : ")[0]
    if paper.kind is DocumentKind.CONVENTION:
        yield "convention"
    elif paper.kind is DocumentKind.CONTRAT:
        yield "contrat de service"
        yield "contrat"
    elif paper.kind is DocumentKind.BULLETIN and paper.service:
        yield f"bulletin {paper.service}"
    else:
        numbered = _NUMBERED.match(paper.title)
        yield f"{numbered[1]} {numbered[2]}" if numbered else paper.title.split(" ")[0]


def _roles(document: Document, mine: Iterable[AnyTerm], everything: Iterable[AnyTerm]) -> tuple[ContactDuty, ...]:
    """The roles a list of interlocutors fills: those its clauses name, else all for a list of that name (MCP-53)."""
    own = tuple(term.body for term in of_kind(mine, ContactDuty))
    if own and document.kind not in SIGNED:
        return own
    is_list = any(word in document.title.casefold() for word in ("interlocuteur", "correspondant", "référent"))
    return tuple(term.body for term in of_kind(everything, ContactDuty)) if is_list else ()
