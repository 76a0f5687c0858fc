"""The papers of a convention: who takes them, what they print, which state of the text (MCP-01, MCP-02, MCP-27)."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from socle.conventions import catalogue
from socle.conventions.models import ConventionDocument
from socle.conventions.queries.contacts import contacts_in
from socle.conventions.queries.papers import Wanted, changes_of, print_of
from socle.conventions.web.papers.pages import paper_context
from tests import factories
from tests.browsing import browser_of

pytestmark = pytest.mark.django_db


def said(convention, key: str, **asked) -> str:
    printed = print_of(convention, Wanted(key, asked.pop("at", None) or timezone.now(), **asked))
    assert printed is not None
    page = render_to_string("conventions/paper.html", {**paper_context(printed), "title": "Essai", "seal": None})
    assert "variable inconnue" not in page
    return re.sub(r"[\s\u00a0\u202f]+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))


@pytest.mark.parametrize("slug", catalogue.demonstration())
def test_the_convention_of_every_family_is_composed_from_its_terms(owner, slug):
    with owner():
        convention = factories.signed(slug)
        root = ConventionDocument.objects.get(convention=convention, parent_key="")

        page = said(convention, root.key)

    assert "Entre les soussignés" in page
    for party in convention.conventionparty_rows.select_related("party"):
        assert f"{party.representative}, {party.capacity}" in page.replace("’", "'")
    assert f"n° {convention.number}" in page


def test_a_bulletin_prints_its_seats_and_a_form_its_blanks(owner, convention):
    with owner():
        bulletin = said(convention, "bulletin-cdap")
        form = said(convention, "annexe-changement-administrateur")
        listed = said(convention, "afas-piece-1")

    assert re.search(r"CDAP\s+T2\s+12 habilitations\s+toute la convention", bulletin)
    assert re.search(r"CDAP\s+T1\s+non ouvert", bulletin)
    assert "Courriel de la personne remplacée" in form
    assert "Nadège Courtin" in listed
    assert "certifiée exacte" in listed


def test_a_paper_is_a_pdf_for_the_parties_alone_and_leaves_a_trace(browser, convention, owner):
    address = f"/conventions/{convention.id}/papiers/afas-piece-3/pdf"

    answer = browser.get(address)
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Disposition"] == f'attachment; filename="{convention.number}-afas-piece-3.pdf"'
    assert browser.get(f"/conventions/{convention.id}/papiers/rien/pdf").status_code == 404
    assert browser.get(f"/conventions/{convention.id}/avenants/0/pdf").status_code == 404
    with owner():
        stranger = factories.actor_of(factories.MembershipFactory(), "principal")
    assert browser_of(stranger).get(address).status_code == 404


AVENANT = """[[avenants]]
number = 1
title = "Quatre sièges de plus"
signed_on = 2026-02-01
effective_on = 2026-03-01

[[avenants.terms]]
id = "sieges-cdap-t2"
kind = "seats"
service = "cdap"
profile = "T2"
max = 16
clause = "bulletin CDAP, 2"
says = "Seize personnes au plus consultent les dossiers avec le profil T2."

"""


def test_avenants_are_folded_in_or_apart(owner):
    with owner():
        convention = factories.signed(
            replaced={'[[documents]]\nid = "convention"': f'{AVENANT}[[documents]]\nid = "convention"'}
        )
        folded = said(convention, "bulletin-cdap")
        before = said(convention, "bulletin-cdap", at=datetime(2026, 2, 28, 12, tzinfo=UTC))
        first = said(convention, "bulletin-cdap", as_signed=True)
        party = convention.conventionparty_rows.get(role="partner").party
        actor = factories.actor_of(factories.MembershipFactory(organisation=party), "principal")
        (change,) = changes_of(convention.id, 1)

    assert "T2 16 habilitations" in folded
    assert "avenant n° 1 compris" in folded
    assert "T2 12 habilitations" in before
    assert "T2 12 habilitations" in first
    assert "sans les avenants" in first
    assert (change.before.body.max, change.after.body.max) == (12, 16)
    assert browser_of(actor).get(f"/conventions/{convention.id}/avenants/1/pdf").content.startswith(b"%PDF-")


def test_the_page_offers_each_paper(browser, convention):
    page = browser.get(f"/conventions/{convention.id}/").content.decode()

    for key in ("convention", "bulletin-cdap", "annexe-interlocuteurs"):
        assert f"/conventions/{convention.id}/papiers/{key}/pdf" in page


def test_the_capacity_of_a_contact_is_read_with_its_name() -> None:
    row = {"id": "admin-1", "side": "commune", "role": "administrator", "name": "Agathe Brisemur", "capacity": "maire"}
    (found,) = contacts_in({"contacts": [row]})
    assert (found.name, found.capacity) == ("Agathe Brisemur", "maire")
