"""A delay as a convention writes it: « 10 jours ouvrés », « six mois », P6M, PT48H.

Source: house.md, « Deadlines »; ISO 8601 for the coded form;
code de procédure civile, article 641 (months first, then days).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """What a delay counts, from the longest to the shortest."""

    YEARS = "years"
    MONTHS = "months"
    WEEKS = "weeks"
    DAYS = "days"
    OUVRABLES = "jours_ouvrables"
    OUVRES = "jours_ouvres"
    HOURS = "hours"


ORDER = tuple(Unit)
LABELS = {
    Unit.YEARS: ("an", "ans"),
    Unit.MONTHS: ("mois", "mois"),
    Unit.WEEKS: ("semaine", "semaines"),
    Unit.DAYS: ("jour", "jours"),
    Unit.OUVRABLES: ("jour ouvrable", "jours ouvrables"),
    Unit.OUVRES: ("jour ouvré", "jours ouvrés"),
    Unit.HOURS: ("heure", "heures"),
}
# One hundred years in each unit: past it the text is misread, not a delay.
LIMITS = {
    Unit.YEARS: 100,
    Unit.MONTHS: 1_200,
    Unit.WEEKS: 5_200,
    Unit.DAYS: 36_500,
    Unit.OUVRABLES: 36_500,
    Unit.OUVRES: 36_500,
    Unit.HOURS: 876_000,
}
ISO = re.compile(r"P(?:(\d{1,6})Y)?(?:(\d{1,6})M)?(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(\d{1,6})H)?", re.IGNORECASE)
ISO_UNITS = (Unit.YEARS, Unit.MONTHS, Unit.WEEKS, Unit.DAYS, Unit.HOURS)
FRENCH = re.compile(
    r"(?P<amount>\d{1,6}|[a-zé-]+)\s*(?:"
    r"(?P<years>ans?|années?)|(?P<months>mois)|(?P<weeks>semaines?)|(?P<hours>heures?|h)"
    r"|(?P<jours_ouvres>jours?\s+ouvr[ée]e?s?)|(?P<jours_ouvrables>jours?\s+ouvrables?)"
    r"|(?P<days>jours?(?:\s+calendaires?)?|j))",
)
WORDS = {
    word: number
    for number, words in {
        1: "un une",
        2: "deux",
        3: "trois",
        4: "quatre",
        5: "cinq",
        6: "six",
        7: "sept",
        8: "huit",
        9: "neuf",
        10: "dix",
        11: "onze",
        12: "douze",
        15: "quinze",
        18: "dix-huit",
        20: "vingt",
        24: "vingt-quatre",
        30: "trente",
        48: "quarante-huit",
        72: "soixante-douze",
    }.items()
    for word in words.split()
}
HELP = "écrivez par exemple « 10 jours ouvrés », « 3 mois », « 48 heures », P6M ou PT48H"


@dataclass(frozen=True, slots=True)
class Span:
    """A number of one unit."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if not 1 <= self.amount <= LIMITS[self.unit]:
            raise ValueError(
                f"délai de {self.amount} {LABELS[self.unit][1]} : il compte de 1 à {LIMITS[self.unit]} ; {HELP}"
            )

    def __str__(self) -> str:
        return f"{self.amount} {LABELS[self.unit][self.amount > 1]}"


@dataclass(frozen=True, slots=True)
class Delay:
    """One or more spans, counted from the longest unit to the shortest; hours are never mixed with days.

    >>> str(Delay.parse("P1M")), str(Delay.parse("PT48H")), str(Delay.parse("dix jours ouvrés"))
    ('1 mois', '48 heures', '10 jours ouvrés')
    >>> Delay.parse("1 an et 6 mois") == Delay.parse("P1Y6M")
    True
    """

    spans: tuple[Span, ...]

    def __post_init__(self) -> None:
        units = [span.unit for span in self.spans]
        if not units or len(set(units)) != len(units):
            raise ValueError(f"délai vide ou répétant une unité ; {HELP}")
        if Unit.HOURS in units and len(units) > 1:
            raise ValueError("un délai ne mêle pas heures et jours : exprimez-le tout en heures ou tout en jours")
        object.__setattr__(self, "spans", tuple(sorted(self.spans, key=lambda span: ORDER.index(span.unit))))

    @classmethod
    def of(cls, amount: int, unit: Unit) -> Delay:
        return cls((Span(amount, unit),))

    @classmethod
    def parse(cls, text: str) -> Delay:
        """Read a delay in French or ISO 8601; ValueError in French saying how to write it."""
        written = " ".join(text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ").split())
        iso = ISO.fullmatch(written)
        if iso is not None and any(iso.groups()):
            return cls(tuple(Span(int(n), unit) for n, unit in zip(iso.groups(), ISO_UNITS, strict=True) if n))
        parts = re.split(r"\s+et\s+|\s*,\s*", written.lower())
        return cls(tuple(_french_span(part, text) for part in parts))

    @property
    def is_hours(self) -> bool:
        """Whether the clock runs in real time instead of counting whole days."""
        return self.spans[0].unit is Unit.HOURS

    def amount_of(self, unit: Unit) -> int:
        """How many of this unit, 0 when the delay has none."""
        return sum(span.amount for span in self.spans if span.unit is unit)

    def __str__(self) -> str:
        return " et ".join(str(span) for span in self.spans)


def _french_span(part: str, whole: str) -> Span:
    match = FRENCH.fullmatch(part)
    if match is None or match.lastgroup is None:
        raise ValueError(f"délai « {whole} » illisible ; {HELP}")
    amount = match["amount"]
    number = int(amount) if amount.isdecimal() else WORDS.get(amount)
    if number is None:
        raise ValueError(f"délai « {whole} » : le nombre « {amount} » n'est pas reconnu ; {HELP}")
    return Span(number, Unit(match.lastgroup))
