"""How a break in a log is named to the auditor: one code, one French sentence, the entry it starts at (A3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from socle.traces.domain.sealed import Entry


class Break(StrEnum):
    """What was done to the log."""

    EDITED = "edited"
    DELETED = "deleted"
    INSERTED = "inserted"
    SWAPPED = "swapped"
    CUT = "cut"
    REWRITTEN = "rewritten"
    SEQUENCE = "sequence"
    NODE = "node"
    CHECKPOINT = "checkpoint"
    FORKED = "forked"
    KEY = "key"


SENTENCES = {
    Break.EDITED: "L'entrée {index} a été modifiée après son scellement ({detail}).",
    Break.DELETED: "L'entrée {index} a été supprimée ({detail}).",
    Break.INSERTED: "Une ligne a été ajoutée à la position {index} ({detail}).",
    Break.SWAPPED: "L'entrée {index} a été échangée avec une autre ({detail}).",
    Break.CUT: "La fin du journal manque à partir de l'entrée {index} ({detail}).",
    Break.REWRITTEN: "Une entrée a été réécrite avec toutes ses empreintes, à partir de l'entrée {index} ({detail}).",
    Break.SEQUENCE: "La numérotation de l'organisme est rompue à l'entrée {index} ({detail}).",
    Break.NODE: "Un nœud enregistré de l'arbre est faux au plus tard à l'entrée {index} ({detail}).",
    Break.CHECKPOINT: "Le point de contrôle qui suit l'entrée {index} ne tient pas ({detail}).",
    Break.FORKED: "Le journal ne continue pas ce qui a été signé, à partir de l'entrée {index} ({detail}).",
    Break.KEY: "Le point de contrôle n'est pas signé par la clé du journal ({detail}).",
}


@dataclass(frozen=True, slots=True)
class BrokenEntry:
    """The first entry that no longer holds; `id` and `at` are None when the row itself is gone."""

    log: str
    index: int
    id: UUID | None
    at: datetime | None
    code: Break
    diagnosis: str


def broken(log: str, code: Break, index: int, entry: Entry | None, detail: str) -> BrokenEntry:
    """The answer, with its sentence."""
    found = entry.event if entry else None
    sentence = SENTENCES[code].format(index=index, detail=detail)
    return BrokenEntry(log, index, found.id if found else None, found.at if found else None, code, sentence)


def diagnose(
    log: str, index: int, expected: bytes, entry: Entry, after: Entry | None, later: Iterable[bytes]
) -> BrokenEntry:
    """Name what happened at `index`, where `expected` was sealed and `entry` is found, followed by `after`.

    `later` are the leaf hashes sealed after this one.
    """
    if entry.index > index:
        return broken(log, Break.DELETED, index, None, f"la ligne suivante porte la position {entry.index}")
    actual = entry.actual()
    if entry.index < index:
        return broken(log, Break.INSERTED, entry.index, entry, "deux lignes portent la même position")
    if actual == expected:
        return broken(log, Break.EDITED, index, entry, "son empreinte enregistrée ne vient plus de son contenu")
    return _misplaced(log, index, expected, entry, after, later) or broken(
        log, Break.EDITED, index, entry, _how_edited(entry, expected)
    )


def _misplaced(
    log: str, index: int, expected: bytes, entry: Entry, after: Entry | None, later: Iterable[bytes]
) -> BrokenEntry | None:
    """The row is sealed elsewhere, or the expected row follows it."""
    actual, following = entry.actual(), after.actual() if after is not None else None
    ahead = iter(later)
    first, second = next(ahead, None), next(ahead, None)
    if actual == first and following == second:
        return broken(log, Break.DELETED, index, None, "les suivantes ont été renumérotées")
    if actual in (first, second) or actual in ahead:
        return broken(log, Break.SWAPPED, index, entry, "elle a été scellée à une autre position")
    if following == expected:
        return broken(log, Break.INSERTED, index, entry, "la ligne scellée à cette position vient après elle")
    return None


def _how_edited(entry: Entry, expected: bytes) -> str:
    if entry.leaf == expected:
        return "son contenu ne donne plus l'empreinte scellée"
    return "son contenu et son empreinte ont été réécrits ensemble"
