"""The demonstration registry: fictional beneficiaries, drawn again the same way from a seed and a month.

Nobody in it exists: names carry « Fictif- », every identity says « personne fictive », communes are invented.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from random import Random

from socle.dossiers.domain.file import File, Json
from socle.dossiers.domain.search import FullIdentity, Key, Search, only_one
from socle.dossiers.providers.demonstration import household, money
from socle.dossiers.providers.demonstration.data import Data, data
from socle.dossiers.providers.demonstration.draft import Draft, draw

SEED = "socle"
SIZE = 5_000
YEARS = 2
Wanted = ("rsa", "cmg", "none")


@dataclass(slots=True)
class DemonstrationRegistry:
    """A FileProvider of `size` fictional files, each built when it is asked for."""

    anchor: date
    seed: str = SEED
    size: int = SIZE
    _data: Data = field(default_factory=data)
    _drafts: dict[int, Draft] = field(default_factory=dict)
    _by_birth: dict[date, list[Draft]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.anchor = self.anchor.replace(day=1)

    @property
    def numeros(self) -> range:
        return range(self._data.first_numero, self._data.first_numero + self.size)

    def find(self, search: Search) -> File | None:
        """The one file that matches, or nothing."""
        if isinstance(search, Key):
            known = search.caisse == self._data.caisse and int(search.numero) in self.numeros
            return self.file(int(search.numero)) if known else None
        draft = only_one(self._matching(search))
        return None if draft is None else self.file(draft.numero)

    def file(self, numero: int) -> File:
        """Draw the whole file of one number."""
        draft, anchor, known = self.draft(numero), self.anchor, self._data
        rng = Random(f"{self.seed}/{numero}/file")  # noqa: S311 - fictional people, drawn again the same way
        helped = rng.random() < known.shares["housing_benefit"]
        disabled = rng.random() < known.shares["aah"]
        yearly = money.yearly_income(rng, draft, disabled=disabled, anchor=anchor)
        rights = money.rights(known, rng, draft, yearly, helped=helped, disabled=disabled, anchor=anchor)
        return File(
            identity=household.identity(known, rng, draft),
            address=household.address(known, rng, draft, anchor),
            family=household.family(known, rng, draft, anchor),
            resources=money.resources(rng, draft, yearly, anchor),
            quotient_familial=money.quotient(known, draft, yearly, rights, anchor),
            rights=rights,
            housing=household.housing(known, rng, helped=helped, anchor=anchor),
            debts=money.debts(known, rng, anchor),
            situations=household.situations(known, rng, draft, anchor),
        )

    def draft(self, numero: int) -> Draft:
        """The sketch of one number, kept."""
        if numero not in self._drafts:
            self._drafts[numero] = draw(self._data, self.seed, numero, self.anchor)
        return self._drafts[numero]

    def listing(self, with_: str | None = None) -> list[dict[str, Json]]:
        """For the command line of the demonstration only: numbers, names and what their files have."""
        if with_ is not None and with_ not in Wanted:
            raise ValueError(f"« {with_} » inconnu ; choisissez parmi {', '.join(Wanted)}")
        rows = ((draft, self._has(draft)) for draft in map(self.draft, self.numeros))
        return [
            {"caisse": self._data.caisse, "numero": str(draft.numero), "name": draft.name, "has": has}
            for draft, has in rows
            if with_ is None or (not has if with_ == "none" else with_ in has)
        ]

    def _has(self, draft: Draft) -> list[str]:
        recent = draft.rsa is not None and draft.rsa.within_years(self.anchor, YEARS)
        return (["rsa"] if recent else []) + (["cmg"] if draft.cmg_request else [])

    def _matching(self, wanted: FullIdentity) -> list[Draft]:
        if not self._by_birth:
            for draft in map(self.draft, self.numeros):
                self._by_birth.setdefault(draft.birth_date, []).append(draft)
        return [draft for draft in self._by_birth.get(wanted.birth_date, ()) if wanted.matches(draft)]


@lru_cache(maxsize=4)
def registry(anchor: date, seed: str = SEED, size: int = SIZE) -> DemonstrationRegistry:
    """One registry per process for a month."""
    return DemonstrationRegistry(anchor, seed, size)
