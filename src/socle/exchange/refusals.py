"""Why a file cannot be read: what is wrong, where, and what to do (contrat de service 2.2.2; MCP-22).

The limits are dated parameters of the house: no text says how large a list may be.
"""

from __future__ import annotations

from enum import StrEnum

from socle.kernel.clause import Clause
from socle.kernel.decision import Refused, refuse

HOUSE = Clause.house("MCP-22")
MOST_BYTES = 10_000_000
MOST_ROWS = 20_000
MOST_COLUMNS = 100
LONGEST_CELL = 2_000
MOST_UNPACKED_BYTES = 100_000_000
HIGHEST_RATIO = 100
HARMLESS_BYTES = 5_000_000


class FileCode(StrEnum):
    """Why a file is refused; traced."""

    EMPTY = "file_empty"
    TOO_BIG = "file_too_big"
    UNKNOWN = "file_unknown"
    OLD_WORKBOOK = "file_old_workbook"
    BROKEN = "file_broken"
    BOMB = "file_unpacks_too_much"
    ROWS = "file_rows"
    COLUMNS = "file_columns"
    CELL = "file_cell"
    QUOTE = "file_quote"


class Unreadable(Refused):
    """A file that cannot be read as a table."""


def unreadable(code: FileCode, reason: str, fix: str) -> Unreadable:
    """The refusal of a file, ready to be raised."""
    return Unreadable(refuse(code, reason, clause=HOUSE, fix=fix))


def empty(name: str) -> Unreadable:
    return unreadable(
        FileCode.EMPTY,
        f"« {name} » est vide : aucune ligne d'en-tête n'y a été trouvée.",
        "Vérifiez que le fichier choisi est le bon et que sa première ligne nomme les colonnes.",
    )


def too_many_rows(name: str) -> Unreadable:
    return unreadable(
        FileCode.ROWS,
        f"« {name} » dépasse {MOST_ROWS:,} lignes.".replace(",", " "),
        "Découpez-le en plusieurs fichiers, chacun avec sa ligne d'en-tête.",
    )


def too_many_columns(place: str) -> Unreadable:
    return unreadable(
        FileCode.COLUMNS,
        f"{place} : plus de {MOST_COLUMNS} colonnes.",
        "Gardez les seules colonnes utiles, ou vérifiez le séparateur du fichier.",
    )


def cell_too_long(place: str) -> Unreadable:
    return unreadable(
        FileCode.CELL,
        f"{place} : la cellule dépasse {LONGEST_CELL} caractères.",
        "Raccourcissez-la ; si un guillemet est resté ouvert plus haut, fermez-le.",
    )


def broken(name: str) -> Unreadable:
    return unreadable(
        FileCode.BROKEN,
        f"« {name} » est abîmé : son contenu ne peut pas être lu jusqu'au bout.",
        "Ouvrez-le dans votre tableur, enregistrez-le de nouveau, puis renvoyez-le ; ou enregistrez-le en CSV.",
    )
