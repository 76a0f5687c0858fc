"""Which fund the law makes competent, whatever the convention says: dated parameters with their source.

Source: code de la sécurité sociale, R354-1 (survivor's pension: the fund of Strasbourg alone when the beneficiary lives
in the Bas-Rhin, the Haut-Rhin or the Moselle, or belongs to the local scheme).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from socle.kernel.clause import Clause


@dataclass(frozen=True, slots=True)
class Competence:
    """A subject that only one fund may answer, for who lives in some départements; `since` when the source gives it."""

    subject: str
    departements: frozenset[str]
    fund: str
    territory: str
    since: date | None
    clause: Clause


COMPETENCES = (
    Competence(
        "survivor_pension",
        frozenset({"57", "67", "68"}),
        "caisse de retraite de Strasbourg",
        "67",
        None,
        Clause("code de la sécurité sociale", "R354-1"),
    ),
)


def competent(subject: str, commune: str, day: date) -> Competence | None:
    """The exclusive competence that holds for a subject and a commune (INSEE code); None: the ordinary rule."""
    return next(
        (
            one
            for one in COMPETENCES
            if one.subject == subject
            and departement(commune) in one.departements
            and (one.since is None or one.since <= day)
        ),
        None,
    )


def departement(commune: str) -> str:
    """The département of an INSEE code: three characters overseas, two elsewhere.

    >>> departement("67482"), departement("97411"), departement("2A004")
    ('67', '974', '2A')
    """
    return commune[:3] if commune[:2] == "97" else commune[:2]


def is_elsewhere(found: Competence | None, territories: Collection[str]) -> bool:
    """Whether another fund than the one of these territories has to answer."""
    return found is not None and not (found.departements & set(territories))
