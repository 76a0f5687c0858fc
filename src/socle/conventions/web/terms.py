"""Terms as the page shows them: filtered, then grouped by document in the order of the text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.urls import reverse
from django.utils.text import slugify

from socle.conventions.domain.body import Body
from socle.conventions.domain.fields import fields_of
from socle.conventions.domain.links import services_of
from socle.conventions.domain.open_points import OpenPoint
from socle.conventions.domain.types import EVERY
from socle.conventions.queries.pages import ConventionSheet, SheetTerm
from socle.conventions.web.labels import POINTS, said
from socle.kernel.clause import HOUSE, Clause
from socle.kernel.french import headline


@dataclass(frozen=True, slots=True)
class TermFilter:
    """Words of the text or of the clause, a kind, a service."""

    words: str = ""
    kind: str = ""
    service: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> TermFilter:
        """What an address asks for."""
        return cls(query.get("q", "").strip()[:80], query.get("nature", ""), query.get("service", ""))

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.kind or self.service)

    def keeps(self, item: SheetTerm) -> bool:
        term = item.term
        text = f"{term.clause} {term.says} {term.body.sentence()} {term.body.title}".lower()
        return (
            all(word in text for word in self.words.lower().split())
            and self.kind in ("", term.kind)
            and (not self.service or self.service in services_of(term.body))
        )


@dataclass(frozen=True, slots=True)
class TermRow:
    """One row of the text."""

    anchor: str
    key: str
    url: str
    clause: Clause
    title: str
    says: str
    sentence: str
    item: SheetTerm
    point: dict[str, str] | None


@dataclass(frozen=True, slots=True)
class Section:
    """The terms of one document."""

    anchor: str
    title: str
    rows: tuple[TermRow, ...]


def sections(sheet: ConventionSheet, wanted: TermFilter, query: str) -> list[Section]:
    """The kept terms by document, in the order in which the text first cites each, our own rules last.

    `query` keeps the day read in the addresses.
    """
    flagged = {point.term_id: point for point in sheet.points}
    found: dict[str, list[TermRow]] = {}
    names = {party.key: party.party.legal_name for party in sheet.parties}
    for item in sheet.terms:
        if wanted.keeps(item):
            row = replace(
                _row(item, flagged.get(item.term.id), sheet.convention.id, query), sentence=_sentence(item, names)
            )
            found.setdefault(item.term.clause.document, []).append(row)
    ordered = sorted(found.items(), key=lambda section: section[0] == HOUSE)
    return [Section(slugify(title), headline(title), tuple(rows)) for title, rows in ordered]


def _row(item: SheetTerm, point: OpenPoint | None, convention_id: UUID, query: str) -> TermRow:
    term = item.term
    label, tone = POINTS[point.kind] if point else ("", "")
    return TermRow(
        anchor=f"terme-{term.id}",
        key=term.id,
        url=f"{reverse('conventions:term', args=[convention_id, term.id])}{query}",
        clause=term.clause,
        title=term.body.title,
        says=term.says,
        sentence="",
        item=item,
        point={"label": label, "tone": tone} if point else None,
    )


def _sentence(item: SheetTerm, names: Mapping[str, str]) -> str:
    """What the term says as a rule, each party by its name; nothing when the text says just that."""
    term = item.term
    said = term.body.sentence()
    if _same(said, term.says):
        return ""
    for key, name in names.items():
        said = said.replace(f"la partie « {key} »", name).replace(f"La partie « {key} »", name)
    return said


def _same(one: str, other: str) -> bool:
    return one.strip(" .").replace("’", "'").lower() == other.strip(" .").replace("’", "'").lower()


def fields(body: Body) -> list[dict[str, str]]:
    """What the text writes in each field, as lines of a definition list; a field left at its default says nothing."""
    written = ((field, getattr(body, field.name)) for field in fields_of(type(body)))
    return [
        {"term": _label(field.says or field.name), "text": "tous" if value == EVERY else said(value)}
        for field, value in written
        if field.is_required or value != field.default
    ]


def _label(says: str) -> str:
    """The meaning of a field without the hint for who writes the file."""
    name = says.split(" ; ", maxsplit=1)[0].removeprefix("false : ").removeprefix("true : ")
    return headline(name)
