"""Whether a service is open under the terms and papers of a convention, from rows a statement gathered (MCP-03)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from socle.conventions.domain.convention import Document, Party, PartyRole
from socle.conventions.domain.opening import OpeningCase, opening
from socle.conventions.domain.types import Code, PartyId, SiretText
from socle.conventions.domain.words import DocumentKind
from socle.conventions.queries.reading import Terms
from socle.kernel.deadlines import Calendar
from socle.kernel.decision import Decision

KINDS = {kind.value: kind for kind in DocumentKind}
ROLES = {role.value: role for role in PartyRole}
Rows = Sequence[Mapping[str, Any]]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _document(row: Mapping[str, Any]) -> Document:
    return Document(
        id=row["key"],
        kind=KINDS[row["kind"]],
        title=row["title"],
        parent=row["parent_key"] or None,
        service=row["service"] or None,
        signed_on=_day(row["signed_on"]),
        received_on=_day(row["received_on"]),
        ended_on=_day(row["ended_on"]),
    )


def _party(row: Mapping[str, Any]) -> Party:
    return Party(
        id=PartyId(""),
        role=ROLES[row["role"]],
        name=row["name"],
        seat="",
        representative="",
        capacity="",
        siret=SiretText(""),
        nature=Code(""),
        formalities_done_on=_day(row["formalities_done_on"]),
    )


def opening_of(terms: Terms, documents: Rows, parties: Rows, service: str, at: datetime, territory: str) -> Decision:
    """The decision of the domain on the rows: open, or what is missing, its clause and who can mend it."""
    case = OpeningCase(
        parties=tuple(_party(row) for row in parties),
        documents=tuple(_document(row) for row in documents),
        terms=terms.as_domain(),
        day=Calendar(territory or "FR").day_of(at),
    )
    return opening(case, service)
