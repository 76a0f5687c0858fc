"""The lists, shares and amounts of the demonstration registry, read from the catalogue."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from random import Random
from typing import Any

from socle.dossiers.catalogue import text
from socle.kernel.money import Money


@dataclass(frozen=True, slots=True)
class Data:
    """The catalogue file, with amounts as decimals and remarkable people by number."""

    caisse: str
    first_numero: int
    names: dict[str, Any]
    places: dict[str, Any]
    shares: dict[str, float]
    amounts: dict[str, Money]
    household_parts: Decimal
    child_parts: tuple[Decimal, ...]
    next_child_parts: Decimal
    remarkable: dict[int, dict[str, Any]]

    def happens(self, rng: Random, name: str) -> bool:
        """Whether what has this share happens, this time."""
        return rng.random() < self.shares[name]

    def around(self, rng: Random, name: str, spread: int) -> Money:
        """An amount, a few euros more or less."""
        return self.amounts[name] + Money.of_cents(100 * rng.randint(-spread, spread))


@cache
def data() -> Data:
    raw = tomllib.loads(text("registre-demonstration.toml"))
    parts = raw["parts"]
    return Data(
        caisse=raw["caisse"],
        first_numero=raw["first_numero"],
        names=raw["names"],
        places=raw["places"],
        shares={name: share / 100 for name, share in raw["shares"].items()},
        amounts={name: Money.parse(amount) for name, amount in raw["amounts"].items()},
        household_parts=Decimal(parts["household"]),
        child_parts=tuple(Decimal(part) for part in parts["children"]),
        next_child_parts=Decimal(parts["next_children"]),
        remarkable={entry["numero"]: entry for entry in raw["remarkable"]},
    )
