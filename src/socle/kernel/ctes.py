"""The identifier that the prefecture's teletransmission prints on a local authority's act.

Source: arrêté du 26 octobre 2005 (cahier des charges, norme d'échange @CTES): department, SIREN, date of the act, its
number (15 characters at most) and its nature. A transmitted act is executory once published too (CGCT L2131-1).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from socle.kernel.siret import Siren

SHAPE = re.compile(
    r"(?P<department>[0-9]{2}[0-9AB])-(?P<siren>[0-9]{9})-(?P<on>[0-9]{8})"
    r"-(?P<number>[A-Za-z0-9_]{1,15})-(?P<nature>DE|AR|AI|CC|BF|AU)"
)


class Nature(StrEnum):
    """What kind of act was transmitted, by its two-letter code."""

    DELIBERATION = "DE"
    REGULATORY_ORDER = "AR"
    INDIVIDUAL_ORDER = "AI"
    CONVENTION = "CC"
    BUDGET = "BF"
    OTHER = "AU"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Nature.DELIBERATION: "délibération",
    Nature.REGULATORY_ORDER: "arrêté réglementaire",
    Nature.INDIVIDUAL_ORDER: "arrêté individuel",
    Nature.CONVENTION: "contrat ou convention",
    Nature.BUDGET: "document budgétaire et financier",
    Nature.OTHER: "autre acte",
}


@dataclass(frozen=True, slots=True)
class Ctes:
    """An act's identifier, read into its parts.

    >>> act = Ctes.parse("034-213401359-20251001-D2025_10_01_005-DE")
    >>> act.department, str(act.siren), act.signed_on.isoformat(), act.number, act.nature.label
    ('034', '213 401 359', '2025-10-01', 'D2025_10_01_005', 'délibération')
    >>> str(act)
    '034-213401359-20251001-D2025_10_01_005-DE'
    """

    department: str
    siren: Siren
    signed_on: date
    number: str
    nature: Nature

    @classmethod
    def parse(cls, text: str) -> Ctes:
        """Read an identifier; ValueError in French saying which part is wrong."""
        match = SHAPE.fullmatch(text.strip())
        if match is None:
            raise ValueError(
                f"identifiant d'acte « {text} » illisible : il s'écrit département-SIREN-date-numéro-nature, "
                "par exemple 034-213401359-20251001-D2025_10_01_005-DE ; recopiez-le depuis le tampon de la préfecture"
            )
        return cls(
            match["department"],
            Siren(match["siren"]),
            _day(match["on"], text),
            match["number"],
            Nature(match["nature"]),
        )

    def __str__(self) -> str:
        day = self.signed_on.isoformat().replace("-", "")
        return f"{self.department}-{self.siren.value}-{day}-{self.number}-{self.nature.value}"


def _day(digits: str, text: str) -> date:
    try:
        return date.fromisoformat(digits)
    except ValueError as error:
        raise ValueError(
            f"identifiant d'acte « {text} » : la date {digits} n'existe pas ; elle s'écrit année, mois, jour (AAAAMMJJ)"
        ) from error
