"""How long a case keeps its person: what the convention writes of saisines, else six months after the closing.

Source of the house's six months: the public tool of blocked cases (facts of the field, 7.5). Figures stay: door,
subject, commune, dates and outcome name nobody.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from socle.conventions.domain.kinds import Retention
from socle.conventions.domain.kinds.retention import Kept
from socle.conventions.domain.reading import AnyTerm, of_kind
from socle.kernel.clause import Clause

HOUSE_KEEP = "P6M"
HOUSE_CLAUSE = Clause.house("DRT-03")
DRAFTS_KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Keeping:
    """A length of time after the closing, and where it is written."""

    delay: str
    clause: Clause


def keep_for(terms: Iterable[AnyTerm]) -> Keeping:
    """The retention of the cases of a convention."""
    found = next((term for term in of_kind(terms, Retention) if term.body.of is Kept.CASES), None)
    return Keeping(found.body.keep, found.clause) if found else Keeping(HOUSE_KEEP, HOUSE_CLAUSE)
