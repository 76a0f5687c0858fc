"""The acts of the pages, by the API: the same actions, the same refusals (R01, R02; MCP-22, MCP-25, MCP-51)."""

from __future__ import annotations

from datetime import timedelta
from json import dumps

import pytest
from django.utils import timezone

from socle.site.demonstration.people import cast
from tests.demo import LOGINS

COLLEAGUE = str(next(one.person_id for one in cast().people if one.last_name == "Fontanges"))
HOLDER = str(LOGINS["social-worker-t2"].person_id)
T2 = {"service": "cdap", "profile": "T2", "purpose": "tarif-selon-quotient"}
DAY = timedelta(days=1)


@pytest.fixture
def ask(demo):
    def asked(method, path, body=None, login="partner-principal"):
        data = {} if body is None else {"data": dumps(body), "content_type": "application/json"}
        return demo.api(login).generic(method, f"/api/v1/{path}", **data)

    return asked


@pytest.fixture
def right(ask):
    return ask("GET", f"habilitations?person={HOLDER}").json()["items"][0]


def allowed(demo, person=HOLDER):
    wanted = {"person": person, "service": "cdap", "profile": "T2"}
    answer = demo.api("partner-principal").post("/api/v1/decisions", wanted, content_type="application/json")
    return answer.json()["allowed"]


def test_a_right_is_suspended_and_serves_again(demo, ask, right):
    """MCP-25: the seat stays taken, the right gives nothing meanwhile."""
    assert allowed(demo)
    stopped = ask("POST", f"habilitations/{right['id']}/suspensions", {"cause": "absence", "until": "2099-12-31"})
    assert stopped.status_code == 201
    said = stopped.json()
    assert (said["kind"], said["cause"], said["lifted_at"]) == ("manager", "absence", None)
    assert said["valid_to"].startswith("2100-01-01T00:00"), "the last day is included"
    assert not allowed(demo)

    again = ask("POST", f"habilitations/{right['id']}/suspensions", {"cause": "encore"})
    assert (again.status_code, again.json()["code"]) == (403, "already_suspended")
    assert ask("DELETE", f"suspensions/{said['id']}").status_code == 204
    assert allowed(demo)
    (line,) = ask("GET", f"habilitations/{right['id']}/suspensions").json()["items"]
    assert line["lifted_at"]


def test_a_suspension_never_ends_before_it_begins(ask, right):
    """Refused with its sentence: the page had broken on that day too."""
    answer = ask("POST", f"habilitations/{right['id']}/suspensions", {"cause": "absence", "until": "2020-01-01"})
    assert (answer.status_code, answer.json()["code"]) == (403, "period_past")


def test_a_right_is_entrusted_and_comes_back(demo, ask, right):
    """MCP-51: the stand-in holds the right inside its seat, until the absence ends or is cut short."""
    wanted = {"person": COLLEAGUE, "valid_to": str(timezone.localdate() + 9 * DAY), "cause": "congés"}
    opened = ask("POST", f"habilitations/{right['id']}/stand-ins", wanted)
    assert opened.status_code == 201
    assert (opened.json()["person"], opened.json()["replaced"]) == (COLLEAGUE, HOLDER)
    assert (allowed(demo), allowed(demo, COLLEAGUE)) == (False, True)
    (line,) = ask("GET", "stand-ins").json()["items"]
    assert line["id"] == opened.json()["id"]

    assert ask("DELETE", f"stand-ins/{right['id']}").status_code == 404
    assert ask("DELETE", f"stand-ins/{line['id']}").status_code == 204
    assert allowed(demo)


def test_a_stand_in_for_too_long_is_refused(ask, right):
    wanted = {"person": COLLEAGUE, "valid_to": str(timezone.localdate() + 200 * DAY), "cause": "congés"}
    answer = ask("POST", f"habilitations/{right['id']}/stand-ins", wanted)
    assert (answer.status_code, answer.json()["code"]) == (403, "stand_in_too_long")


def test_a_group_gives_its_local_profile_and_takes_it_back(demo, ask):
    """MCP-22: joining opens the rights of the bundle, another bundle changes them, leaving ends them."""
    bundle = ask("POST", "local-profiles", {"name": "Régie", "rights": [T2]}).json()
    group = ask("POST", "groups", {"name": "Régie", "local_profile": bundle["id"]}).json()
    assert not allowed(demo, COLLEAGUE)

    assert ask("POST", f"groups/{group['id']}/members", {"person": COLLEAGUE}).status_code == 201
    assert allowed(demo, COLLEAGUE)
    assert [one["person"] for one in ask("GET", f"groups/{group['id']}").json()["people"]] == [COLLEAGUE]
    assert next(one for one in ask("GET", "groups").json()["items"] if one["id"] == group["id"])["members"] == 1
    refused = ask("DELETE", f"local-profiles/{bundle['id']}")
    assert (refused.status_code, refused.json()["code"]) == (403, "local_profile_used")

    assert ask("PUT", f"groups/{group['id']}/local-profile", {"local_profile": None}).status_code == 200
    assert not allowed(demo, COLLEAGUE)
    assert ask("DELETE", f"local-profiles/{bundle['id']}").status_code == 204
    assert ask("DELETE", f"groups/{group['id']}").status_code == 204
    assert ask("GET", f"groups/{group['id']}").status_code == 404


def test_a_local_profile_holds_what_the_conventions_open(ask):
    wanted = {"name": "Trop", "rights": [T2 | {"profile": "T1"}]}
    answer = ask("POST", "local-profiles", wanted)
    assert (answer.status_code, answer.json()["code"]) == (403, "local_profile_not_offered")
    assert ask("POST", "local-profiles", {"name": " ", "rights": [T2]}).status_code == 422


MANAGED = ("groups", "local-profiles", "stand-ins")


@pytest.mark.parametrize("path", MANAGED)
def test_a_user_reads_no_list_of_managers(ask, path):
    assert ask("GET", path, login="social-worker-t2").status_code == 403
    assert ask("GET", path).status_code == 200, "the control: who manages reads it"
