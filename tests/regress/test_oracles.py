"""No answer about a file without its trace, and none for who lost the right (MCP-31, MCP-63, R09)."""

from datetime import timedelta

from django.utils import timezone

RSA, NOBODY = "1000001", "9999999"


def ask(demo, login: str, about: str, profile: str, numero: str, **more: object):
    question = {"person": str(demo.somebody(about).person_id), "service": "cdap", "profile": profile}
    body = question | {"key": {"caisse": "999", "numero": numero}} | more
    return demo.api(login).post("/api/v1/decisions", body, content_type="application/json").json()


def questioned(demo, login: str) -> list[str]:
    found = demo.api(login).get("/api/v1/traces", {"action": "dossier:file:questioned"}).json()
    return [line["sentence"] for line in found["items"]]


def test_asking_about_a_file_leaves_its_trace_even_for_oneself(demo):
    assert ask(demo, "rsa-control-t18", "rsa-control-t18", "T18", RSA)["allowed"]
    assert not ask(demo, "dept-principal", "rsa-control-t18", "T18", NOBODY)["allowed"]
    mine, theirs = questioned(demo, "dept-principal"), questioned(demo, "caisse-supervisor")
    assert all(any(f"n° {one}" in sentence for sentence in mine) for one in (RSA, NOBODY))
    assert set(mine) <= set(theirs)


def test_a_right_once_held_opens_no_question_about_a_file(demo):
    manager, clerk = demo.api("dept-principal"), demo.somebody("rsa-control-t18").person_id
    held = manager.get("/api/v1/habilitations", {"person": str(clerk), "profile": "T18"}).json()["items"][0]
    before = (timezone.now() - timedelta(seconds=1)).isoformat()
    assert manager.delete(f"/api/v1/habilitations/{held['id']}").status_code == 204
    answers = [ask(demo, "rsa-control-t18", "rsa-control-t18", "T18", one, as_of=before) for one in (RSA, NOBODY)]
    assert {answer["code"] for answer in answers} == {"habilitation_withdrawn"}
