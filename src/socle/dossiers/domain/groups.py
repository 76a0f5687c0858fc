"""The groups of data of a file and how much of one is shown (facts.md §1.3: API Particulier and décret 2015-392)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from socle.kernel.clause import Clause


class Group(StrEnum):
    """What a profile is granted or not, as a whole."""

    IDENTITY = "identity"
    ADDRESS = "address"
    FAMILY = "family"
    RESOURCES = "resources"
    QUOTIENT_FAMILIAL = "quotient_familial"
    RIGHTS = "rights"
    HOUSING = "housing"
    DEBTS = "debts"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Group.IDENTITY: "Identité",
    Group.ADDRESS: "Adresse et coordonnées",
    Group.FAMILY: "Situation familiale",
    Group.RESOURCES: "Ressources",
    Group.QUOTIENT_FAMILIAL: "Quotient familial",
    Group.RIGHTS: "Droits et paiements",
    Group.HOUSING: "Logement",
    Group.DEBTS: "Indus",
}


class Level(StrEnum):
    """Whole, summary or nothing."""

    READ = "read"
    MASKED = "masked"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Cell:
    """How much of one group a profile sees; `only`, `years` and `also` narrow or complete it."""

    level: Level
    clause: Clause
    only: tuple[str, ...] = ()
    years: int | None = None
    also: tuple[str, ...] = ()
    note: str = ""
    removed: bool = False

    @property
    def is_hidden(self) -> bool:
        return self.level is Level.HIDDEN
