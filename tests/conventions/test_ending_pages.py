"""« Mettre fin à la convention »: the pages compute, announce, record letters, and say what follows (MCP-04, DRT-11)."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from socle.conventions.models import Convention, Letter, LetterEvent, Termination
from tests import browsing, factories
from tests.conventions.conftest import member_of

pytestmark = pytest.mark.django_db


def text(answer) -> str:
    found = answer.content.decode()
    assert answer.status_code == 200, found[:400]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found))


def page(convention, end="") -> str:
    return f"/conventions/{convention.id}/{end}"


def test_the_page_offers_the_grounds_of_the_text_and_says_why_not_the_others(browser, convention):
    found = text(browser.get(page(convention, "fin/")))

    assert "Volonté d’une partie" in found
    assert "La convention ne prévoit pas de fin pour force majeure prolongée." in found
    assert "Mettre fin à la convention" in text(browser.get(page(convention)))


def test_a_date_is_computed_before_anything_is_written(owner, browser, convention):
    # 16 March + 3 months = 16 June 2026, a Tuesday.
    found = text(browser.get(page(convention, "fin/"), {"motif": "will", "reception": "2026-03-16"}))

    assert "mardi 16 juin 2026" in found
    assert "Convenir par écrit de la liste des actions de clôture" in found
    assert "Contrat de service" in found
    with owner():
        assert not Termination.objects.exists()


def test_from_the_announcement_to_the_end_by_pages(owner, browser, caisse_admin, convention):
    today = timezone.localdate()
    answer = browser.post(page(convention, "fin/"), {"motif": "will", "raison": "Réorganisation."}, follow=True)
    assert "La date n'est pas encore connue" in text(answer)
    with owner():
        row = Termination.objects.get()
    sent = {"destinataire": str(caisse_admin.organisation_id), "objet": "termination", "numero": "1A 123"}
    sent |= {"envoi": str(today - timedelta(days=3)), "preuve": "récépissé de dépôt"}
    answer = browser.post(page(convention, f"lettres/?fin={row.id}"), sent, follow=True)
    assert "Preuve : récépissé de dépôt." in text(answer)
    with owner():
        letter = Letter.objects.get()
    received = {"fait": "received", "jour": str(today), "preuve": "avis de réception"}
    assert "avis de réception" in text(browser.post(page(convention, f"lettres/{letter.id}/"), received, follow=True))

    found = text(browser.get(page(convention, f"fins/{row.id}/")))
    assert "court jusqu’à sa date" in found
    assert "Renoncer à cette fin" in found
    with owner():
        assert Convention.objects.get(id=convention.id).ends_at is not None
    assert "par résiliation" in text(browser.get(page(convention)))

    refused = text(browser.post(page(convention, f"fins/{row.id}/"), {"etape": "withdraw", "raison": ""}))
    assert "Dites pourquoi." in refused
    done = browser.post(page(convention, f"fins/{row.id}/"), {"etape": "withdraw", "raison": "Erreur."}, follow=True)
    assert "la convention continue" in text(done)
    with owner():
        assert Convention.objects.get(id=convention.id).ends_at is None


def test_a_wrong_date_is_said_at_its_field(owner, browser, caisse_admin, convention):
    browser.post(page(convention, "fin/"), {"motif": "will", "raison": "Réorganisation."})
    sent = {"destinataire": str(caisse_admin.organisation_id), "objet": "termination", "numero": "1A 9"}
    browser.post(page(convention, "lettres/"), sent)
    with owner():
        letter = Letter.objects.get()
    tomorrow = str(timezone.localdate() + timedelta(days=1))
    wrong = {"fait": "received", "jour": tomorrow, "preuve": "avis"}

    assert "n’est pas encore venu" in text(browser.post(page(convention, f"lettres/{letter.id}/"), wrong))
    with owner():
        assert not LetterEvent.objects.exists()


@pytest.mark.parametrize("query", ["motif=x", "motif=will&reception=0001-01-01", "motif=will&reception=9999-12-31"])
def test_what_cannot_be_read_breaks_nothing(browser, convention, query):
    assert browser.get(page(convention, f"fin/?{query}")).status_code == 200
    assert browser.get(page(convention, "lettres/?fin=x&motif=y")).status_code == 200


def test_force_majeure_is_declared_and_resumed_by_pages(owner):
    with owner():
        convention = factories.signed("grand-rhin-droits")
        browser = browsing.browser_of(member_of(convention, "caisse", "caisse_admin"))
    began = timezone.localdate() - timedelta(days=2)
    said = {"evenement": "Crue", "mesures": "Mairie annexe", "termes": ["gratuite"]}
    said |= {"debut": str(began), "information": str(began)}
    found = text(browser.post(page(convention, "force-majeure/"), said, follow=True))
    assert "Les échanges sont gratuits." in found
    assert "Engagement suspendu pour force majeure" in text(browser.get(page(convention)))
    assert "Résiliation ouverte à partir du" in text(browser.get(page(convention, "fin/?motif=force_majeure")))
    with owner():
        suspension = convention.forcemajeure_rows.get()
    browser.post(page(convention, f"force-majeure/{suspension.id}/reprise/"), {"reprise": str(date.today())})

    assert "Engagement suspendu" not in text(browser.get(page(convention)))


def test_two_readings_are_shown_and_asked(owner):
    """FSV-13."""
    with owner():
        convention = factories.signed("valmont-france-services")
        browser = browsing.browser_of(member_of(convention, "caisse", "caisse_admin"))
    found = text(browser.get(page(convention, "fin/?motif=will&reception=2026-01-05")))

    assert "Le texte se lit de deux façons" in found
    assert "dimanche 5 avril 2026" in found
    assert "jeudi 11 mars 2027" in found
