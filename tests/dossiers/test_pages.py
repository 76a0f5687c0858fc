"""Consulting a file on a page: what is shown, withheld, refused, and what is left in the journal (MCP-60 to MCP-63)."""

from __future__ import annotations

from datetime import date

import pytest

from socle.database.transactions import transaction
from socle.dossiers.queries.providers import provider
from socle.habilitations.actions.granting import withdraw
from tests.browsing import browser_of, check_page
from tests.dossiers.conftest import new_body
from tests.factories import MembershipFactory, actor_of
from tests.habilitations.bodies import confirmed
from tests.journal import staged

pytestmark = pytest.mark.django_db
PATH = "/dossiers/"
NUMBER = {"cle": "number", "caisse": "999"}


def beneficiary(*, with_=None, without=None):
    rows = provider(date.today()).listing(with_)
    return next(row for row in rows if without not in row["has"])


def asked(profile="T2", purpose="tarif-selon-quotient", **changes):
    return {"profil": profile, "finalite": purpose, **NUMBER, "numero": beneficiary()["numero"], **changes}


def test_the_only_profile_is_chosen_and_the_caisse_filled(commune, reader):
    page = check_page(reader(commune, "T2").browser.get(PATH))

    assert "T2, Prestataires de services sociaux" in page
    assert "Pour quelle finalité" in page
    assert 'value="999"' in page
    assert "numéro instructeur" not in page
    assert 'value="tarif-selon-quotient" checked' in page or "checked" in page


def test_several_profiles_are_a_choice(departement, reader):
    both = reader(departement, "T4", "T18")

    choice = check_page(both.browser.get(PATH))
    chosen = check_page(both.browser.get(PATH, {"profil": "T4"}))

    assert "Avec quel profil ?" in choice
    assert "Changer de profil" in chosen
    assert "numéro instructeur avant toute recherche" in chosen


def test_a_file_shows_its_groups_and_says_why_others_are_withheld(commune, reader, owner):
    wanted = beneficiary()

    answer = reader(commune, "T2").browser.post(PATH, asked(numero=wanted["numero"]))
    page = check_page(answer)

    assert answer["Cache-Control"] == "no-store"
    assert wanted["name"] in page
    assert wanted["name"] not in page.split("</title>")[0]
    assert "Quotient familial" in page
    assert "Cette lecture est tracée" in page
    assert "fictif" in page
    assert "la commune seulement" in page
    assert page.count("À qui demander ?") == 3
    assert "n'est pas officielle" in page
    assert staged("dossier:file:consulted") == 1


def test_a_full_identity_opens_the_same_file(commune, reader):
    file = provider(date.today()).file(int(beneficiary()["numero"]))
    identity = {
        "cle": "identity",
        "nom": file.identity.last_name,
        "prenom": file.identity.first_name,
        "naissance": file.identity.birth_date.isoformat(),
        "commune": file.identity.birth_commune,
    }

    page = check_page(reader(commune, "T2").browser.post(PATH, asked(numero="", **identity)))

    assert "Cette lecture est tracée" in page


def test_nobody_and_several_are_answered_alike(commune, reader, owner):
    browser = reader(commune, "T2").browser

    nobody = check_page(browser.post(PATH, asked(numero="9999999")), 403)
    stranger = {"cle": "identity", "nom": "Personne", "prenom": "Nulle", "naissance": "1990-01-01"}
    unknown = check_page(browser.post(PATH, asked(numero="", **stranger)), 403)

    for page in (nobody, unknown):
        assert "Précisez votre recherche" in page
        assert "Condition remplie" not in page
    assert staged("dossier:search:failed") == 2


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"numero": ""}, "La clé de recherche est incomplète."),
        ({"numero": "12A"}, "La clé de recherche est incomplète."),
        ({"cle": "identity"}, "L&#x27;identité est incomplète."),
    ],
)
def test_an_incomplete_key_is_said_on_its_field(commune, reader, changes, said):
    page = check_page(reader(commune, "T2").browser.post(PATH, asked(**changes)))

    assert said in page
    assert "La recherche n'est pas lancée" in page


def test_a_missing_purpose_is_refused_with_its_clause_and_traced(commune, reader, owner):
    page = check_page(reader(commune, "T2").browser.post(PATH, asked(purpose="")), 403)

    assert "Dites pour quelle finalité" in page
    assert "convention, 8 et 9.2" in page
    assert staged("dossier:file:refused") == 1


def test_t4_gives_its_number_before_any_search(departement, reader):
    browser = reader(departement, "T4").browser
    request = asked("T4", "instruction-rsa", numero=beneficiary(with_="rsa")["numero"])

    refused = check_page(browser.post(PATH, request), 403)
    read = check_page(browser.post(PATH, {**request, "instructeur": "INS-4471"}))

    assert "demande le numéro instructeur avant toute recherche" in refused
    assert f'value="{request["numero"]}"' in refused
    assert "Cette lecture est tracée" in read


def test_t18_reads_no_file_without_recent_rsa(departement, reader):
    request = asked("T18", "contentieux-rsa", numero=beneficiary(without="rsa")["numero"])

    page = check_page(reader(departement, "T18").browser.post(PATH, request), 403)

    assert "RSA" in page
    assert "bulletin CDAP, 2" in page
    assert "Condition remplie" in page


def test_a_withdrawn_right_is_refused_at_the_next_request(commune, reader, owner):
    colleague = reader(commune, "T2")
    check_page(colleague.browser.post(PATH, asked()))
    with transaction(commune.principal) as at:
        withdraw(colleague.rights[0].id, actor=confirmed(commune.principal, at), at=at, cause="changement de poste")

    sent = check_page(colleague.browser.post(PATH, asked()), 403)
    seen = check_page(colleague.browser.get(PATH))

    for page in (sent, seen):
        assert "a été retirée par" in page
        assert "changement de poste" in page
    assert "Pour quelle finalité" not in seen
    assert staged("dossier:file:refused") == 1


def test_a_profile_never_given_is_refused_and_traced(commune, reader, owner):
    page = check_page(reader(commune, "T2").browser.post(PATH, asked("T1", "acces-aux-droits")), 403)

    assert "Le profil T1 n&#x27;est pas ouvert" in page
    assert staged("dossier:file:refused") == 1


def test_somebody_without_a_right_learns_whom_to_ask(commune, owner):
    with owner():
        nobody = actor_of(MembershipFactory(organisation=commune.organisation))

    page = check_page(browser_of(nobody).get(PATH))

    assert "Aucun profil de consultation ne vous est ouvert" in page
    assert commune.principal.name in page


def test_a_temporary_purpose_is_greyed_for_a_right_without_end(owner, reader):
    closed, opened = (f'id = "sieges-cdap-t16"\n{line}' for line in ("opened = false", "max = 2"))
    with owner():
        body = new_body("saint-aubin-mcp", "commune", replaced={closed: opened})

    page = check_page(reader(body, "T16").browser.get(PATH))

    assert "Préparer un dossier de la Ccapex" in page
    assert "ouvert que temporairement" in page
    assert 'value="secretariat-ccapex"' not in page
