"""The portfolio of a caisse of thousands of partners is read a page at a time, and searched (issue 2, « Scale »)."""

from __future__ import annotations

from uuid import uuid4

from django.http import QueryDict

from socle.supervision.queries.portfolio import PartnerLine
from socle.supervision.web.pages.partners import PAGE_SIZE, partners_page

MANY = [PartnerLine(uuid4(), f"Commune de Bourg-{rank:03} (fictif)") for rank in range(PAGE_SIZE * 2 + 1)]


def names(page) -> list[str]:
    return [line.name for line in page["lines"]]


def test_a_few_partners_are_one_page_without_a_filter():
    page = partners_page(MANY[:3], QueryDict(""))

    assert (len(names(page)), page["form"], page["summary"], page["next_url"]) == (3, None, "", "")


def test_many_are_read_a_page_at_a_time():
    last = partners_page(MANY, QueryDict("page=3"))

    assert names(last) == [MANY[-1].name]
    assert last["previous_url"] == "?page=2"
    assert last["summary"] == f"Partenaires {len(MANY)} à {len(MANY)}, sur {len(MANY)}"


def test_words_find_one_among_many_and_an_unknown_page_is_the_last():
    assert names(partners_page(MANY, QueryDict("q=bourg-100"))) == [MANY[100].name]
    assert names(partners_page(MANY, QueryDict("page=999"))) == [MANY[-1].name]
    assert names(partners_page(MANY, QueryDict("q=ailleurs"))) == []
