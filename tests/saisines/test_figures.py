"""Figures of clocks: each number is the length of its list, and nobody counts what they do not see (DRT-04, MCP-41)."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from socle.database.roles import OWNER
from socle.database.transactions import transaction
from socle.saisines.models import Saisine
from tests.conftest import acting_as
from tests.demo import Demo
from tests.saisines.test_referrals import ASKER, ASPA, PENSION, opened, send

CELL = re.compile(r'href="(/saisines/chiffres/([a-z-]+)/\?[^"]+)">\s*([\d\s\u202f]+)</a>')


def page(demo: Demo, login: str) -> list[tuple[str, str, int]]:
    found = demo.client_of(login).get("/saisines/chiffres/")
    assert found.status_code == 200
    return [(url.replace("&amp;", "&"), key, int(text)) for url, key, text in CELL.findall(found.content.decode())]


@pytest.fixture
def told(demo: Demo) -> dict[str, dict[str, object]]:
    """One answered in time, one answered late, one that is late."""
    cases = {name: opened(demo) for name in ("good", "slow", "late")}
    for name in ("good", "slow"):
        send(demo, f"/{cases[name]['id']}/messages", ASPA, text="Voici.", kind="done")
    with acting_as(OWNER), transaction(None) as at:
        for name in ("slow", "late"):
            Saisine.objects.filter(id=cases[name]["id"]).update(due_at=at - timedelta(hours=1))
    return cases


def test_each_number_is_the_length_of_its_list(demo, told):
    found = page(demo, ASPA)
    assert {key for _, key, _ in found} == {"received", "due", "in-time", "late"}
    for url, _, number in found:
        listed = demo.client_of(ASPA).get(url).content.decode()
        assert len(set(re.findall(r'href="/saisines/[0-9a-f-]{36}/"', listed))) == number


def test_what_is_in_time_and_what_is_late_are_told_apart(demo, told):
    lists = {key: demo.client_of(ASPA).get(url).content.decode() for url, key, _ in page(demo, ASPA)}
    where = {name: {key for key in ("in-time", "late") if case["number"] in lists[key]} for name, case in told.items()}
    assert where == {"good": {"in-time"}, "slow": {"late"}, "late": {"late"}}


def test_nobody_counts_what_they_do_not_see(demo, told):
    url = next(url for url, key, _ in page(demo, ASPA) if key == "late")
    assert told["late"]["number"] in demo.client_of(ASKER).get(url).content.decode()
    assert told["late"]["number"] not in demo.client_of(PENSION).get(url).content.decode()


def test_the_file_says_the_same_and_odd_questions_break_nothing(demo, told):
    written = b"".join(demo.client_of(ASPA).get("/saisines/chiffres/?format=csv").streaming_content).decode()
    assert "Part dans le délai" in written
    assert demo.client_of(ASPA).get("/saisines/chiffres/inconnu/").status_code == 404
    assert demo.client_of(ASPA).get("/saisines/chiffres/late/?mois=0000-01&voie=%00").status_code in {200, 400}
