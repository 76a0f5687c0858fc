"""The text of a draft once everybody signed: the day of the last signature is written where the format wants it.

Source: convention, 17.1 (effect at the last signature); docs/format-convention.md (« signed_on »). Nothing is
back-dated: an effect written before the last signature moves to that day.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date

from socle.conventions.domain.convention import Convention
from socle.conventions.domain.kinds import Service
from socle.conventions.domain.toml import dump
from socle.conventions.domain.words import DocumentKind

SIGNED = frozenset({DocumentKind.CONVENTION, DocumentKind.CONTRAT, DocumentKind.BULLETIN})
TABLES = ("documents", "terms")


def signed_avenant(text: str, number: int, last: date) -> str:
    """The avenant with its number, the last signature, and an effect that does not come before it."""
    tables = tomllib.loads(text)
    head = dict(tables["avenants"][0])
    start = head.get("effective_on")
    head |= {"number": head.get("number", number), "signed_on": last}
    head["title"] = head.get("title") or f"Avenant n° {head['number']}"
    head["effective_on"] = max(start, last) if isinstance(start, date) else last
    return dump({"avenants": [_tables_last(head | signed_papers(head, last))]})


def signed_papers(head: Mapping[str, object], last: date) -> dict[str, object]:
    """The papers that an avenant brings: those that are signed are signed with it."""
    written = head.get("documents")
    papers = [dict(one) for one in written if isinstance(one, dict)] if isinstance(written, list) else []
    for paper in papers:
        if paper.get("kind") in SIGNED:
            paper.setdefault("signed_on", last)
    return {"documents": papers} if papers else {}


def _tables_last(head: Mapping[str, object]) -> dict[str, object]:
    """TOML reads what follows a table of an array as its own."""
    plain = {name: value for name, value in head.items() if name not in TABLES}
    return plain | {name: head[name] for name in TABLES if head.get(name)}


def signed_convention(text: str, whole: Convention, last: date) -> str:
    """The convention with the last signature on each paper that is signed and whose service is opened."""
    tables = dict(tomllib.loads(text))
    closed: set[str | None] = {
        term.body.code for term in whole.terms if isinstance(term.body, Service) and not term.body.opened
    }
    papers = {paper["id"]: dict(paper) for paper in tables.get("documents", ())}
    for paper in whole.documents:
        if paper.kind in SIGNED and paper.service not in closed:
            papers.setdefault(paper.id, {"id": paper.id}).setdefault("signed_on", last)
    order = ("convention", "parties", "documents", "contacts", "terms")
    tables["documents"] = list(papers.values())
    return dump({name: tables[name] for name in order if tables.get(name)})
