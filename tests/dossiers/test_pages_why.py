"""« Pourquoi ? »: the decision and its chain, for oneself or for a colleague, at an instant (MCP-25, MCP-62)."""

from __future__ import annotations

import pytest

from tests.browsing import browser_of, check_page
from tests.factories import MembershipFactory
from tests.habilitations.bodies import give_role
from tests.journal import staged

pytestmark = pytest.mark.django_db
PATH = "/droits/pourquoi/"


def test_everybody_asks_about_themselves_without_a_trace(commune, reader, owner):
    browser = reader(commune, "T2").browser

    blank = check_page(browser.get(PATH))
    answer = check_page(browser.get(PATH, {"profil": "cdap:T2", "groupe": "debts"}))

    assert 'name="personne"' not in blank
    assert "Refusé" in answer
    assert "Indus" in answer
    assert "Condition remplie" in answer
    assert staged("habilitation:decision:explained") == 0


def test_a_manager_asks_about_a_colleague_and_leaves_a_trace(commune, reader, owner):
    colleague = reader(commune, "T2")
    browser = browser_of(commune.principal)

    page = check_page(browser.get(PATH, {"personne": str(colleague.actor.person_id), "profil": "cdap:T2"}))

    assert "Autorisé" in page
    assert "laisse une trace" in page
    assert staged("habilitation:decision:explained") == 1


def test_the_answer_may_be_that_of_another_day(commune, reader):
    colleague = reader(commune, "T2")

    asked = {"profil": "cdap:T2", "au": "2025-12-01T10:00"}
    page = check_page(colleague.browser.get(PATH, asked))

    assert "1er décembre 2025" in page
    assert "Refusé" in page


def test_an_incomplete_question_says_what_is_missing(commune, reader):
    page = check_page(reader(commune, "T2").browser.get(PATH, {"profil": "", "au": "hier"}))

    assert "Choisissez un profil." in page


def test_somebody_else_is_out_of_reach_for_a_user(commune, reader):
    mine, other = reader(commune, "T2"), reader(commune, "T2")

    page = check_page(mine.browser.get(PATH, {"personne": str(other.actor.person_id), "profil": "cdap:T2"}))

    assert mine.actor.name in page
    assert other.actor.name not in page


def test_a_caisse_asks_about_one_partner_at_a_time(commune, departement, reader, owner):
    colleague = reader(commune, "T2")
    with owner():
        member = MembershipFactory(organisation=commune.convention.organisation)
        supervisor = browser_of(give_role(member, "caisse_supervisor", commune.convention))
    chosen = {"organisme": str(commune.organisation.id)}

    people = check_page(supervisor.get(PATH, {**chosen, "changer": "1", "profil": ""}))
    asked = {**chosen, "personne": str(colleague.actor.person_id), "profil": "cdap:T2"}
    answer = check_page(supervisor.get(PATH, asked))

    assert "Afficher ce partenaire" in people
    assert colleague.membership.person.last_name in people
    assert "Autorisé" in answer
