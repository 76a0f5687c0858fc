"""Clocks computed again: counted first, then moved, traced once a batch, said in each thread, and never twice."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest
from click.testing import CliRunner
from django.db import connection

from socle.database.roles import OWNER
from socle.database.transactions import transaction
from socle.saisines.models import Saisine
from socle.site.cli.saisine import saisine
from tests.conftest import acting_as
from tests.demo import Demo
from tests.saisines.test_referrals import ASKER, opened


def reckoned(convention: object, *options: str) -> dict[str, object]:
    with acting_as(OWNER):
        answer = CliRunner().invoke(saisine, ["reckon", "--convention", str(convention), "--json", *options])
    assert answer.exit_code == 0, answer.output
    found: dict[str, object] = json.loads(answer.stdout)
    return found


@pytest.fixture
def case(demo: Demo) -> Saisine:
    """A case whose date is that of another calendar."""
    made = opened(demo)
    with acting_as(OWNER), transaction(None):
        row = Saisine.objects.get(id=made["id"])
        Saisine.objects.filter(id=row.id).update(due_at=row.due_at + timedelta(days=1))
    return row


def due_of(demo: Demo, row: Saisine) -> datetime:
    return datetime.fromisoformat(demo.api(ASKER).get(f"/api/v1/saisines/{row.id}").json()["due"])


def traces() -> list[dict[str, int]]:
    with acting_as(OWNER), connection.cursor() as cursor:
        cursor.execute("select payload from traces_staged_trace where tag = 'saisine:clock:reckoned'")
        return [json.loads(one) if isinstance(one, str) else one for (one,) in cursor.fetchall()]


def test_a_dry_run_counts_and_writes_nothing(demo, case):
    found = reckoned(case.convention_id, "--dry-run")
    assert (found["moved"], found["dry_run"]) == (1, True)
    assert due_of(demo, case) == case.due_at + timedelta(days=1)
    assert traces() == []


def test_what_changed_moves_once_is_traced_and_says_so_in_its_thread(demo, case):
    first, again = reckoned(case.convention_id), reckoned(case.convention_id)

    assert (first["moved"], again["moved"]) == (1, 0)
    assert first["seen"] == again["seen"]
    assert due_of(demo, case) == case.due_at
    assert [one["moved"] for one in traces()] == [1]
    messages = demo.api(ASKER).get(f"/api/v1/saisines/{case.id}").json()["messages"]
    assert [one["step"] for one in messages] == ["open", "reckon"]
    assert "Délai recalculé" in demo.client_of(ASKER).get(f"/saisines/{case.id}/").content.decode()


def test_an_unknown_convention_is_a_usage_error(demo):
    with acting_as(OWNER):
        assert CliRunner().invoke(saisine, ["reckon", "--convention", "inconnue"]).exit_code == 2
