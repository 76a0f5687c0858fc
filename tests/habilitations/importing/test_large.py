"""Five thousand lines, thirty-seven faulty (issue 3): each fault at its cell, seats counted, in a few statements."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.habilitations.bodies import partner
from tests.habilitations.importing.files import outcomes, right, rows_of, sent
from tests.habilitations.importing.large import FAULTS, LINES, expected, large


def test_each_of_the_thirty_seven_faults_is_shown_at_its_cell(owner):
    with owner():
        body = partner(people=1, replaced={"max = 12": "max = 6000"})
    batch = sent(body.principal, large())

    found = {one.number: (one.code, one.place) for one in rows_of(batch, body.principal) if one.outcome == "error"}
    assert len(found) == FAULTS
    assert found == expected()
    assert outcomes(batch, body.principal).count("create") == LINES - FAULTS


def statements(owner, lines: int) -> int:
    with owner():
        body = partner(people=1)
    with CaptureQueriesContext(connection) as captured:
        sent(body.principal, large(lines, rights=3))
    return len(captured)


def test_a_longer_file_asks_no_more_statements(owner):
    assert statements(owner, 400) == statements(owner, 40)


def test_the_row_that_exceeds_says_which_ceiling_and_clause(owner):
    """MCP-21, MCP-61: twelve seats for sixteen rows: the four last ones are refused before anything is written."""
    with owner():
        body = partner(people=1)

    batch = sent(body.principal, [right(rank) for rank in range(16)])

    refused = [one for one in rows_of(batch, body.principal) if one.outcome == "error"]
    assert [one.number for one in refused] == [14, 15, 16, 17]
    assert {(one.code, one.clause, one.place[-1]) for one in refused} == {("seats_exhausted", "bulletin CDAP, 2", "E")}
    assert all("12 sièges" in one.reason for one in refused)


def test_seats_free_for_another_period_are_seen(owner):
    """A seat that ends before the next one begins serves twice, in the file as in the ledger."""
    with owner():
        body = partner(people=1, replaced={"max = 12": "max = 1"})

    batch = sent(body.principal, [right(1, Au="31/12/2030"), right(2, Du="01/01/2031"), right(3, Du="31/12/2030")])

    assert outcomes(batch, body.principal) == ["create", "create", "error"]
