"""MCP-22, MCP-35: a long list asks for identity again; a paper stays readable."""

from datetime import UTC, date, datetime, timedelta

import pytest

from socle.habilitations.domain.exporting import (
    LISTS,
    MOST_PAPER_ROWS,
    STEP_UP_ROWS,
    Listed,
    decide_export,
    decide_format,
    title_of,
)

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("rows", "minutes", "leaves"),
    [
        (STEP_UP_ROWS, None, True),
        (STEP_UP_ROWS + 1, None, False),
        (STEP_UP_ROWS + 1, 11, False),
        (STEP_UP_ROWS + 1, 9, True),
        (0, None, True),
    ],
)
def test_a_long_list_asks_for_identity_again(rows, minutes, leaves):
    confirmed = NOW - timedelta(minutes=minutes) if minutes else None

    assert bool(decide_export(rows, confirmed, NOW)) is leaves


def test_a_paper_past_its_rows_is_refused_with_a_way_out():
    refused = decide_format(MOST_PAPER_ROWS + 1, "pdf")

    assert not refused
    assert "tableur" in refused.fix
    assert decide_format(MOST_PAPER_ROWS, "pdf")
    assert decide_format(MOST_PAPER_ROWS + 1, "csv")


def test_a_file_is_named_after_its_list_its_body_and_its_day():
    assert set(LISTS) == set(Listed)
    title = title_of(Listed.SEATS, "Commune de Test", date(2026, 11, 20))
    assert title == "Sièges, Commune de Test, 2026-11-20"
