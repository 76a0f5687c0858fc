"""Departures, moves, copies, the matrix, acts on several rights, appointments and imports, by the API (MCP-20 to 27)."""

from __future__ import annotations

from datetime import timedelta
from json import loads

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from socle.habilitations.models import Habilitation, Import
from socle.kernel.decision import Refused
from socle.site.cli import socle
from socle.site.cli.output import EXIT_FINDINGS, EXIT_USAGE
from tests.api.test_acts import COLLEAGUE, HOLDER, T2, allowed, ask, right

__all__ = ["ask", "right"]


def matrix_of(ask, person, **query):
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    found = ask("GET", f"matrix?limit=500&{asked}").json()
    return next(one for one in found["items"] if one["person"] == person)["rights"]


def test_the_preview_of_a_departure_changes_nothing_and_the_departure_does_what_it_said(demo, ask, right):
    """MCP-23: the same act, looked at then done."""
    seen = ask("POST", f"people/{HOLDER}/departure/preview", {"reason": "mutation"})
    assert seen.status_code == 200
    assert seen.json()["allowed"]
    assert right["id"] in seen.json()["rights"]
    assert seen.json()["seats"] >= 1
    assert allowed(demo)

    assert ask("POST", f"people/{HOLDER}/departure", {"reason": "mutation"}).status_code == 204
    assert ask("POST", f"people/{HOLDER}/departure", {}).status_code == 404


def test_nobody_records_their_own_departure(demo, ask):
    own = str(demo.somebody("partner-principal").person_id)
    seen = ask("POST", f"people/{own}/departure/preview", {}).json()
    assert (seen["allowed"], seen["code"]) == (False, "own_departure")
    assert ask("POST", f"people/{own}/departure", {}).json()["code"] == "own_departure"


def test_a_move_replaces_a_right_by_another(ask, right):
    wanted = {"function": "Cheffe de service", "service": "Enfance", "removed": [right["id"]]}
    seen = ask("POST", f"people/{HOLDER}/move/preview", wanted).json()
    assert (seen["allowed"], [one["id"] for one in seen["withdrawn"]]) == (True, [right["id"]])
    assert ask("GET", f"habilitations?person={HOLDER}").json()["items"]

    moved = ask("POST", f"people/{HOLDER}/move", wanted)
    assert (moved.status_code, moved.json()["opened"]) == (200, [])
    assert not ask("GET", f"habilitations?person={HOLDER}").json()["items"]


def test_a_move_touches_nobody_else_s_rights(ask, right):
    wanted = {"function": "Chef", "removed": [right["id"]]}
    assert ask("POST", f"people/{COLLEAGUE}/move", wanted).status_code == 404
    assert ask("GET", f"habilitations?person={HOLDER}").json()["items"]


def test_a_copy_judges_each_right_for_the_other_person(demo, ask, right):
    """R01: a copied right goes by `grant`, as if it were asked alone."""
    seen = ask("POST", f"people/{COLLEAGUE}/copy/preview", {"source": HOLDER}).json()["items"]
    assert [(one["habilitation"], one["allowed"]) for one in seen] == [(right["id"], True)]
    assert not allowed(demo, COLLEAGUE)

    assert ask("POST", f"people/{COLLEAGUE}/copy", {"source": HOLDER}).json()["items"][0]["allowed"]
    assert allowed(demo, COLLEAGUE)
    (again,) = ask("POST", f"people/{COLLEAGUE}/copy", {"source": HOLDER}).json()["items"]
    assert again["code"] == "already_held"
    assert ask("POST", f"people/{COLLEAGUE}/copy", {"source": HOLDER, "habilitations": [COLLEAGUE]}).status_code == 404


def test_the_matrix_says_who_holds_what_today_and_another_day(ask, right):
    """MCP-21: the state of each right on the day asked."""
    (cell,) = matrix_of(ask, HOLDER)
    assert (cell["habilitation"], cell["state"], cell["column"]) == (right["id"], "held", "cdap:T2:")
    until = timezone.localdate() + timedelta(days=9)
    ask("POST", f"habilitations/{right['id']}/suspensions", {"cause": "absence", "until": str(until)})
    assert matrix_of(ask, HOLDER)[0]["state"] == "suspended"
    assert matrix_of(ask, HOLDER, as_of=str(until))[0]["state"] == "suspended"
    assert matrix_of(ask, HOLDER, as_of=str(until + timedelta(days=1)))[0]["state"] == "held"
    assert ask("GET", "matrix?as_of=0001-01-01").status_code == 422


