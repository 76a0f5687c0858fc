"""MCP-20 to MCP-23, R01, R02: what each row of a file would do, by the rules of a page, before anything is written."""

from __future__ import annotations

import pytest

from socle.database.transactions import transaction
from socle.habilitations.models import Habilitation
from socle.organismes.models import Membership
from tests.habilitations.bodies import partner
from tests.habilitations.importing.files import outcomes, right, row, rows_of, sent


@pytest.fixture
def body(owner):
    with owner():
        return partner(people=2)


def only(batch, body):
    return rows_of(batch, body.principal)[0]


def test_a_row_creates_changes_ignores_or_is_an_error(body):
    here = body.people[0]
    same = (here.person.last_name, here.person.first_name, here.email, here.function, "", "", "", "")
    moved = (*same[:3], "cheffe de service", "", "", "", "")

    batch = sent(body.principal, [right(1), moved, row(2, Courriel="mairie@commune.example")])
    again = sent(body.principal, [same])

    assert outcomes(batch, body.principal) == ["create", "change", "error"]
    assert outcomes(again, body.principal) == ["ignore"]
    with transaction(body.principal):
        assert not Habilitation.objects.filter(organisation_id=body.organisation.id).exists()
        assert Membership.objects.filter(organisation_id=body.organisation.id).count() == 3
