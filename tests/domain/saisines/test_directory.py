"""The directory by territory: the past is not overwritten, gaps and overlaps are seen, each item is asked (DRT-02)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from socle.conventions.domain.kinds.directory import Export
from socle.kernel.clause import Clause
from socle.saisines.domain.directory import Held, Writing, change, changes, complete, covering, gaps, on, overlaps

NORTH, SOUTH = UUID(int=1), UUID(int=2)
JANUARY, MARCH, JUNE = date(2026, 1, 1), date(2026, 3, 1), date(2026, 6, 1)
WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)
LATER = datetime(2026, 2, 1, tzinfo=UTC)
FIRST = Writing(NORTH, "Nord", ("67180", "67544"), JANUARY, WRITTEN, line="03 53 01 20 01", email="nord@carsat.example")
SOUTHERN = Writing(SOUTH, "Sud", ("67462",), JANUARY, WRITTEN)
HELD = Held(
    UUID(int=9),
    "annuaire",
    "social_service",
    UUID(int=8),
    frozenset(),
    Clause("convention", "2.2"),
    ("social_worker_direct_line", "permanence_place", "unit_email"),
    frozenset({Export.CSV}),
    "3646",
    "Service social",
)


def test_a_correction_leaves_what_was_answered_before():
    corrected = replace(FIRST, line="03 53 01 20 99", since=MARCH, written_at=LATER, version=1)

    assert on([FIRST, corrected], date(2026, 2, 15), LATER) == (FIRST,)
    assert on([FIRST, corrected], MARCH, LATER) == (corrected,)


def test_a_day_is_read_as_it_was_known_then():
    backdated = replace(FIRST, line="03 53 01 20 99", written_at=LATER, version=1)

    assert on([FIRST, backdated], MARCH, WRITTEN) == (FIRST,)
    assert on([FIRST, backdated], MARCH, LATER) == (backdated,)


def test_a_sector_that_is_kept_no_more_leaves_its_communes_uncovered():
    ended = replace(FIRST, is_ended=True, since=MARCH, written_at=LATER)

    assert on([FIRST, ended], date(2026, 2, 28), LATER) == (FIRST,)
    assert on([FIRST, ended], JUNE, LATER) == ()


def test_gaps_are_the_communes_of_the_territory_without_sector():
    assert gaps(("67180", "67544", "67448"), [FIRST]) == ("67448",)
    assert gaps(("67180",), [FIRST]) == ()


def test_overlaps_name_every_sector_that_claims_a_commune():
    also = replace(SOUTHERN, communes=("67462", "67180"))

    assert overlaps([FIRST, also]) == {"67180": (FIRST, also)}
    assert overlaps([FIRST, SOUTHERN]) == {}
    assert covering([FIRST, also], "67180") == (FIRST, also)


def test_a_change_says_its_fields_and_never_their_values():
    after = replace(FIRST, line="03 53 01 20 99", communes=("67180", "67001"), written_at=LATER)
    found = change(FIRST, after)

    assert found.says == "ligne directe, 1 commune en plus, 1 commune en moins"
    assert (found.added, found.removed) == (("67001",), ("67544",))
    assert not change(FIRST, replace(FIRST, written_at=LATER))
    assert [one.says for one in changes([after, FIRST])] == [found.says, "nouveau secteur, 2 communes"]


FULL = replace(FIRST, permanence="Mairie")
FAULTY = {
    "items_missing": (replace(FULL, permanence=" ", line=""), ()),
    "commune_unknown": (FULL, ("Nulle-Part",)),
    "phone_unreadable": (replace(FULL, line="le matin"), ()),
    "email_unreadable": (replace(FULL, email="nord"), ()),
}


@pytest.mark.parametrize(("code", "given"), FAULTY.items(), ids=FAULTY.keys())
def test_a_sector_gives_every_item_of_the_clause(code, given):
    """Changing the term changes the decision: what it does not list is not asked."""
    decision = complete(HELD, *given)

    assert (bool(decision), decision.code) == (False, code)
    assert complete(HELD, FULL, ())
    assert complete(replace(HELD, items=()), replace(FULL, permanence="", line="", email=""), ())


def test_missing_items_are_all_named():
    decision = complete(HELD, replace(FULL, communes=(), line="", email=""), ())

    assert "ligne directe, courriel de l'unité, ses communes" in decision.reason
    assert HELD.fallback == "3646, demander « Service social »"
