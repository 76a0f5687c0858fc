"""Which days are worked, by territory: national holidays, Alsace-Moselle and overseas departments.

Sources: code du travail L3133-1 (national), L3134-13 (57, 67, 68: 26 December, and Good Friday where the commune has a
Protestant temple or a mixed church: a switch), L3422-2 (abolition of slavery, overseas). Customs that no law makes a
holiday (mid-Lent, Schœlcher's day) are not counted. Dates come from the `holidays` package, which is silent outside its
years: asking for one is an error, never a year without holidays.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from holidays.utils import country_holidays

NATIONAL = "FR"
YEARS = range(1983, 2101)
PARIS = "Europe/Paris"
SATURDAY, SUNDAY = 5, 6
GOOD_FRIDAY = "Vendredi saint"
ABOLITION = "Abolition de l'esclavage"
BOXING_DAY = "Saint-Étienne"
ALSACE_MOSELLE = frozenset({"57", "67", "68", "6AE"})
OVERSEAS = {
    "971": "America/Guadeloupe",
    "972": "America/Martinique",
    "973": "America/Cayenne",
    "974": "Indian/Reunion",
    "975": "America/Miquelon",
    "976": "Indian/Mayotte",
    "977": "America/St_Barthelemy",
    "978": "America/Marigot",
}
PACKAGE_CODES = {"975": "PM", "977": "BL", "978": "MF"}
MAINLAND = frozenset(f"{number:02}" for number in range(1, 96) if number != 20) | {"2A", "2B"}  # noqa: PLR2004
TERRITORIES = MAINLAND | ALSACE_MOSELLE | OVERSEAS.keys() | {NATIONAL}
CHURCH_CUSTOM = ALSACE_MOSELLE | {"971", "972"}


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of a territory: a département code, an overseas code, or FR for the national rule alone.

    >>> Calendar("67").holiday(date(2026, 4, 3)), Calendar("75").holiday(date(2026, 4, 3))
    ('Vendredi saint', None)
    >>> Calendar("67", good_friday=False).is_ouvre(date(2026, 4, 3))
    True
    """

    territory: str = NATIONAL
    good_friday: bool | None = None

    def __post_init__(self) -> None:
        code = self.territory.strip().upper()
        if code not in TERRITORIES:
            raise ValueError(
                f"territoire « {self.territory} » inconnu : donnez un code de département à deux chiffres (67, 2A), "
                "d'outre-mer à trois (971 à 978), ou FR pour la règle nationale"
            )
        if self.good_friday and code not in CHURCH_CUSTOM:
            raise ValueError(
                f"le Vendredi saint n'est pas férié dans le territoire {code} : "
                "l'option ne vaut que pour 57, 67, 68, 971 et 972"
            )
        object.__setattr__(self, "territory", code)

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which the territory's days begin and end."""
        return ZoneInfo(OVERSEAS.get(self.territory, PARIS))

    @property
    def counts_good_friday(self) -> bool:
        """What the commune's switch says, or the territory's rule: yes in Alsace-Moselle, no elsewhere."""
        return self.territory in ALSACE_MOSELLE if self.good_friday is None else self.good_friday

    def day_of(self, at: date) -> date:
        """The territory's day on which an instant falls; a day stays itself."""
        return at.astimezone(self.zone).date() if isinstance(at, datetime) else at

    def holiday(self, day: date) -> str | None:
        """The French name of the holiday, None on an ordinary day; an instant is refused: `day_of` says its day."""
        if isinstance(day, datetime):
            raise TypeError("a calendar answers for a day, not an instant: use Calendar.day_of")
        name = holidays_of(self.territory, day.year).get(day)
        return None if name == GOOD_FRIDAY and not self.counts_good_friday else name

    def is_ouvrable(self, day: date) -> bool:
        """Any day but Sunday and holidays."""
        return day.weekday() != SUNDAY and self.holiday(day) is None

    def is_ouvre(self, day: date) -> bool:
        """Monday to Friday, but holidays."""
        return day.weekday() < SATURDAY and self.holiday(day) is None

    def next_ouvre(self, day: date) -> date:
        """The day itself when worked, else the next one worked."""
        while not self.is_ouvre(day):
            day += timedelta(days=1)
        return day


@lru_cache(maxsize=2048)
def holidays_of(territory: str, year: int) -> dict[date, str]:
    """The legal holidays of a year, Good Friday included wherever custom or law knows it; ValueError out of YEARS."""
    if year not in YEARS:
        raise ValueError(
            f"les jours fériés de {year} ne sont pas connus : restez entre {YEARS[0]} et {YEARS[-1]}, "
            "en corrigeant la date ou le délai"
        )
    national = dict(country_holidays("FR", years=year, language="fr").items())
    subdivision = _package_code(territory)
    if subdivision is None:
        return national
    local = country_holidays("FR", subdivision, years=year, language="fr").items()
    legal = {day: name for day, name in local if name in {GOOD_FRIDAY, ABOLITION, BOXING_DAY}}
    return legal | national


def _package_code(territory: str) -> str | None:
    if territory in ALSACE_MOSELLE:
        return "57"
    return PACKAGE_CODES.get(territory, territory) if territory in OVERSEAS else None
