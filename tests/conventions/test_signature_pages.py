"""The pages of papers to sign: sent, signed after a confirmed identity, verified; each file for its parties alone."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from socle.conventions import room
from socle.conventions.queries import signatures as queries
from socle.database.transactions import transaction
from socle.site.cli import socle, verify_pdf
from tests import factories
from tests.browsing import browser_of, check_page
from tests.conventions.test_signatures import caisse, mayor, signatory, state  # noqa: F401 - fixtures
from tests.files import hostile

pytestmark = pytest.mark.django_db


def todos_of(actor) -> list[str]:
    with transaction(actor) as at:
        return [one.title for one in room.todos(actor, at)]


def test_a_paper_is_sent_signed_by_two_and_verified(convention, caisse, mayor, owner, tmp_path, monkeypatch):  # noqa: F811
    page = f"/conventions/{convention.id}/signatures/"
    sender, signer = browser_of(caisse), browser_of(mayor)
    assert "Aucun papier de cette convention" in check_page(sender.get(page))

    sent = sender.post(page, {"papier": "annexe-interlocuteurs", "ordre": "libre"})
    assert sent.status_code == 302
    assert "Annexe 1" in check_page(sender.get(page))
    assert any("Signature attendue" in title for title in todos_of(mayor))
    asked = check_page(signer.get(sent.url))
    assert "J'ai lu ce papier en entier".replace("'", "&#x27;") in asked
    assert "Confirmer mon identité" in check_page(browser_of(replace(mayor, step_up_at=None)).get(sent.url))

    assert "Cochez la case" in check_page(signer.post(sent.url, {"etape": "sign"}))
    assert signer.post(sent.url, {"etape": "sign", "lu": "on"}).status_code == 302
    assert sender.post(sent.url, {"etape": "sign", "lu": "on"}).status_code == 302
    done = check_page(signer.get(sent.url))
    assert "signé par toutes les parties" in done
    assert not any("Signature attendue" in title for title in todos_of(mayor))

    paper = b"".join(signer.get(f"{sent.url}papier/").streaming_content)
    assert paper.startswith(b"%PDF-")
    upload = SimpleUploadedFile("signé.pdf", paper, "application/pdf")
    verified = check_page(signer.post("/conventions/verifier/", {"fichier": upload}))
    assert "2 signatures, toutes valables." in verified
    assert "Mireille Castan" in verified
    assert signer.get(f"{sent.url}preuve/").content.startswith(b"%PDF-")
    with owner():
        stranger = browser_of(factories.actor_of(factories.MembershipFactory(), "principal"))
    for address in (page, sent.url, f"{sent.url}papier/", f"{sent.url}preuve/"):
        assert stranger.get(address).status_code == 404

    (tmp_path / "signé.pdf").write_bytes(paper)
    monkeypatch.setattr(verify_pdf.cluster, "state_dir", lambda: tmp_path)
    told = CliRunner().invoke(socle, ["verify-pdf", str(tmp_path / "signé.pdf"), "--json"])
    assert told.exit_code == 0, told.output
    assert json.loads(told.stdout)["ok"] is True


def test_a_refusal_and_a_scan_pass_by_the_page(convention, caisse, mayor):  # noqa: F811
    page = f"/conventions/{convention.id}/signatures/"
    sender, signer = browser_of(caisse), browser_of(mayor)
    first = sender.post(page, {"papier": "afas-piece-1", "ordre": "fixe"})
    assert first.status_code == 200
    first = sender.post(page, {"papier": "annexe-interlocuteurs", "ordre": "fixe"})
    assert "déjà à la signature" in check_page(sender.post(page, {"papier": "annexe-interlocuteurs", "ordre": "libre"}))

    party = str(caisse.organisation_id)
    given = {"etape": "record_paper", "partie": party, "signe_le": timezone.localdate().isoformat()}
    bad = SimpleUploadedFile("scan.pdf", hostile.JAVASCRIPT)
    assert "contenu actif" in check_page(sender.post(first.url, given | {"scan": bad}))
    scan = SimpleUploadedFile("scan.pdf", hostile.pdf())
    assert sender.post(first.url, given | {"scan": scan}).status_code == 302
    shown = check_page(signer.get(first.url))
    assert "Refuser de signer" in shown
    assert "Retirer ce papier" not in shown
    assert "Retirer ce papier" in check_page(sender.get(first.url))
    assert "a signé à la main" in shown
    assert "antivirus" in shown

    assert signer.post(first.url, {"etape": "refuse", "raison": "Il manque l'article 4."}).status_code == 302
    assert "Il manque l&#x27;article 4." in check_page(sender.get(first.url))
    with transaction(mayor):
        (found,) = queries.rounds_of(convention.id)
    assert found.state.value == "refused"


def test_delegations_of_signature_are_recorded_and_ended(owner, convention, mayor):  # noqa: F811
    with owner():
        deputy = signatory(convention, 1, name="Louise Verne", function="première adjointe")
    browser, day = browser_of(mayor), timezone.localdate().isoformat()
    wish = {"personne": str(deputy.person_id), "qualite": "adjointe", "acte": "arrêté 12", "du": day, "au": day}
    assert "Le dernier jour précède" in check_page(
        browser.post("/conventions/signataires/", wish | {"au": "2020-01-01"})
    )
    assert browser.post("/conventions/signataires/", wish).status_code == 302
    shown = check_page(browser.get("/conventions/signataires/"))
    assert "Louise Verne" in shown
    with transaction(mayor):
        (held,) = queries.mandates(mayor.organisation_id)
    assert browser.post("/conventions/signataires/", {"retirer": str(held.id)}).status_code == 302
    assert "retirée" in check_page(browser.get("/conventions/signataires/"))


def test_what_is_no_signed_pdf_is_said_so(mayor):  # noqa: F811
    browser = browser_of(mayor)
    for content, says in ((hostile.pdf(), "ne porte aucune signature"), (b"rien", "ne se lit pas")):
        upload = SimpleUploadedFile("x.pdf", content)
        assert says in check_page(browser.post("/conventions/verifier/", {"fichier": upload}))
    assert "Choisissez un PDF" in check_page(browser.post("/conventions/verifier/", {}))