def test_the_matrix_comes_by_pages_without_loss(ask):
    whole = [one["person"] for one in ask("GET", "matrix?limit=500").json()["items"]]
    paged, cursor = [], ""
    while cursor is not None:
        page = ask("GET", f"matrix?limit=7&cursor={cursor}").json()
        paged, cursor = paged + [one["person"] for one in page["items"]], page["next"]
    assert paged == whole
    assert len(set(whole)) == len(whole) > 7


def test_the_caisse_reads_the_matrix_of_its_partner_and_of_no_other(ask, right, owner):
    with owner():
        body = Habilitation.objects.get(id=right["id"]).organisation_id
    found = ask("GET", f"matrix?partner={body}&limit=500", login="caisse-supervisor").json()
    assert right["id"] in {cell["habilitation"] for one in found["items"] for cell in one["rights"]}
    assert ask("GET", f"matrix?partner={body}", login="pajemploi-principal").status_code == 404
    assert ask("GET", f"matrix?partner={COLLEAGUE}", login="caisse-supervisor").status_code == 404


def test_several_rights_change_at_once_and_change_back(demo, ask, right):
    """MCP-22: looked at, done, taken back."""
    prepared = ask("POST", "bulk-acts", {"verb": "suspend", "habilitations": [right["id"]]})
    assert prepared.status_code == 201
    act = prepared.json()
    assert (act["done_at"], [one["outcome"] for one in act["items"]]) == (None, ["done"])
    assert allowed(demo)

    done = ask("POST", f"bulk-acts/{act['id']}/confirmation", {"cause": "absence"}).json()
    assert done["undo_until"]
    assert not allowed(demo)
    seen = ask("POST", f"bulk-acts/{act['id']}/undoing/preview")
    assert [one["outcome"] for one in seen.json()["items"]] == ["done"]
    assert not allowed(demo)
    back = ask("POST", f"bulk-acts/{act['id']}/undoing")
    assert (back.status_code, back.json()["undoes"]) == (201, act["id"])
    assert allowed(demo)
    assert ask("POST", f"bulk-acts/{act['id']}/undoing").json()["code"] == "bulk_already_undone"
    assert ask("GET", f"bulk-acts/{act['id']}").json()["undo_until"] is None


def test_an_act_on_rights_of_others_is_answered_as_absent(ask, right):
    answer = ask("POST", "bulk-acts", {"verb": "suspend", "habilitations": [right["id"]]}, login="pajemploi-principal")
    assert answer.status_code == 404


FILE = "prénom;nom;courriel;fonction;service;profil;finalité\nHugo;Nouveau;hugo.nouveau@commune.example;Agent;cdap;T2;tarif-selon-quotient\n"
FAULTY = FILE + "Ana;Fausse;ana.fausse@commune.example;Agente;cdap;T99;tarif-selon-quotient\n"


def send(demo, text, login="partner-principal"):
    return demo.api(login).post("/api/v1/imports", {"file": SimpleUploadedFile("droits.csv", text.encode())})


def test_a_file_is_read_looked_at_and_launched(demo, ask):
    """MCP-22: nothing of a right is written before the launch."""
    sent = send(demo, FAULTY)
    assert sent.status_code == 201, sent.content
    batch = sent.json()
    assert (batch["state"], batch["create"], batch["error"]) == ("preview", 1, 1)
    rows = ask("GET", f"imports/{batch['id']}/rows").json()
    assert [row["outcome"] for row in rows["items"]] == ["create", "error"]
    first = ask("GET", f"imports/{batch['id']}/rows?limit=1").json()
    second = ask("GET", f"imports/{batch['id']}/rows?limit=1&cursor={first['next']}").json()
    assert [row["number"] for row in (*first["items"], *second["items"])] == [one["number"] for one in rows["items"]]
    (faulty,) = ask("GET", f"imports/{batch['id']}/rows?outcome=error").json()["items"]
    assert faulty["place"]
    assert faulty["fix"]
    mended = ask("GET", f"imports/{batch['id']}/corrections")
    assert "T99" in mended.content.decode("utf-8-sig")

    refused = ask("POST", f"imports/{batch['id']}/launch", {"mode": "all_or_nothing"})
    assert (refused.status_code, refused.json()["code"]) == (403, "import_errors")
    launched = ask("POST", f"imports/{batch['id']}/launch", {"mode": "partial"})
    assert (launched.status_code, launched.json()["state"]) == (202, "queued")
    assert ask("DELETE", f"imports/{batch['id']}").json()["code"] == "import_started"


