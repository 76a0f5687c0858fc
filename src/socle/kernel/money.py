"""Euros to the cent, never in floating point; rounding is half-up and always asked for.

Source: règlement (CE) 1103/97, article 5 (round to the nearest cent, half up).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

CENT = Decimal("0.01")
HUNDRED = 100
THIN_SPACE = "\N{NARROW NO-BREAK SPACE}"
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
SHAPE = re.compile(r"(?P<sign>[-−]?)(?P<euros>[0-9]{1,3}(?: [0-9]{3})+|[0-9]{1,15})(?:[.,](?P<cents>[0-9]{1,2}))?")


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """A sum in euros with exactly two decimals; `Money.rounded` makes one from a longer number.

    >>> str(Money.parse("1 254,00 €")).split()
    ['1', '254,00', '€']
    >>> Money.rounded(Decimal("2.345")).euros
    Decimal('2.35')
    >>> Money.parse("100 €").prorate(31, 365).euros
    Decimal('8.49')
    """

    euros: Decimal
    ZERO: ClassVar[Money]

    def __post_init__(self) -> None:
        if not self.euros.is_finite() or self.euros != self.euros.quantize(CENT):
            raise ValueError(f"montant {self.euros} : donnez deux décimales au plus, ou arrondissez-le d'abord")
        object.__setattr__(self, "euros", self.euros.quantize(CENT) + 0)

    @classmethod
    def parse(cls, text: str) -> Money:
        """Read « 1 254,00 € », « 1254.5 » or « -12 »; ValueError in French."""
        written = " ".join(text.strip().removesuffix("€").split())
        match = SHAPE.fullmatch(written)
        if match is None:
            raise ValueError(f"montant « {text} » illisible : écrivez par exemple « 1 254,00 € »")
        amount = Decimal(f"{match['euros'].replace(' ', '')}.{match['cents'] or '0'}")
        return cls(-amount if match["sign"] else amount)

    @classmethod
    def rounded(cls, euros: Decimal | Fraction) -> Money:
        """The nearest cent, half away from zero."""
        exact = Fraction(euros) * HUNDRED
        cents = (abs(exact) + Fraction(1, 2)).__floor__()
        return cls.of_cents(cents if exact >= 0 else -cents)

    @classmethod
    def of_cents(cls, cents: int) -> Money:
        return cls(Decimal(cents) / HUNDRED)

    @classmethod
    def total(cls, parts: Iterable[Money]) -> Money:
        return cls.of_cents(sum(part.cents for part in parts))

    @property
    def cents(self) -> int:
        return int(self.euros * HUNDRED)

    def prorate(self, part: int, whole: int) -> Money:
        """The share of this sum for `part` out of `whole` (days of a year, months…), to the nearest cent."""
        if whole <= 0 or not 0 <= part <= whole:
            raise ValueError(f"prorata de {part} sur {whole} : la part va de zéro au tout, et le tout n'est pas nul")
        return self.rounded(Fraction(self.euros) * part / whole)

    def split(self, weights: Sequence[int]) -> tuple[Money, ...]:
        """Shared by weight without losing a cent: the cents left over go to the first largest remainders.

        >>> [str(part.euros) for part in Money.parse("100 €").split((1, 1, 1))]
        ['33.34', '33.33', '33.33']
        """
        whole = sum(weights)
        if whole <= 0 or min(weights) < 0:
            raise ValueError("répartition : donnez des poids positifs, dont un au moins n'est pas nul")
        parts = [divmod(self.cents * weight, whole) for weight in weights]
        left = self.cents - sum(cents for cents, _ in parts)
        first = sorted(range(len(parts)), key=lambda index: -parts[index][1])[:left]
        return tuple(self.of_cents(cents + (index in first)) for index, (cents, _) in enumerate(parts))

    def __add__(self, other: Money) -> Money:
        return Money(self.euros + other.euros)

    def __sub__(self, other: Money) -> Money:
        return Money(self.euros - other.euros)

    def __neg__(self) -> Money:
        return Money(-self.euros)

    def __mul__(self, factor: int) -> Money:
        return Money(self.euros * factor)

    __rmul__ = __mul__

    def __bool__(self) -> bool:
        return bool(self.euros)

    def __str__(self) -> str:
        grouped = f"{self.euros:,.2f}".replace(",", THIN_SPACE).replace(".", ",")
        return f"{grouped}{NO_BREAK_SPACE}€"


Money.ZERO = Money(Decimal(0))
