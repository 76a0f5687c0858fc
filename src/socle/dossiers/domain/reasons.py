"""An open case as the reason of a consultation: while it is open and about that person, no longer (URS-07, MCP-07).

The reason adds to the purpose, the mission and the right; it replaces none of them. It is judged when the file is
opened: closing the case ends it at that instant, without any job.
"""

from __future__ import annotations

from dataclasses import dataclass

from socle.kernel.clause import Clause
from socle.kernel.decision import Decision, allow, refuse

CLAUSE = Clause.house("MCP-07")
LONGEST = 20


@dataclass(frozen=True, slots=True)
class Stated:
    """The case that a reader gives as the reason of their reading; `number` empty when they see none of that number."""

    number: str = ""
    is_open: bool = False
    is_about_them: bool = False


def decide(stated: Stated) -> Decision:
    """Open, seen by the reader, and about the person of the file."""
    if not stated.number:
        return refuse(
            "case_unknown",
            "Aucune saisine que vous suivez ou à laquelle vous répondez ne porte ce numéro.",
            clause=CLAUSE,
            fix="Vérifiez le numéro, ou ouvrez le dossier sans donner de saisine.",
        )
    if not stated.is_open:
        return refuse(
            "case_closed",
            f"La saisine {stated.number} est close : elle n'est plus une raison d'ouvrir ce dossier.",
            clause=CLAUSE,
            fix="Si la question revient, une nouvelle saisine s'ouvre.",
        )
    if not stated.is_about_them:
        return refuse(
            "case_about_another",
            f"La saisine {stated.number} ne porte pas sur la personne de ce dossier.",
            clause=CLAUSE,
            fix="Vérifiez le numéro de dossier ou l'identité que porte la saisine.",
        )
    return allow(CLAUSE)
