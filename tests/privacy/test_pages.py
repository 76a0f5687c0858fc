"""The pages of traces: who reads them, filters, pages, and the trace of the reading itself (MCP-30 to MCP-32)."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from html import unescape
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.utils import timezone

from socle.database.transactions import transaction
from socle.habilitations.actions.granting import Wish, grant, withdraw
from socle.privacy.web.api import list_traces
from socle.theme.cursor import BadCursor
from socle.traces import actions as traces
from tests.browsing import browser_of, check_page
from tests.factories import MembershipFactory, OrganisationFactory, actor_of
from tests.habilitations.bodies import confirmed, give_role

pytestmark = pytest.mark.django_db
PATH = "/traces/"


def consulted(commune, membership, *, at=None, numero="1000001"):
    """A file read by a colleague, as its trace says it."""
    actor = actor_of(membership)
    with transaction(actor) as now:
        return traces.record(
            "dossier:file:consulted",
            actor=actor,
            at=at or now,
            subject_kind="beneficiary",
            subject_id=f"999:{numero}",
            subject_label="Camille Fictif-Aubrac",
            clause="bulletin CDAP, 2",
            caisse_id=commune.convention.organisation_id,
            payload={"profile": "T2", "purpose": "tarif-selon-quotient", "groups": ["identity"], "service": "cdap"},
        )


def readings(owner):
    with owner(), connection.cursor() as cursor:
        cursor.execute("select payload from traces_staged_trace where tag = 'trace:trace:read' order by at")
        rows = [row[0] for row in cursor.fetchall()]
    return [json.loads(row) if isinstance(row, str) else row for row in rows]


@pytest.fixture
def browser(commune):
    return browser_of(commune.principal)


def test_the_principal_reads_what_was_done_in_words(browser, commune):
    consulted(commune, commune.people[0])

    page = unescape(check_page(browser.get(PATH)))

    assert commune.people[0].person.name in page
    assert "dossier n° 1000001 de la caisse 999" in page
    assert "pour « Calculer la participation d'une famille selon son quotient familial »" in page
    assert "identité" in page
    assert "Camille Fictif-Aubrac" not in page
    assert "bulletin CDAP, 2" in page
    assert "en attente de scellement" in page
    assert re.search(r"\d\d/\d\d/\d{4} \d\d:\d\d:\d\d", page)


def test_reading_traces_is_traced_once_by_page(browser, commune, owner):
    browser.get(PATH, {"action": "dossier:file:consulted"})
    browser.get(PATH)

    filtered, whole = readings(owner)
    assert filtered["action"] == "dossier:file:consulted"
    assert filtered["count"] == 0
    assert whole["count"] >= 1


def test_filters_narrow_the_list(browser, commune):
    one, other = commune.people[:2]
    now = timezone.now()
    consulted(commune, one, at=now - timedelta(days=3), numero="11")
    consulted(commune, other, at=now - timedelta(days=1), numero="22")

    def shown(**filters):
        page = check_page(browser.get(PATH, {"action": "dossier:file:consulted", **filters}))
        return sorted(re.findall(r"dossier n° (\d+)", page))

    day = (now - timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    assert shown() == ["11", "22"]
    assert shown(depuis=day) == ["22"]
    assert shown(avant=day) == ["11"]
    assert shown(personne=str(one.person_id)) == ["11"]
    assert shown(issue="done") == ["11", "22"]
    assert shown(issue="refused") == []
    assert shown(personne="pas-un-identifiant", depuis="hier") == ["11", "22"]


def test_an_empty_filter_says_so(browser):
    assert "Aucune trace ne correspond" in check_page(browser.get(PATH, {"depuis": "2100-01-01T00:00"}))


def test_pages_follow_each_other_with_their_filters(browser, commune):
    for rank in range(51):
        consulted(commune, commune.people[0], numero=str(rank + 1))

    first = check_page(browser.get(PATH, {"action": "dossier:file:consulted"}))
    address = unescape(first.split('rel="next" href="')[1].split('"')[0])
    second = check_page(browser.get(f"{PATH}{address}"))

    assert "action=dossier%3Afile%3Aconsulted" in address
    assert len(re.findall(r"dossier n° \d+", first)) == 50
    assert len(re.findall(r"dossier n° \d+", second)) == 1


def test_a_broken_cursor_goes_back_to_the_first_page(browser):
    answer = browser.get(PATH, {"suite": "n-importe-quoi"})

    assert answer.status_code == 302
    assert answer["Location"] == PATH


def test_a_user_is_refused_and_learns_the_way(commune, owner):
    page = check_page(browser_of(actor_of(commune.people[0])).get(PATH), 403)

    assert "contrat de service, 5.3.4" in page
    assert "le responsable hiérarchique puis" in page
    with owner(), connection.cursor() as cursor:
        cursor.execute("select outcome from traces_staged_trace where tag = 'trace:trace:refused'")
        assert cursor.fetchall() == [("refused",)]


def test_a_body_never_reads_the_traces_of_another(commune, owner):
    trace = consulted(commune, commune.people[0])
    with owner():
        elsewhere = MembershipFactory(organisation=OrganisationFactory())
        stranger = give_role(elsewhere, "principal", commune.convention)

    assert "Aucune convention en vigueur" in check_page(browser_of(stranger).get(PATH), 403)
    assert browser_of(stranger).get(f"{PATH}{trace}/").status_code == 403


def test_the_supervisor_of_the_caisse_reads_the_data_it_provides(commune, owner):
    consulted(commune, commune.people[0])
    with owner():
        member = MembershipFactory(organisation=commune.convention.organisation)
        supervisor = browser_of(give_role(member, "caisse_supervisor", commune.convention))

    page = check_page(supervisor.get(PATH, {"organisme": str(commune.organisation.id)}))

    assert "dossier n° 1000001" in page
    assert "Organisme de la personne" in page
    assert commune.people[1].person.last_name in unescape(page)


def test_a_withdrawal_says_its_reason(browser, commune):
    with transaction(commune.principal) as at:
        actor = confirmed(commune.principal, at)
        wish = Wish(commune.people[0].person_id, "cdap", "T2", "tarif-selon-quotient")
        right = grant(wish, actor=actor, at=at)
        withdraw(right.id, actor=actor, at=at, cause="changement de poste")

    page = check_page(browser.get(PATH, {"action": "habilitation:right"}))

    assert "le profil T2 de CDAP : changement de poste" in page


def test_a_sheet_shows_the_act_its_content_and_its_place(browser, commune, owner):
    trace = consulted(commune, commune.people[0])
    listed = check_page(browser.get(PATH, {"action": "dossier"}))
    address = unescape(re.search(rf'href="(/traces/{trace}/[^"]*)"', listed)[1])

    page = unescape(check_page(browser.get(address)))

    assert "Groupes lus" in page
    assert "Calculer la participation" in page
    assert "Journal des traces" in page
    assert "en attente de scellement" in page
    assert str(trace) in page
    assert "Camille" not in page
    assert len(readings(owner)) == 2
    assert "Finalité" in check_page(browser.get(f"{PATH}{trace}/", {"le": "jamais"}))


def test_an_unknown_trace_is_absent(browser):
    assert browser.get(f"{PATH}{uuid4()}/").status_code == 404


def test_the_state_of_the_logs_says_how_to_check_them(browser, commune, owner, role):
    empty = check_page(browser.get("/traces/verifier/"))
    with role("socle_sealer"), connection.cursor() as cursor:
        cursor.execute(
            "insert into traces_checkpoint (log, size, root, note, at) values ('traces', 42, %s, '', now())",
            (bytes(32),),
        )
    consulted(commune, commune.people[0])
    full = check_page(browser.get("/traces/verifier/"))

    assert "Aucun point de contrôle" in empty
    assert "socle traces verify" in empty
    assert "Journal des traces" in full
    assert "42" in full
    assert "Clé publique" in full
    assert "encore" in full


def test_the_api_reads_the_same_and_traces_it_too(commune, owner):
    trace = consulted(commune, commune.people[0])
    request = type("Request", (), {"actor": commune.principal})()

    answer = list_traces(request, action="dossier:file", limit=1)

    line = answer.items[0]
    assert isinstance(line.id, UUID)
    assert (line.id, line.action, line.outcome, line.sealed, line.index) == (
        trace,
        "dossier:file:consulted",
        "done",
        False,
        None,
    )
    assert line.person == commune.people[0].person_id
    assert line.subject == "n° 1000001 de la caisse 999"
    assert "CDAP" not in line.payload.values()
    assert answer.next is None
    assert len(readings(owner)) == 1


def test_the_api_says_that_a_cursor_is_not_its_own(commune):
    request = type("Request", (), {"actor": commune.principal})()

    with pytest.raises(BadCursor, match="première page"):
        list_traces(request, cursor="n-importe-quoi", limit=1)
