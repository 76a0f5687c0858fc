"""MCP-22: the filters a view keeps, its limits, who removes it."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from socle.habilitations.domain.exporting import Listed
from socle.habilitations.domain.views import (
    KEPT,
    LONGEST_FILTERS,
    MOST_VIEWS,
    decide_removal,
    decide_saving,
    kept_filters,
)

ME, SOMEBODY = UUID(int=1), UUID(int=2)


@given(
    st.sampled_from(Listed),
    st.lists(st.tuples(st.sampled_from(["service", "q", "suite", "colonnes", "organisme", "next"]), st.text())),
)
def test_a_view_keeps_only_filters_its_list_knows(listed, pairs):
    kept = kept_filters(listed, pairs)

    assert sum(len(name) + len(value) for name, value in kept) <= LONGEST_FILTERS
    assert {name for name, _ in kept} <= set(KEPT[listed])
    assert all(value for _, value in kept)
    assert kept_filters(listed, kept) == kept


def test_names_differ_by_more_than_their_capitals():
    assert not decide_saving("Tarifs", ["tarifs"], 1)
    assert decide_saving("Tarifs", ["autres"], MOST_VIEWS - 1)
    assert not decide_saving("Tarifs", [], MOST_VIEWS)


def test_one_removes_ones_own_and_administrators_what_is_shared():
    assert decide_removal(ME, ME, is_shared=False, is_administrator=False)
    assert decide_removal(SOMEBODY, ME, is_shared=True, is_administrator=True)
    assert not decide_removal(SOMEBODY, ME, is_shared=True, is_administrator=False)
    assert not decide_removal(SOMEBODY, ME, is_shared=False, is_administrator=True)
