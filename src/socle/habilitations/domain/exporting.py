"""Lists that leave as files: what they are called, who may take them, when identity is asked again (MCP-22, MCP-35).

The texts are silent on the number of rows; the two limits are parameters of the house.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from socle.habilitations.domain.granting import confirmed_recently
from socle.kernel.clause import Clause
from socle.kernel.decision import Decision, allow, first_refusal, refuse

EXPORT_CLAUSE = Clause.house("MCP-22")
STEP_UP_ROWS = 200  # [house] more rows than this ask for one's identity again; in force since 20/11/2026
MOST_PAPER_ROWS = 2_000  # [house] a PDF holds no more rows than this; in force since 20/11/2026
PAPER = "pdf"
TOO_LONG = "export_too_long"


class Listed(StrEnum):
    """The lists that may be taken away; the value is the word of their address."""

    MATRIX = "matrice"
    RIGHTS = "droits"
    PEOPLE = "personnes"
    SEATS = "sieges"
    PROOFS = "preuves"


@dataclass(frozen=True, slots=True)
class ListKind:
    """What a list is called, and the permission that reading it on its page asks."""

    label: str
    permission: str


LISTS = {
    Listed.MATRIX: ListKind("Matrice des droits", "habilitation:list"),
    Listed.RIGHTS: ListKind("Habilitations", "habilitation:list"),
    Listed.PEOPLE: ListKind("Personnes", "person:list"),
    Listed.SEATS: ListKind("Sièges", "seat:list"),
    Listed.PROOFS: ListKind("Engagements et formations", "habilitation:list"),
}


def list_named(word: str) -> Listed | None:
    """The list that an address names."""
    return Listed(word) if word in set(Listed) else None


def decide_export(rows: int, step_up_at: datetime | None, at: datetime) -> Decision:
    """A short list leaves at once; a long one leaves with somebody who has just confirmed their identity."""
    allowed = allow(EXPORT_CLAUSE)
    return allowed if rows <= STEP_UP_ROWS else first_refusal((confirmed_recently(step_up_at, at), allowed))


def decide_format(rows: int, wanted: str) -> Decision:
    """A paper stays readable: past a number of rows, a spreadsheet serves better."""
    if wanted != PAPER or rows <= MOST_PAPER_ROWS:
        return allow(EXPORT_CLAUSE)
    return refuse(
        TOO_LONG,
        f"Un PDF de {rows} lignes ne se lirait pas : il en tient {MOST_PAPER_ROWS} au plus.",
        clause=EXPORT_CLAUSE,
        fix="Choisissez un tableur, ou resserrez le filtre.",
    )


def title_of(listed: Listed, body: str, day: date) -> str:
    """The title of the file: the list, the body, the day."""
    return f"{LISTS[listed].label}, {body}, {day.isoformat()}"