@pytest.mark.parametrize("path", ["groups", "local-profiles", "imports"])
def test_a_list_comes_by_pages_without_loss(demo, ask, path):
    for number in range(3):
        bundle = ask("POST", "local-profiles", {"name": f"Profil {number}", "rights": [T2]}).json()
        ask("POST", "groups", {"name": f"Groupe {number}", "local_profile": bundle["id"]})
        send(demo, FILE)
    whole = [one["id"] for one in ask("GET", f"{path}?limit=500").json()["items"]]
    assert len(set(whole)) == len(whole) >= 3
    paged, cursor = [], ""
    while cursor is not None:
        page = ask("GET", f"{path}?limit=2&cursor={cursor}").json()
        assert len(page["items"]) <= 2
        paged, cursor = paged + [one["id"] for one in page["items"]], page["next"]
    assert paged == whole

    with CaptureQueriesContext(connection) as one:
        ask("GET", f"{path}?limit=1")
    with CaptureQueriesContext(connection) as every:
        ask("GET", f"{path}?limit=500")
    assert len(one) == len(every), "a list costs the same whatever its length"


def test_a_file_that_is_not_a_table_says_so(demo):
    answer = send(demo, "")
    assert (answer.status_code, answer.json()["code"]) == (422, "file_empty")
    assert answer.json()["fix"]


def test_who_may_not_enrol_people_sends_no_file(demo):
    assert send(demo, FILE, "partner-delegate").status_code == 403
    assert send(demo, FILE).status_code == 201, "the control: an administrator sends the same file"


def test_the_columns_of_a_file_are_corrected_and_it_is_erased(demo, ask):
    batch = send(demo, FILE).json()
    fields = ["" for _ in batch["fields"]]
    assert ask("PUT", f"imports/{batch['id']}/columns", {"fields": fields}).json()["error"] == 1
    twice = [batch["fields"][0]] * len(fields)
    assert ask("PUT", f"imports/{batch['id']}/columns", {"fields": twice}).json()["code"] == "import_columns"
    ask("PUT", f"imports/{batch['id']}/columns", {"fields": batch["fields"]})
    assert ask("POST", f"imports/{batch['id']}/preview").json()["create"] == 1
    assert ask("DELETE", f"imports/{batch['id']}").status_code == 204
    assert ask("GET", f"imports/{batch['id']}").status_code == 404


@pytest.fixture
def suppleant(ask, right):
    """The form that the caisse received for another suppléant of the commune."""
    found = ask("GET", "administrators", login="caisse-admin").json()["items"]
    line = next(one for one in found if one["suppleant"] and one["convention"] == right["convention"])
    (held,) = line["suppleant"]
    return line, held


def form(line, **changed):
    day = str(timezone.localdate() - timedelta(days=1))
    return {
        "convention": line["convention"],
        "organisation": line["organisation"],
        "role": "suppleant",
        "first_name": "Aurore",
        "last_name": "Venue",
        "function": "Directrice",
        "email": "aurore.venue@commune.example",
        "phones": ["0102030405"],
        "signed_by_partner_on": day,
        "signed_by_administrator_on": day,
    } | changed


def test_the_caisse_replaces_a_suppleant_on_the_signed_form(demo, ask, suppleant):
    """MCP-20, MCP-27: what is missing is said; the preview names nobody."""
    line, held = suppleant
    seen = ask("POST", "administrators/preview", form(line), login="caisse-admin").json()
    assert (seen["allowed"], seen["code"]) == (False, "form_incomplete")
    assert [one["id"] for one in seen["in_place"]] == [held["id"]]
    refused = ask("POST", "administrators", form(line), login="caisse-admin")
    assert (refused.status_code, refused.json()["code"]) == (403, "form_incomplete")
    assert ask("POST", "administrators", form(line)).status_code == 403, "a partner names nobody"
    stranger = form(line, organisation=COLLEAGUE)
    assert ask("POST", "administrators", stranger, login="caisse-admin").status_code == 404
    assert ask("POST", "administrators", form(line, email="x"), login="caisse-admin").status_code == 422


