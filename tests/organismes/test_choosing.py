"""A caisse chooses one partner among thousands: by words, without JavaScript, on every page that shows one of them."""

from __future__ import annotations

import re

import pytest

from socle.conventions.models import Convention, ConventionParty
from socle.database.transactions import transaction
from socle.organismes.choosing import chosen_body
from socle.organismes.models import Membership
from socle.privacy.queries import people_to_find
from socle.theme.choosing import MOST
from tests.browsing import browser_of, check_page
from tests.factories import MembershipFactory, OrganisationFactory, actor_of
from tests.habilitations.bodies import give_role

PAGES = ("/personnes/", "/habilitations/", "/sieges/", "/droits/pourquoi/")


def caisse_of(partners: int):
    """The supervisor of a caisse that signed with so many partners, each with one person; as the owner."""
    caisse = OrganisationFactory(kind="caisse", legal_name="Caisse de Test (fictif)")
    member = MembershipFactory(organisation=caisse)
    for rank in range(partners):
        partner = OrganisationFactory(legal_name=f"Commune de Bourg-{rank:02} (fictif)")
        MembershipFactory(organisation=partner)
        convention = Convention.objects.create(
            organisation=caisse, family="mon-compte-partenaire", number=partner.siret, title="Essai", slug=partner.siret
        )
        for position, (party, role) in enumerate(((caisse, "caisse"), (partner, "partner"))):
            ConventionParty.objects.create(
                organisation=caisse, convention=convention, party=party, position=position, role=role
            )
    return give_role(member, "caisse_supervisor", convention)


def options(page: str) -> list[str]:
    found = re.search(r'<select name="organisme".*?</select>', page, re.DOTALL)
    return re.findall(r"<option[^>]*>([^<]*)", found.group()) if found else []


def test_a_few_partners_are_all_offered(owner):
    with owner():
        supervisor = caisse_of(3)
    with transaction(supervisor):
        chosen = chosen_body(supervisor, {}, with_own=False)

    assert [label for _, label in chosen.choices.shown] == [f"Commune de Bourg-0{rank} (fictif)" for rank in range(3)]
    assert not chosen.choices.is_long


@pytest.mark.parametrize("address", PAGES)
def test_no_page_offers_more_than_a_short_list(owner, address):
    with owner():
        browser = browser_of(caisse_of(MOST + 5))

    page = check_page(browser.get(address))

    assert 1 <= len(options(page)) <= MOST + 1
    assert 'name="partenaire"' in page
    assert f"Les {MOST} premiers sur" in page


@pytest.mark.parametrize("address", PAGES)
def test_words_find_a_partner_that_the_short_list_leaves_out(owner, address):
    with owner():
        browser = browser_of(caisse_of(MOST + 5))

    page = check_page(browser.get(address, {"partenaire": "bourg-24"}))

    assert options(page) == ["Commune de Bourg-24 (fictif)"]


def test_the_people_of_the_traces_are_those_of_the_partner_found(owner):
    with owner():
        supervisor = caisse_of(MOST + 5)
    with transaction(supervisor) as at:
        found = people_to_find(supervisor, {"partenaire": "bourg-24"}, at)

    assert found.body.name == "Commune de Bourg-24 (fictif)"
    assert len(found.people) == 1
    assert len(found.body.choices.shown) == 1


def test_a_siret_finds_its_partner(owner):
    with owner():
        supervisor = caisse_of(MOST + 5)
        last = Membership.objects.exclude(organisation_id=supervisor.organisation_id).latest("organisation__siret")
    with transaction(supervisor):
        chosen = chosen_body(supervisor, {"partenaire": last.organisation.siret}, with_own=False)

    assert chosen.id == last.organisation_id


def test_the_partner_chosen_stays_offered_beyond_the_short_list(owner):
    with owner():
        supervisor = caisse_of(MOST + 5)
        far = ConventionParty.objects.get(
            organisation_id=supervisor.organisation_id, party__legal_name__contains="Bourg-24"
        ).party
    with transaction(supervisor):
        chosen = chosen_body(supervisor, {"organisme": str(far.id)}, with_own=False)

    assert (chosen.id, chosen.choices.shown[0]) == (far.id, (str(far.id), far.legal_name))
    assert len(chosen.choices.shown) == MOST + 1


def test_words_that_find_nobody_say_so_and_keep_what_is_shown(owner):
    with owner():
        supervisor = caisse_of(3)
        browser = browser_of(supervisor)

    page = check_page(browser.get("/personnes/", {"partenaire": "introuvable"}))

    assert "Aucun ne correspond à ces mots" in page
    assert options(page) == ["Caisse de Test (fictif)"] or options(page) == [supervisor.organisation_name]


@pytest.mark.parametrize("text", ["", "rien", "0" * 200, "é", "00000000-0000-0000-0000-000000000000"])
def test_an_answer_that_names_nothing_falls_back_on_the_first(owner, text):
    with owner():
        supervisor = caisse_of(3)
    with transaction(supervisor):
        assert chosen_body(supervisor, {"organisme": text}, with_own=False).name == "Commune de Bourg-00 (fictif)"


def test_the_body_of_another_caisse_is_never_offered(owner):
    """The negative control of row-level security: the stranger exists, the caisse does not see it."""
    with owner():
        supervisor, stranger = caisse_of(3), MembershipFactory().organisation
    with transaction(supervisor):
        by_id = chosen_body(supervisor, {"organisme": str(stranger.id)}, with_own=False)
        by_words = chosen_body(supervisor, {"partenaire": stranger.siret}, with_own=False)

    assert stranger.id not in {by_id.id, by_words.id}
    assert by_words.choices.total == 0


def test_a_partner_chooses_nothing(owner):
    with owner():
        member = MembershipFactory()
    actor = actor_of(member)
    with transaction(actor):
        chosen = chosen_body(actor, {"organisme": str(OrganisationFactory.build().id)}, with_own=True)

    assert (chosen.id, bool(chosen.choices)) == (member.organisation_id, False)
