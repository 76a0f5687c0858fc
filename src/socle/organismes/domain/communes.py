"""The communes of the official list: one row for each present commune, found by any of its names.

Source: INSEE, code officiel géographique, and La Poste, base of postcodes, as `@etalab/decoupage-administratif`
publishes them. A commune déléguée or associée, an arrondissement municipal, a code that was replaced: each is answered
by the present commune (DRT-02).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

PRESENT = "commune-actuelle"
CODE = re.compile(r"^(?:\d{2}|2[AB])\d{3}$", re.IGNORECASE)
LABELLED = re.compile(r"\((\d[\dAB]\d{3})\)\s*$")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})
_SHORT = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}


@dataclass(frozen=True, slots=True)
class Listed:
    """A present commune as the official list gives it, with the names and codes it took over."""

    code: str
    name: str
    departement: str
    postcodes: tuple[str, ...]
    district: str
    population: int
    former: tuple[str, ...]
    former_codes: tuple[str, ...]

    @property
    def words(self) -> str:
        """Every name, folded, each after a bar, the present one first; then every postcode, each after a hash."""
        names = "".join(f"| {fold(name)} " for name in (self.name, *self.former))
        return names + "".join(f"# {code} " for code in self.postcodes)


def fold(text: str) -> str:
    """A name as it is compared: no accent, no case, no hyphen, « st » for « saint ».

    >>> fold("L'Haÿ-les-Roses"), fold("ST-LOUIS"), fold("Œting")
    ('l hay les roses', 'saint louis', 'oeting')
    """
    plain = unicodedata.normalize("NFKD", text.lower().translate(_LIGATURES))
    letters = "".join(one if one.isalnum() else " " for one in plain if not unicodedata.combining(one))
    words = letters.encode("ascii", "ignore").decode().split()
    return " ".join(_SHORT.get(word, word) for word in words)


def listed(communes: Iterable[Mapping[str, Any]], districts: Iterable[Mapping[str, Any]]) -> Iterator[Listed]:
    """The present communes of the two files, in their order."""
    found = list(communes)
    of_district = {one["code"]: district["nom"] for district in districts for one in district["membres"]}
    former: dict[str, list[Mapping[str, Any]]] = {}
    for row in found:
        if row["type"] != PRESENT:
            former.setdefault(row.get("chefLieu") or row.get("commune") or "", []).append(row)
    for row in found:
        if row["type"] == PRESENT:
            yield _one(row, former.get(row["code"], ()), of_district.get(row["code"], ""))


def _one(row: Mapping[str, Any], former: Sequence[Mapping[str, Any]], district: str) -> Listed:
    codes = (*(one["code"] for one in former), *row.get("anciensCodes", ()))
    postcodes = (*row.get("codesPostaux", ()), *(code for one in former for code in one.get("codesPostaux", ())))
    return Listed(
        row["code"],
        row["nom"],
        row.get("departement") or row["code"][:3],
        tuple(dict.fromkeys(postcodes)),
        district,
        row.get("population", 0),
        tuple(name for name in dict.fromkeys(one["nom"] for one in former) if name != row["nom"]),
        tuple(code for code in dict.fromkeys(codes) if code != row["code"]),
    )


def code_in(text: str) -> str:
    """The code that a text is, or ends with between brackets; empty when it is none.

    >>> code_in("2a004"), code_in("Strasbourg (67482)"), code_in("Strasbourg")
    ('2A004', '67482', '')
    """
    stripped = text.strip()
    if CODE.match(stripped):
        return stripped.upper()
    labelled = LABELLED.search(stripped)
    return labelled[1] if labelled else ""
