"""A question on a person without mandate: who reads its answer, its papers and its files (URS-07, URS-14)."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from socle.database.roles import OWNER
from socle.files.models import StoredFile
from tests.conftest import acting_as
from tests.demo import Demo
from tests.files import hostile

ASKER, AGENT, OTHER = "maires-principal", "urssaf-admin", "partner-principal"
WORDS = "Son compte est à jour au 1er mars."


@pytest.fixture(autouse=True)
def _own_state(settings, tmp_path) -> None:
    settings.SOCLE_STATE = str(tmp_path)


def question(demo: Demo, **body: object) -> dict[str, Any]:
    items = demo.api(ASKER).get("/api/v1/channels").json()["items"]
    door = next(one for one in items if "person" in one["required"] and "Urssaf" in one["holder"])
    wanted = {"channel": door["id"], "subject": "person", "text": "Est-il à jour ?", "person": "Ida Fictive"}
    answer = demo.api(ASKER).post("/api/v1/saisines", wanted | body, content_type="application/json")
    assert answer.status_code == 201, answer.content
    found: dict[str, Any] = answer.json()
    return found


def post(demo: Demo, login: str, path: str, **body: object) -> Any:
    return demo.api(login).post(f"/api/v1/saisines/{path}", body, content_type="application/json")


def whole(demo: Demo, login: str, case: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = demo.api(login).get(f"/api/v1/saisines/{case['id']}").json()
    return found


def brought(demo: Demo, case: dict[str, Any], code: str, **said: object) -> dict[str, Any]:
    sent = {"code": code, "signed_on": "2026-01-05", "file": SimpleUploadedFile("ida.pdf", hostile.pdf())} | said
    answer = demo.api(ASKER).post(f"/api/v1/saisines/{case['id']}/papers", sent)
    assert answer.status_code == 201, answer.content
    papers: dict[str, Any] = answer.json()
    return papers


def checked(demo: Demo, case: dict[str, Any], **said: object) -> None:
    papers = demo.api(AGENT).get(f"/api/v1/saisines/{case['id']}/papers").json()["items"]
    for paper in papers:
        assert post(demo, AGENT, f"{case['id']}/papers/{paper['id']}/check", **said).status_code == 200


def answered(demo: Demo, case: dict[str, Any]) -> dict[str, Any]:
    answer = post(demo, AGENT, f"{case['id']}/messages", text=WORDS, kind="done")
    assert answer.status_code == 201, answer.content
    found: dict[str, Any] = answer.json()
    return found


def test_without_mandate_the_answer_goes_to_the_person_and_the_partner_knows_it_left(demo):
    """URS-07: the other side reads that it left; no row of the database shows it the text."""
    case = question(demo)
    assert case["answer_to"] == "person"

    said = answered(demo, case)

    assert (said["state"], said["answer_to"]) == ("answered", "person")
    theirs = whole(demo, ASKER, case)["messages"]
    assert [(one["step"], one["text"]) for one in theirs] == [("open", "Est-il à jour ?"), ("answer", "")]
    assert WORDS in [one["text"] for one in whole(demo, AGENT, case)["messages"]]
    assert WORDS not in demo.client_of(ASKER).get(f"/saisines/{case['id']}/").content.decode()
    page = demo.client_of(AGENT).get(f"/saisines/{case['id']}/").content.decode()
    assert WORDS in page
    assert "partie chez la personne seule" in page


def test_papers_given_and_never_checked_open_nothing(demo):
    case = question(demo, mandate={"signed_on": "2026-01-05"}, identity={"signed_on": "2026-01-05"})
    assert case["answer_to"] == "partner"

    assert answered(demo, case)["answer_to"] == "person"


def test_a_paper_announced_without_its_file_is_not_accepted(demo):
    case = question(demo, mandate={"signed_on": "2026-01-05"})
    (paper,) = demo.api(AGENT).get(f"/api/v1/saisines/{case['id']}/papers").json()["items"]

    refused = post(demo, AGENT, f"{case['id']}/papers/{paper['id']}/check")

    assert (refused.status_code, refused.json()["code"]) == (403, "paper_not_joined")


def test_with_both_papers_checked_the_partner_reads_the_answer(demo):
    """The control of the three tests above; each paper is read by who is entrusted, alone, and its key then goes."""
    case = question(demo)
    brought(demo, case, "signed_mandate", ends_on="2099-01-01", scope="cotisations")
    papers = brought(demo, case, "identity_card")
    assert papers["answer_to"] == "partner"
    where = f"/api/v1/saisines/{case['id']}/papers/{papers['items'][1]['id']}/file"
    handed = demo.api(AGENT).get(where)
    assert b"".join(handed.streaming_content)[:5] == b"%PDF-"
    assert "ida" not in handed["Content-Disposition"]
    assert (demo.api(ASKER).get(where).status_code, demo.api(OTHER).get(where).status_code) == (403, 404)

    checked(demo, case)
    assert answered(demo, case)["answer_to"] == "partner"

    assert WORDS in [one["text"] for one in whole(demo, ASKER, case)["messages"]]
    assert post(demo, ASKER, f"{case['id']}/close").status_code == 200
    gone = demo.api(AGENT).get(f"/api/v1/saisines/{case['id']}/papers").json()["items"]
    assert all(one["shredded_at"] for one in gone)
    with acting_as(OWNER):
        rows = StoredFile.objects.filter(subject_kind="saisine_paper")
        assert [row.wrapped_key for row in rows] == [None, None]


def test_a_mandate_taken_back_or_refused_sends_the_answer_to_the_person(demo):
    """Its end and its refusal are judged at the answer, whatever was announced."""
    case = question(demo)
    brought(demo, case, "identity_card")
    papers = brought(demo, case, "signed_mandate")["items"]
    checked(demo, case)
    mandate = next(one for one in papers if one["code"] == "signed_mandate")

    ended = post(demo, ASKER, f"{case['id']}/papers/{mandate['id']}/end", reason="Elle l'a repris.").json()

    assert ended["answer_to"] == "person"
    assert answered(demo, case)["answer_to"] == "person"


def test_a_file_of_a_message_is_read_by_both_sides_and_one_of_a_note_by_its_own(demo):
    case = question(demo)

    def said(kind: str) -> str:
        sent = {"text": "Voici.", "kind": kind, "file": SimpleUploadedFile("scan.pdf", hostile.pdf())}
        answer = demo.api(AGENT).post(f"/api/v1/saisines/{case['id']}/messages/with-file", sent)
        assert answer.status_code == 201, answer.content
        (file,) = whole(demo, AGENT, case)["messages"][-1]["files"]
        return f"/api/v1/saisines/{case['id']}/files/{file['id']}"

    both, own = said("message"), said("note")

    answers = [[demo.api(who).get(where).status_code for who in (AGENT, ASKER, OTHER)] for where in (both, own)]
    assert answers == [[200, 200, 404], [200, 404, 404]]
    assert "fichier contrôlé" in demo.client_of(ASKER).get(f"/saisines/{case['id']}/").content.decode()


def test_a_file_refused_says_why_and_nothing_is_said(demo):
    case = question(demo)
    sent = {"etape": "message", "texte": "Voici.", "fichier": SimpleUploadedFile("scan.pdf", b"MZ programme")}

    answer = demo.client_of(ASKER).post(f"/saisines/{case['id']}/", sent)

    assert answer.status_code == 403
    assert "ni un PDF, ni une image" in answer.content.decode()
    assert [one["step"] for one in whole(demo, ASKER, case)["messages"]] == ["open"]


def test_files_are_shredded_when_the_case_is_wiped(demo):
    case = question(demo)
    sent = {"text": "Voici.", "file": SimpleUploadedFile("scan.pdf", hostile.pdf())}
    assert demo.api(ASKER).post(f"/api/v1/saisines/{case['id']}/messages/with-file", sent).status_code == 201
    post(demo, ASKER, f"{case['id']}/close", withdraw=True)
    with acting_as(OWNER):
        kept = StoredFile.objects.get(subject_kind="saisine_entry")
        assert kept.wrapped_key is not None

    with acting_as(OWNER), connection.cursor() as cursor:
        cursor.execute("update saisines_saisine set wiped_at = now(), person = '{}' where id = %s", [case["id"]])
        kept.refresh_from_db()

    assert kept.wrapped_key is None
