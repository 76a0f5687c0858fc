"""What the page of a convention compares: amounts, slots and hours, the sitting (FSV-01 to 05, 08)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse

from socle.conventions.domain.comparisons import Verdict, remarks
from socle.conventions.domain.reading import AnyTerm
from socle.kernel.french import headline

VERDICTS = {
    Verdict.AGREED: ("concordant", "success"),
    Verdict.ALLOWED: ("permis", "info"),
    Verdict.DIFFERS: ("écart", "warning"),
}


def rows(terms: Iterable[AnyTerm], convention_id: UUID, query: str) -> list[dict[str, object]]:
    """Each comparison with its verdict, those that differ first."""
    found = sorted(remarks(terms), key=lambda remark: remark.verdict is not Verdict.DIFFERS)
    return [
        {
            "says": headline(remark.says),
            "label": VERDICTS[remark.verdict][0],
            "tone": VERDICTS[remark.verdict][1],
            "remedy": remark.remedy if remark.verdict is Verdict.DIFFERS else "",
            "clause": remark.clause,
            "url": f"{reverse('conventions:term', args=[convention_id, remark.term_id])}{query}",
        }
        for remark in found
    ]
