"""The signed texts that the tests read, and how they change one."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from socle.conventions import catalogue
from socle.conventions.domain.check import Checked, load
from socle.conventions.domain.convention import Convention
from socle.kernel.deadlines import Calendar

CALENDAR = Calendar("34")


@cache
def checked(name: str) -> Checked:
    return load(name, catalogue.read)


def signed(slug: str) -> Convention:
    convention = checked(f"demonstration/{slug}").convention
    assert convention is not None, [str(finding) for finding in checked(f"demonstration/{slug}").errors]
    return convention


def commune() -> Convention:
    return signed("saint-aubin-mcp")


def body(convention: Convention, term: str):
    return next(found.body for found in convention.terms if found.id == term)


def with_term(convention: Convention, identifier: str, **fields: object) -> Convention:
    """The same text where one term reads otherwise."""
    assert any(term.id == identifier for term in convention.terms), identifier
    terms = tuple(
        replace(term, body=replace(term.body, **fields)) if term.id == identifier else term for term in convention.terms
    )
    return replace(convention, terms=terms)


def with_paper(convention: Convention, identifier: str, **fields: object) -> Convention:
    """The same text where one paper has other dates."""
    papers = tuple(replace(paper, **fields) if paper.id == identifier else paper for paper in convention.documents)
    return replace(convention, documents=papers)


def with_party(convention: Convention, identifier: str, **fields: object) -> Convention:
    parties = tuple(replace(party, **fields) if party.id == identifier else party for party in convention.parties)
    return replace(convention, parties=parties)
