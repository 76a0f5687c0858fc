"""The partners of a caisse, a page at a time: those with something late come first."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict

from socle.supervision.queries.portfolio import PartnerLine
from socle.theme.links import page_url

PAGE_SIZE = 50


class PartnersFilterForm(forms.Form):
    q = forms.CharField(label="Partenaire", required=False, max_length=80)


def partners_page(lines: Sequence[PartnerLine], query: QueryDict) -> dict[str, object]:
    """One page of the partners whose name holds every word asked."""
    words = query.get("q", "").strip()[:80].casefold().split()
    found = [line for line in lines if all(word in line.name.casefold() for word in words)]
    page = Paginator(found, PAGE_SIZE).get_page(query.get("page", "1"))
    return {
        "lines": list(page.object_list),
        "is_filtered": bool(words),
        "form": PartnersFilterForm(query) if len(lines) > PAGE_SIZE or words else None,
        "summary": f"Partenaires {page.start_index()} à {page.end_index()}, sur {len(found)}"
        if len(found) > PAGE_SIZE
        else "",
        "previous_url": page_url(query, "page", page.previous_page_number() if page.has_previous() else None),
        "next_url": page_url(query, "page", page.next_page_number() if page.has_next() else None),
    }
