"""What the household lives on: resources, quotient familial, housing and debts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from socle.dossiers.domain.file.formats import (
    UNKNOWN,
    Field,
    Fields,
    Json,
    amount,
    count,
    day,
    iso_month,
    month,
    of_month,
    said,
    yes,
)
from socle.kernel.money import Money

BRACKET = 200


def sum_line(code: str, label: str, value: Money) -> Field:
    return Field(code, label, str(value), amount(value))


@dataclass(frozen=True, slots=True)
class Income:
    """One kind of yearly income of the household."""

    kind: str
    label: str
    yearly: Money


@dataclass(frozen=True, slots=True)
class Monthly:
    """An amount declared for a month."""

    month: date
    amount: Money


@dataclass(frozen=True, slots=True)
class Resources:
    """Yearly resources (N-2), the last quarterly declaration and the base of family tariffs."""

    year: int
    incomes: tuple[Income, ...]
    quarter: tuple[Monthly, ...]
    tariff_base: Money

    @property
    def yearly(self) -> Money:
        return Money.total(income.yearly for income in self.incomes)

    def fields(self) -> Fields:
        return (
            Field("annee", "Année des ressources", str(self.year), self.year),
            *(sum_line(income.kind, income.label, income.yearly) for income in self.incomes),
            sum_line("total_annuel", "Total annuel", self.yearly),
            *(self._declared(entry) for entry in self.quarter),
            *self.masked(),
        )

    @staticmethod
    def _declared(entry: Monthly) -> Field:
        value: Json = {"mois": iso_month(entry.month), "montant": amount(entry.amount)}
        return Field("trimestre", f"Déclaré pour {month(entry.month)}", str(entry.amount), value, many=True)

    def masked(self) -> Fields:
        """The base of family tariffs alone."""
        return (sum_line("base_tarifaire", "Base mensuelle de tarification", self.tariff_base),)


@dataclass(frozen=True, slots=True)
class MonthlyQuotient:
    """The quotient familial of one month; None is « non connu », never zero (facts.md §1.1)."""

    month: date
    value: int | None

    @property
    def text(self) -> str:
        return UNKNOWN if self.value is None else str(self.value)


@dataclass(frozen=True, slots=True)
class QuotientFamilial:
    """The value of the current month, and those of the months before."""

    current: MonthlyQuotient
    parts: Decimal
    history: tuple[MonthlyQuotient, ...] = ()

    def fields(self) -> Fields:
        return (
            Field("valeur", "Quotient familial", self.current.text, self.current.value),
            Field("mois", "Mois", month(self.current.month), iso_month(self.current.month)),
            Field("parts", "Nombre de parts", str(self.parts.normalize()).replace(".", ","), str(self.parts)),
            *(
                Field(
                    "historique",
                    f"Quotient familial {of_month(past.month)}",
                    past.text,
                    {"mois": iso_month(past.month), "valeur": past.value},
                    many=True,
                )
                for past in self.history
            ),
        )

    def masked(self) -> Fields:
        """A bracket instead of the value."""
        value = self.current.value
        if value is None:
            return (Field("tranche", "Tranche de quotient familial", UNKNOWN, None),)
        floor = value // BRACKET * BRACKET
        text = f"de {floor} à {floor + BRACKET - 1}"
        return (Field("tranche", "Tranche de quotient familial", text, {"de": floor, "a": floor + BRACKET - 1}),)


@dataclass(frozen=True, slots=True)
class Housing:
    """The dwelling and its landlord; the housing benefit itself is a right."""

    status: str
    rent: Money
    since: date
    landlord: str = ""
    social_landlord: bool = False
    third_party_payment: bool = False

    def fields(self) -> Fields:
        return (
            *self.masked(),
            sum_line("loyer", "Loyer ou mensualité", self.rent),
            Field("depuis", "Occupé depuis le", day(self.since), self.since.isoformat()),
            said("bailleur", "Bailleur", self.landlord),
            Field("tiers_payant", "Aide versée au bailleur", yes(self.third_party_payment), self.third_party_payment),
        )

    def masked(self) -> Fields:
        """The status alone."""
        return (said("statut", "Statut d'occupation", self.status),)


@dataclass(frozen=True, slots=True)
class Debt:
    """An indu: a sum paid by mistake, and what is still to be recovered."""

    benefit: str
    noticed_on: date
    initial: Money
    remaining: Money
    monthly: Money

    def field(self, position: int) -> Field:
        text = (
            f"{self.benefit}, constaté le {day(self.noticed_on)} : {self.initial}, "
            f"reste {self.remaining}, retenue de {self.monthly} par mois"
        )
        value: Json = {
            "prestation": self.benefit,
            "constate_le": self.noticed_on.isoformat(),
            "montant": amount(self.initial),
            "reste_du": amount(self.remaining),
            "retenue_mensuelle": amount(self.monthly),
        }
        return Field("indus", f"Indu {position}", text, value, many=True)


@dataclass(frozen=True, slots=True)
class Debts:
    """All the indus of the file."""

    items: tuple[Debt, ...] = ()

    @property
    def remaining(self) -> Money:
        return Money.total(debt.remaining for debt in self.items)

    def fields(self) -> Fields:
        none = Field("indus", "Indus", "aucun", None, many=True)
        return (
            *([debt.field(position) for position, debt in enumerate(self.items, 1)] or [none]),
            sum_line("reste_du", "Reste dû au total", self.remaining),
        )

    def masked(self) -> Fields:
        """Whether there are some, without amounts."""
        return (Field("indus_en_cours", "Indus en cours", count(len(self.items), "indu"), bool(self.items)),)
