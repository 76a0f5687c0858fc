"""One door for what people upload: whatever the name says, the content tells what a file is."""

from __future__ import annotations

from pathlib import PurePath

from socle.exchange.cells import printable
from socle.exchange.packages import is_package
from socle.exchange.refusals import MOST_BYTES, FileCode, empty, unreadable
from socle.exchange.separated import read_separated
from socle.exchange.tables import Table
from socle.exchange.workbooks import read_workbook

OLD_OFFICE = b"\xd0\xcf\x11\xe0"
LONGEST_NAME = 120


def read_table(name: str, data: bytes) -> Table:
    """The table of a CSV, XLSX or ODS file; raises Unreadable: a Refused that says what, where and the remedy."""
    shown = printable(PurePath(name.replace("\\", "/")).name)[:LONGEST_NAME] or "fichier"
    if not data:
        raise empty(shown)
    if len(data) > MOST_BYTES:
        raise unreadable(
            FileCode.TOO_BIG,
            f"« {shown} » pèse {len(data) / 1_000_000:.0f} Mo ; la limite est de {MOST_BYTES / 1_000_000:.0f} Mo.",
            "Découpez-le en plusieurs fichiers, chacun avec sa ligne d'en-tête.",
        )
    if data.startswith(OLD_OFFICE):
        raise unreadable(
            FileCode.OLD_WORKBOOK,
            f"« {shown} » est un ancien classeur Excel (.xls), ou il est protégé par un mot de passe.",
            "Enregistrez-le au format XLSX ou CSV, sans mot de passe.",
        )
    return read_workbook(shown, data) if is_package(data) else read_separated(shown, data)
