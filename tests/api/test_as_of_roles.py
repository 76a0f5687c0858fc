"""The API on another day: delegations and groups as they stood (MCP-22)."""

from __future__ import annotations

import pytest

from socle.habilitations.models import Delegation, Group, GroupMember
from tests.api.test_as_of import ME, get, on


@pytest.fixture
def role(owner, demo):
    """A responsable of the demonstration, named on 1 February, whose delegation was taken back on 6 March."""
    (row,) = [one for one in get(demo, "delegations") if one["role"] == "delegate"][:1]
    with owner():
        found = Delegation.objects.get(id=row["id"])
        Delegation.objects.filter(id=found.id).update(
            period=(on(2, 1), on(3, 6)),
            granted_at=on(2, 1),
            withdrawn_at=on(3, 6),
            withdrawn_by_id=found.membership.person_id,
        )
    return row["id"]


@pytest.fixture
def group(owner, demo):
    """A group of the demonstration, opened on 1 February; somebody left it on 2 March, it was closed on 6 March."""
    row = next(one for one in get(demo, "groups") if one["members"])
    with owner():
        found = Group.objects.get(id=row["id"])
        Group.objects.filter(id=found.id).update(
            created_at=on(2, 1), closed_at=on(3, 6), closed_by_id=found.created_by_id
        )
        members = GroupMember.objects.filter(group=found)
        members.update(period=(on(2, 1), on(3, 6)), removed_at=on(3, 6), removed_by_id=found.created_by_id)
        members.filter(id=members.first().id).update(period=(on(2, 1), on(3, 2)), removed_at=on(3, 2))
    return row


def test_a_delegation_is_there_between_its_naming_and_its_end(demo, role):
    def ids(**asked: object) -> set[str]:
        return {one["id"] for one in get(demo, "delegations", **asked)}

    assert role in ids(as_of="2026-03-03")
    assert role not in ids(as_of="2026-01-31")
    assert role not in ids(as_of="2026-03-06T12:00:01+01:00")
    assert role not in ids()


def test_an_end_decided_later_was_not_announced(demo, role):
    then = next(one for one in get(demo, "delegations", as_of="2026-03-03") if one["id"] == role)

    assert then["valid_from"]
    assert then["valid_to"] is None


def test_a_group_is_that_of_the_day_with_its_members_of_the_day(demo, group):
    def listed(day: str) -> int | None:
        return next((one["members"] for one in get(demo, "groups", as_of=day) if one["id"] == group["id"]), None)

    before = group["members"]
    assert [listed(day) for day in ("2026-01-31", "2026-03-01", "2026-03-03", "2026-03-07")] == [
        None, before, before - 1, None,
    ]  # fmt: skip
    path = f"/api/v1/groups/{group['id']}"
    api = demo.api(ME)
    assert len(api.get(path, {"as_of": "2026-03-03"}).json()["people"]) == before - 1
    assert [api.get(path, asked).status_code for asked in ({"as_of": "2026-01-31"}, {"as_of": "2026-03-07"}, {})] == [
        404, 404, 404,
    ]  # fmt: skip


def test_another_organisation_sees_neither_of_that_day(demo, role, group):
    other, asked = "pajemploi-principal", {"as_of": "2026-03-03"}

    assert role not in {one["id"] for one in get(demo, "delegations", login=other, **asked)}
    assert group["id"] not in {one["id"] for one in get(demo, "groups", login=other, **asked)}
    assert demo.api(other).get(f"/api/v1/groups/{group['id']}", asked).status_code == 404


def test_pages_of_groups_follow_on_that_day(demo, group, owner):
    """Two groups open on 3 March bear one name today: the cursor keeps both."""
    with owner():
        Group.objects.create(
            organisation_id=Group.objects.get(id=group["id"]).organisation_id,
            name=group["name"],
            created_by_id=Group.objects.get(id=group["id"]).created_by_id,
            created_at=on(2, 1),
        )
    asked, found = {"as_of": "2026-03-03", "limit": 1}, []
    page = demo.api(ME).get("/api/v1/groups", asked).json()
    found += page["items"]
    while page["next"]:
        page = demo.api(ME).get("/api/v1/groups", {**asked, "cursor": page["next"]}).json()
        found += page["items"]

    assert [one["name"] for one in found] == [group["name"]] * 2


@pytest.mark.parametrize("path", ["delegations", "groups", "groups/392aacf2-c46a-4bfa-b7ec-33d38f584096"])
@pytest.mark.parametrize("day", ["9999-12-31", "hier"])
def test_an_absurd_day_is_a_problem_that_says_so(demo, path, day):
    answer = demo.api(ME).get(f"/api/v1/{path}", {"as_of": day})

    assert answer.status_code == 422
    assert answer.json()["reason"]
