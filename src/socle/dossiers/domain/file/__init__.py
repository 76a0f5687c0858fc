"""A beneficiary's file: eight groups of data (facts.md §1.3) and the few facts that predicates ask about.

The NIR is in none of them: search and display by NIR are off (facts.md §1.2).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from socle.dossiers.domain.file.formats import Field, Fields, Json, values
from socle.dossiers.domain.file.means import (
    Debt,
    Debts,
    Housing,
    Income,
    Monthly,
    MonthlyQuotient,
    QuotientFamilial,
    Resources,
)
from socle.dossiers.domain.file.people import FICTIONAL, Address, Child, Custody, Family, Identity, Partner
from socle.dossiers.domain.file.rights import Benefit, Right, Rights
from socle.dossiers.domain.groups import Cell, Group, Level

__all__ = [
    "FICTIONAL",
    "ORDINARY",
    "Address",
    "Benefit",
    "Cell",
    "Child",
    "Custody",
    "Debt",
    "Debts",
    "Family",
    "Field",
    "Fields",
    "File",
    "Housing",
    "Identity",
    "Income",
    "Json",
    "Monthly",
    "MonthlyQuotient",
    "Partner",
    "QuotientFamilial",
    "Resources",
    "Right",
    "Rights",
    "Situations",
    "values",
]


@dataclass(frozen=True, slots=True)
class Situations:
    """What the caisse knows of the person and that opens a file to some professions; shown in no group."""

    under_protection: bool = False
    over_indebted: bool = False
    student: bool = False
    transferred_from_msa: bool = False


ORDINARY = Situations()


@dataclass(frozen=True, slots=True)
class File:
    """One file, as a provider hands it over."""

    identity: Identity
    address: Address
    family: Family
    resources: Resources
    quotient_familial: QuotientFamilial
    rights: Rights
    housing: Housing
    debts: Debts
    situations: Situations = ORDINARY

    def fields(self, group: Group, cell: Cell, today: date) -> Fields:
        """The lines of one group that one cell lets through."""
        if cell.is_hidden:
            return ()
        if group is Group.RIGHTS:
            return self._rights(cell, today)
        if group is Group.FAMILY and cell.level is Level.READ:
            return self.family.fields(cell.also)
        shown = getattr(self, group.value)
        fields: Fields = shown.fields() if cell.level is Level.READ else shown.masked()
        return fields

    def _rights(self, cell: Cell, today: date) -> Fields:
        if cell.level is Level.READ:
            return self.rights.fields(today=today, only=cell.only, years=cell.years)
        return self.rights.masked(today=today, only=cell.only)
