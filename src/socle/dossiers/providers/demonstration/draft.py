"""A first sketch of one fictional household, cheap enough to draw five thousand: who, with whom, RSA and CMG.

Same seed, month and number: same sketch. `Months` are counted back from the month of reference.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from random import Random
from typing import Any

from socle.dossiers.domain.spans import Span, months_before
from socle.dossiers.providers.demonstration.data import Data

ADULT, YOUNG, PARENT_MAX, OLDEST = 18, 27, 52, 82
CHILD_MAX, YOUNG_CHILD = 19, 6
RECENT, EARLIER = (1, 21), (30, 84)
HOUSEHOLDS = ((0.40, False, False), (0.57, False, True), (0.64, True, False), (1.0, True, True))
CHILDREN = (0.38, 0.74, 0.92, 0.98, 1.0)


@dataclass(frozen=True, slots=True)
class Draft:
    """What the index, the listing and the rest of the file start from."""

    numero: int
    last_name: str
    first_name: str
    sex: str
    birth_date: date
    birth_commune: str
    couple: bool
    child_ages: tuple[int, ...]
    rsa: Span | None
    cmg_request: date | None
    cmg_paid: bool
    quotient_known: bool
    used_name: str = ""

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.used_name or self.last_name}"


def draw(data: Data, seed: str, numero: int, anchor: date) -> Draft:
    """The sketch of one number; remarkable people keep what the catalogue says of them."""
    known = data.remarkable.get(numero)
    rng = Random(f"{seed}/{numero}")  # noqa: S311 - fictional people, drawn again the same way
    draft = _drawn(data, rng, numero, anchor)
    if known is not None:
        return _remarkable(draft, known, anchor)
    if numero - 1 >= data.first_numero and data.happens(rng, "homonyms"):
        return _homonym(draft, draw(data, seed, numero - 1, anchor))
    return draft


def _drawn(data: Data, rng: Random, numero: int, anchor: date) -> Draft:
    couple, parent = _household(rng)
    age = rng.randint(ADULT + 2, PARENT_MAX) if parent else rng.randint(ADULT, OLDEST)
    ages = _child_ages(rng, age) if parent else ()
    sex = "F" if rng.random() < (0.62 if couple else 0.55) else "M"
    young = any(years < YOUNG_CHILD for years in ages)
    requested = young and data.happens(rng, "cmg_with_young_child")
    uses = couple and sex == "F" and data.happens(rng, "used_name")
    return Draft(
        numero=numero,
        last_name=data.names["mark"] + rng.choice(data.names["last"]),
        first_name=rng.choice(data.names["women" if sex == "F" else "men"]),
        sex=sex,
        birth_date=birthday(rng, anchor, age),
        birth_commune=rng.choice(data.places["communes"])[1],
        couple=couple,
        child_ages=ages,
        rsa=_rsa(data, rng, anchor),
        cmg_request=months_before(anchor, rng.randint(1, 30)) if requested else None,
        cmg_paid=data.happens(rng, "cmg_paid"),
        quotient_known=not data.happens(rng, "quotient_unknown"),
        used_name=data.names["mark"] + rng.choice(data.names["last"]) if uses else "",
    )


def _household(rng: Random) -> tuple[bool, bool]:
    drawn = rng.random()
    return next((couple, parent) for ceiling, couple, parent in HOUSEHOLDS if drawn < ceiling)


def _child_ages(rng: Random, age: int) -> tuple[int, ...]:
    drawn = rng.random()
    number = next(count for count, ceiling in enumerate(CHILDREN, 1) if drawn < ceiling)
    oldest = min(CHILD_MAX, age - ADULT)
    return tuple(sorted((rng.randint(0, oldest) for _ in range(number)), reverse=True))


def _rsa(data: Data, rng: Random, anchor: date) -> Span | None:
    drawn, length, shares = rng.random(), rng.randint(4, 60), data.shares
    if drawn < shares["rsa_now"]:
        return Span(months_before(anchor, length))
    drawn -= shares["rsa_now"]
    if drawn < shares["rsa_ended_recently"]:
        ended = rng.randint(*RECENT)
    elif drawn < shares["rsa_ended_recently"] + shares["rsa_ended_earlier"]:
        ended = rng.randint(*EARLIER)
    else:
        return None
    return Span(months_before(anchor, ended + length), months_before(anchor, ended))


def birthday(rng: Random, anchor: date, age: int) -> date:
    """A day that makes somebody `age` years old at the anchor."""
    month = months_before(anchor, age * 12 + rng.randint(1, 11))
    return month.replace(day=rng.randint(1, monthrange(month.year, month.month)[1]))


def _homonym(draft: Draft, other: Draft) -> Draft:
    """Same names, sex and birth date as the neighbour, elsewhere born or not."""
    return replace(
        draft,
        last_name=other.last_name,
        first_name=other.first_name,
        sex=other.sex,
        birth_date=other.birth_date,
        used_name=other.used_name,
        child_ages=(),
        cmg_request=None,
    )


def _remarkable(draft: Draft, known: dict[str, Any], anchor: date) -> Draft:
    spans = [months_before(anchor, months) for months in known.get("rsa", ())]
    requested, paid = known.get("cmg", (None, False))
    return replace(
        draft,
        last_name=known["last_name"],
        first_name=known["first_name"],
        sex=known["sex"],
        birth_date=known["birth_date"],
        birth_commune=known.get("birth_commune", draft.birth_commune),
        used_name="",
        couple=False,
        child_ages=tuple(known["children"]),
        rsa=Span(*spans) if spans else None,
        cmg_request=None if requested is None else months_before(anchor, requested),
        cmg_paid=paid,
        quotient_known=known.get("quotient_known", True),
    )
