"""Terms chosen by their kind: the one way rules read a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from socle.conventions.domain.body import Body
from socle.kernel.clause import Clause

B = TypeVar("B", bound=Body)
B_co = TypeVar("B_co", bound=Body, covariant=True)


class AnyTerm(Protocol):
    """A term of a text or of a row: what rules need of it."""

    @property
    def id(self) -> str: ...
    @property
    def clause(self) -> Clause: ...
    @property
    def says(self) -> str: ...
    @property
    def body(self) -> Body: ...


@dataclass(frozen=True, slots=True)
class Written(Generic[B_co]):
    """A term whose content has a known kind."""

    id: str
    clause: Clause
    says: str
    body: B_co


def of_kind(terms: Iterable[AnyTerm], kind: type[B]) -> Iterator[Written[B]]:
    """The terms of one kind, in the order of the text."""
    for term in terms:
        if isinstance(term.body, kind):
            yield Written(term.id, term.clause, term.says, term.body)


def first(terms: Iterable[AnyTerm], kind: type[B]) -> Written[B] | None:
    """The first term of a kind, None when the text has none."""
    return next(of_kind(terms, kind), None)
