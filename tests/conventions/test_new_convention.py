"""A new convention goes round its parties and exists from the last signature (MCP-01, MCP-05, MCP-11, FSV-01)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import pytest
from django.utils import timezone

from socle.conventions import catalogue
from socle.conventions.actions.drafting import move, open_convention, revise
from socle.conventions.models import Act, Convention, ConventionDocument, ConventionParty, Draft
from socle.conventions.queries import signatures as queries
from socle.conventions.queries.drafts import draft_of
from socle.conventions.queries.reading import terms_at
from socle.database.transactions import transaction
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused
from socle.notifications.models import Message
from socle.organismes.models import Organisation, OrganisationKind
from tests import factories
from tests.browsing import browser_of, check_page
from tests.conventions.test_signatures import press, state  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
CAISSE, COMMUNE = "99913400000010", "99913401800012"
PEOPLE = {CAISSE: ("Bertrand Lacaze", "directeur"), COMMUNE: ("Mireille Castan", "maire")}
BOUND = "published_on = 2025-10-07\n"


@dataclass(frozen=True)
class Parties:
    """A caisse and a commune that signed nothing together yet, and the draft both agreed to."""

    caisse: Actor
    mayor: Actor
    draft: Draft

    @property
    def page(self) -> str:
        return f"/conventions/projets/{self.draft.id}/"

    def sent(self, **order: str) -> str:
        answer = browser_of(self.caisse).post(f"{self.page}signature/", {"ordre": "libre"} | order)
        assert answer.status_code == 302, check_page(answer)
        return str(answer.url)


def unsigned_text() -> str:
    """The text of the demonstration before anybody signed it."""
    text = catalogue.read("demonstration/saint-aubin-mcp")
    return re.sub(r"^(signed|printed)_on = .*\n", "", text, flags=re.MULTILINE)


def person_of(siret: str, name: str, role: str) -> Actor:
    body, _ = Organisation.objects.get_or_create(
        siret=siret,
        defaults={
            "kind": OrganisationKind.CAISSE if siret == CAISSE else OrganisationKind.PARTNER,
            "legal_name": f"Organisme {siret}",
            "seat": "1 place de la Fontaine",
            "territory": "34",
            "is_public_body": siret == COMMUNE,
        },
    )
    who, function = PEOPLE[siret]
    first, _, last = who.partition(" ")
    person = factories.PersonFactory(first_name=first, last_name=last)
    member = factories.MembershipFactory(organisation=body, person=person, function=function)
    return replace(factories.actor_of(member, role), step_up_at=timezone.now())


@pytest.fixture
def agreed(owner):
    """A draft of a new convention, agreed by both and open to signature; its text may be changed first."""

    def made(**replaced: str) -> Parties:
        with owner():
            caisse, mayor = person_of(CAISSE, "", "caisse_admin"), person_of(COMMUNE, "", "principal")
        named = {siret: who for siret, (who, _) in PEOPLE.items()}
        text = unsigned_text()
        for old, new in replaced.items():
            assert old in text, old
            text = text.replace(old, new)
        with transaction(caisse) as at:
            draft = open_convention("mon-compte-partenaire", "Saint-Aubin", named, text, actor=caisse, at=at)
            move(draft.id, "propose", actor=caisse, at=at)
        for actor in (mayor, caisse):
            with transaction(actor) as at:
                move(draft.id, "agree", actor=actor, at=at)
        with transaction(caisse) as at:
            return Parties(caisse, mayor, move(draft.id, "open_signing", actor=caisse, at=at))

    return made


def sign_at(address: str, actor: Actor):
    return browser_of(actor).post(address, {"etape": "sign", "lu": "on"})


@pytest.mark.parametrize("last", ["caisse", "partner"])
def test_the_last_signature_makes_the_convention_whoever_signs_last(agreed, last) -> None:
    """MCP-01, MCP-05: dated of the last signature, with its papers and what proves them."""
    two = agreed()
    address = two.sent()
    assert "J&#x27;ai lu ce papier" in check_page(browser_of(two.mayor).get(address))
    for actor in (two.mayor, two.caisse) if last == "caisse" else (two.caisse, two.mayor):
        with transaction(two.caisse):
            assert not Convention.objects.exists()
        assert sign_at(address, actor).status_code == 302

    for actor in (two.caisse, two.mayor):
        with transaction(actor) as at:
            convention = Convention.objects.get()
            assert (convention.id, convention.signed_on, convention.organisation_id) == (
                two.draft.id,
                TODAY,
                two.caisse.organisation_id,
            )
            assert draft_of(two.draft.id).state == "signed"
            assert Act.objects.get(convention=convention).signed_on == TODAY
            assert ConventionDocument.objects.get(convention=convention, key="convention").signed_on == TODAY
            assert [row.capacity for row in ConventionParty.objects.order_by("position")] == ["directeur", "maire"]
            assert "sieges-cdap-t2" in {term.id for term in terms_at(convention.id, at)}
        browser = browser_of(actor)
        assert "signé par toutes les parties" in check_page(browser.get(address))
        assert "Saint-Aubin" in check_page(browser.get(f"/conventions/{convention.id}/signatures/"))
        assert b"".join(browser.get(f"{address}papier/").streaming_content).startswith(b"%PDF-")
        assert browser.get(f"{address}preuve/").content.startswith(b"%PDF-")


def test_a_party_that_refuses_tells_everybody_and_the_text_may_be_taken_back(agreed, owner) -> None:
    two = agreed()
    address = two.sent()
    assert sign_at(address, two.caisse).status_code == 302
    browser_of(two.mayor).post(address, {"etape": "refuse", "raison": "L'article 5 n'est pas le nôtre."})

    with owner():
        told = set(Message.objects.filter(kind="signature:refused").values_list("recipient", flat=True))
        assert len(told) == 2
    with transaction(two.caisse):
        assert not Convention.objects.exists()
    page = check_page(browser_of(two.caisse).get(two.page))
    assert "refusé" in page
    assert browser_of(two.caisse).post(two.page, {"etape": "take_back"}).status_code == 302
    with transaction(two.caisse):
        assert draft_of(two.draft.id).state == "drafting"


def test_nothing_of_a_draft_moves_while_its_paper_goes_round(agreed) -> None:
    """The text is frozen: a change is refused, and so is any other end than the page of the signature."""
    two = agreed()
    address = two.sent()
    with pytest.raises(Refused) as written, transaction(two.caisse) as at:
        revise(two.draft.id, unsigned_text() + "\n", 1, "", actor=two.caisse, at=at)
    assert written.value.decision.code == "draft_closed"
    for actor, step in ((two.caisse, "take_back"), (two.caisse, "abandon"), (two.mayor, "decline")):
        page = check_page(browser_of(actor).post(two.page, {"etape": step, "motif": "Non"}), 403)
        assert "est à la signature" in page, step
    assert "déjà à la signature" in check_page(browser_of(two.caisse).post(f"{two.page}signature/", {"ordre": "libre"}))

    browser_of(two.caisse).post(address, {"etape": "cancel", "raison": "Erreur de version"})
    assert browser_of(two.caisse).post(two.page, {"etape": "take_back"}).status_code == 302


def test_a_stranger_sees_neither_the_draft_nor_its_paper(agreed, owner) -> None:
    two = agreed()
    address = two.sent()
    with owner():
        stranger = factories.actor_of(factories.MembershipFactory(), "principal")
    for page in (two.page, address, f"{address}papier/", f"{address}preuve/"):
        assert browser_of(stranger).get(page).status_code == 404
    with transaction(stranger):
        assert queries.rounds_of(two.draft.id) == []


@pytest.mark.parametrize("breach", ["flagged", "refused"])
def test_signing_before_the_deliberation_binds_is_refused_or_flagged_by_page(agreed, breach) -> None:
    """MCP-11, FSV-01: one model refuses the early signature, the other flags it; the caisse is not concerned."""
    ruled = f'[[terms]]\nid = "autorisation-de-signer"\non_breach = "{breach}"\n\n[[contacts]]\nid = "admin-caf-1"'
    two = agreed(**{BOUND: "", '[[contacts]]\nid = "admin-caf-1"': ruled})
    address = two.sent()
    assert sign_at(address, two.caisse).status_code == 302
    page = check_page(browser_of(two.mayor).get(address))
    assert "exécutoire" in page
    assert ("J&#x27;ai lu ce papier" in page) == (breach == "flagged")
    assert ("Signature signalée" in page) == (breach == "flagged")
    answer = sign_at(address, two.mayor)

    if breach == "refused":
        assert "exécutoire" in check_page(answer)
    else:
        assert answer.status_code == 302
        assert "signalée" in check_page(browser_of(two.caisse).get(two.page))
    with transaction(two.caisse):
        assert Convention.objects.exists() == (breach == "flagged")