def test_a_responsable_receives_another_perimeter(ask):
    row = next(one for one in ask("GET", "delegations").json()["items"] if one["role"] == "delegate")
    wanted = {"services": ["cdap"], "profiles": ["cdap:T2"]}
    seen = ask("POST", f"delegations/{row['id']}/preview", wanted).json()
    assert seen["allowed"]
    assert row["id"] in {one["id"] for one in ask("GET", "delegations").json()["items"]}
    changed = ask("PUT", f"delegations/{row['id']}", wanted)
    assert (changed.status_code, changed.json()["profiles"]) == (200, ["cdap:T2"])
    assert ask("PUT", f"delegations/{row['id']}", wanted, login="pajemploi-principal").status_code == 404


def test_the_caisse_gives_and_ends_its_own_roles(demo, ask):
    supervisor = str(demo.somebody("caisse-supervisor").person_id)
    rows = ask("GET", "caisse-roles", login="caisse-admin").json()["items"]
    held = next(one for one in rows if one["person"] == supervisor)
    refused = ask("POST", "caisse-roles", {"person": supervisor, "role": "principal"}, login="caisse-admin")
    assert refused.status_code == 403
    assert ask("DELETE", f"caisse-roles/{held['id']}", login="caisse-supervisor").status_code == 403
    assert ask("DELETE", f"caisse-roles/{held['id']}?cause=fin", login="caisse-admin").status_code == 204
    back = ask("POST", "caisse-roles", {"person": supervisor, "role": "caisse_supervisor"}, login="caisse-admin")
    assert back.status_code == 201


def test_a_failure_is_told_heard_and_judged(ask, right, owner):
    """MCP-25: nothing is established before the partner was heard, unless it is written why."""
    with owner():
        body = str(Habilitation.objects.get(id=right["id"]).organisation_id)
    wanted = {"partner": body, "convention": right["convention"], "ground": "management_failure"}
    wanted |= {"facts": "Un droit sans mission.", "evidence": "La trace du 3 mars."}
    assert ask("POST", "failures", wanted).status_code == 403, "a partner notifies nothing"
    told = ask("POST", "failures", wanted, login="caisse-supervisor")
    assert (told.status_code, told.json()["state"]) == (201, "notified")
    path = f"failures/{told.json()['id']}/statements"

    early = ask("POST", path, {"step": "establish"}, login="caisse-supervisor")
    assert (early.status_code, early.json()["code"]) == (403, "reply_awaited")
    assert ask("POST", path, {"step": "reply", "text": "Faux."}, login="pajemploi-principal").status_code == 404
    assert ask("POST", path, {"step": "nothing"}).status_code == 403
    assert ask("POST", path, {"step": "reply", "text": "C'est une erreur."}).json()["state"] == "replied"
    settled = ask("POST", path, {"step": "establish"}, login="caisse-supervisor").json()
    assert (settled["state"], settled["clause"][:7]) == ("established", "contrat")
    assert [one["id"] for one in ask("GET", "failures").json()["items"]] == [settled["id"]]
    assert ask("GET", "failures", login="pajemploi-principal").json()["items"] == []


def test_the_command_line_says_what_the_page_says_and_writes_nothing(demo, owner, tmp_path):
    """MCP-22: the same preview, row by row; no import remains."""
    by_api = send(demo, FAULTY).json()
    rows = demo.api("partner-principal").get(f"/api/v1/imports/{by_api['id']}/rows").json()["items"]
    file = tmp_path / "droits.csv"
    file.write_text(FAULTY, encoding="utf-8")
    with owner():
        kept = Import.objects.count(), Habilitation.objects.count()
        asked = ["import", str(file), "--person", "partner-principal", "--dry-run"]
        said = CliRunner().invoke(socle, [*asked, "--json"])
        spoken = CliRunner().invoke(socle, asked)
        refused = CliRunner().invoke(socle, ["import", str(file), "--person", "partner-delegate", "--dry-run"])
        assert (Import.objects.count(), Habilitation.objects.count()) == kept

    assert said.exit_code == spoken.exit_code == EXIT_FINDINGS
    found = loads(said.output)
    assert [row["says"] for row in found["rows"]] == [row["says"] for row in rows]
    assert [row["reason"] for row in found["rows"]] == [row["reason"] for row in rows]
    assert (found["create"], found["error"]) == (by_api["create"], by_api["error"])
    assert "Inscrire Hugo Nouveau" in spoken.output
    assert isinstance(refused.exception, Refused)
    assert refused.exception.decision.code == "import_permission"
    assert CliRunner().invoke(socle, asked[:4]).exit_code == EXIT_USAGE
