"""Search keys (MCP-63, facts.md §1.2): an exact key, or a full identity that matches exactly one file. Never a list.

Search by NIR does not exist here: it needs a decree for the body that searches.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Protocol, TypeVar

from socle.kernel.clause import Clause
from socle.kernel.decision import Refused, refuse

RULE = Clause.house("MCP-63")
CAISSE = re.compile(r"[0-9]{3}")
NUMERO = re.compile(r"[0-9]{1,7}")
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae"})
KEY_HELP = "Donnez le code de la caisse (3 chiffres) et le numéro d'allocataire (7 chiffres au plus)."
IDENTITY_HELP = "Donnez le nom, le prénom et la date de naissance (AAAA-MM-JJ)."

T = TypeVar("T")


class Named(Protocol):
    """What a full identity is compared with."""

    @property
    def last_name(self) -> str: ...
    @property
    def used_name(self) -> str: ...
    @property
    def first_name(self) -> str: ...
    @property
    def birth_date(self) -> date: ...
    @property
    def birth_commune(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Key:
    """The beneficiary number, unique inside one caisse only."""

    kind: ClassVar[str] = "number"

    caisse: str
    numero: str

    @classmethod
    def parse(cls, caisse: str, numero: str) -> Key:
        """Read a key; leading zeros and spaces do not count."""
        caisse, numero = caisse.strip(), numero.replace(" ", "")
        if not (CAISSE.fullmatch(caisse) and NUMERO.fullmatch(numero)):
            raise Refused(refuse("search_incomplete", "La clé de recherche est incomplète.", clause=RULE, fix=KEY_HELP))
        return cls(caisse, str(int(numero)))


@dataclass(frozen=True, slots=True)
class FullIdentity:
    """A last name (of birth or of use), a first name and a birth date; the commune of birth parts homonyms."""

    kind: ClassVar[str] = "identity"

    last_name: str
    first_name: str
    birth_date: date
    birth_commune: str = ""

    @classmethod
    def parse(cls, raw: Mapping[str, str]) -> FullIdentity:
        """Read an identity from `last_name`, `first_name`, `birth_date` and perhaps `birth_commune`."""
        last_name, first_name = normalise(raw.get("last_name", "")), normalise(raw.get("first_name", ""))
        born = _day(raw.get("birth_date", ""))
        if not (last_name and first_name and born):
            refusal = refuse("search_incomplete", "L'identité est incomplète.", clause=RULE, fix=IDENTITY_HELP)
            raise Refused(refusal)
        return cls(last_name, first_name, born, normalise(raw.get("birth_commune", "")))

    def matches(self, somebody: Named) -> bool:
        """Whether these are the names, birth date and, when given, the commune of birth of somebody."""
        return (
            self.birth_date == somebody.birth_date
            and self.first_name == normalise(somebody.first_name)
            and self.last_name in {normalise(somebody.last_name), normalise(somebody.used_name)} - {""}
            and self.birth_commune in {"", normalise(somebody.birth_commune)}
        )


Search = Key | FullIdentity
EVERY_KEY = frozenset({Key.kind, FullIdentity.kind})


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def normalise(text: str) -> str:
    """Case, accents, hyphens and apostrophes do not count.

    >>> normalise("  Élodie-Anne  D'Œuvre ")
    'elodie anne d oeuvre'
    """
    plain = unicodedata.normalize("NFKD", text.translate(LIGATURES)).casefold()
    bare = unicodedata.normalize("NFKD", plain)
    letters = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[\W_]+", " ", letters).split())


def only_one(found: Sequence[T]) -> T | None:
    """The single match; none and many are answered alike, so that nobody browses."""
    return found[0] if len(found) == 1 else None
