"""The API on another day: rights, seats and people as they were known then, the state of each right (MCP-22, MCP-25)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from socle.habilitations.models import Habilitation, SeatHold, Suspension
from tests.demo import LOGINS

ME = "partner-principal"


def on(month: int, day: int) -> datetime:
    return timezone.make_aware(datetime(2026, month, day, 12))


def get(demo, path: str, login: str = ME, **asked: object) -> list[dict]:
    response = demo.api(login).get(f"/api/v1/{path}", {"limit": 500, **asked})
    assert response.status_code == 200, response.content
    return response.json()["items"]


@pytest.fixture
def right(demo, owner):
    """A right of the demonstration, held from 1 February until it was withdrawn on 2 March, suspended for a while."""
    with owner():
        found = Habilitation.objects.filter(
            membership__person_id=LOGINS["social-worker-t2"].person_id, service="cdap", profile="T2"
        ).get()
        Habilitation.objects.filter(id=found.id).update(
            period=(on(2, 1), on(3, 2)),
            granted_at=on(2, 1),
            withdrawn_at=on(3, 2),
            withdrawn_by_id=found.granted_by_id,
            cause="départ",
        )
        SeatHold.objects.filter(habilitation_id=found.id).update(period=(on(2, 1), on(3, 2)))
        Suspension.objects.create(
            organisation_id=found.organisation_id,
            habilitation=found,
            kind="manager",
            period=(on(2, 10), on(2, 20)),
            cause="absence",
            suspended_by_id=found.granted_by_id,
            suspended_at=on(2, 10),
        )
    return str(found.id)


def of(rows: list[dict], right: str) -> dict | None:
    return next((row for row in rows if row["id"] == right), None)


def test_a_right_withdrawn_on_2_march_is_not_there_on_3_march(demo, right):
    assert of(get(demo, "habilitations", as_of="2026-03-03"), right) is None
    held = of(get(demo, "habilitations", as_of="2026-03-01"), right)
    assert (held["state"], held["valid_to"], held["withdrawn_at"], held["suspension"]) == ("in_force", None, None, None)
    ended = of(get(demo, "habilitations", as_of="2026-03-03", all=True), right)
    assert (ended["state"], ended["withdrawn_at"] is None) == ("ended", False)
    assert of(get(demo, "habilitations", as_of="2026-01-15", all=True), right) is None


def test_a_right_granted_later_is_not_there(demo):
    yesterday = timezone.localdate() - timedelta(days=1)

    assert get(demo, "habilitations")
    assert get(demo, "habilitations", as_of=yesterday, all=True) == []


def test_a_suspended_right_says_by_what_and_until_when(demo, right):
    (stopped,) = get(demo, "habilitations", as_of="2026-02-15", state="suspended")

    assert stopped["id"] == right
    assert stopped["state"] == "suspended"
    assert stopped["suspension"]["kind"] == "manager"
    assert datetime.fromisoformat(stopped["suspension"]["until"]) == on(2, 20)
    assert of(get(demo, "habilitations", as_of="2026-02-15", state="in_force"), right) is None
    assert of(get(demo, "habilitations", as_of="2026-02-21", state="in_force"), right)


def test_seats_are_those_taken_that_day(demo, right):
    def used(**asked: object) -> int:
        return get(demo, "seats", service="cdap", profile="T2", **asked)[0]["used"]

    assert (used(as_of="2026-03-01"), used(as_of="2026-03-03")) == (1, 0)
    assert used() > 1


def test_people_are_those_of_the_day(demo, right, owner):
    person = str(LOGINS["social-worker-t2"].person_id)
    long_ago = "2001-01-01"

    assert person in {one["id"] for one in get(demo, "people")}
    assert get(demo, "people", as_of=long_ago) == []


def test_another_organisation_sees_nothing_of_that_day(demo, right):
    other = next(login for login in LOGINS if login != ME and login.endswith("principal"))

    assert of(get(demo, "habilitations", login=other, as_of="2026-03-01", all=True), right) is None


@pytest.mark.parametrize("path", ["habilitations", "seats", "people"])
@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "hier"])
def test_an_absurd_day_is_a_problem_that_says_so(demo, path, day):
    answer = demo.api(ME).get(f"/api/v1/{path}", {"as_of": day})

    assert answer.status_code == 422
    assert answer.json()["reason"]
    assert demo.api(ME).get("/api/v1/habilitations", {"state": "autre"}).status_code == 422
