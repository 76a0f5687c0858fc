"""MCP-25: a sample has a recorded seed and criteria, is drawn again, and opens its questions at once."""

from __future__ import annotations

import pytest

from socle.database.transactions import transaction
from socle.kernel.decision import Refused
from socle.supervision.actions.sampling import SampleWish, ask_sample, draw_sample
from socle.supervision.models import Question, SampleLine
from socle.supervision.queries.samples import sample_of, sheet
from tests.browsing import browser_of, check_page
from tests.habilitations.bodies import opened
from tests.supervision.bodies import Supervised, supervised

pytestmark = pytest.mark.django_db
WHY = "Pourquoi ce droit existe-t-il ?"


def drawn(body: Supervised, actor=None, **changes):
    who = actor or body.supervisor
    wish = {"size": 2, "risk_percent": 50, "partner": body.partner.organisation.id, "seed": "graine"} | changes
    with transaction(who) as at:
        return draw_sample(SampleWish(**wish), actor=who, at=at)


def test_a_sample_is_drawn_again_from_what_it_keeps(body, owner):
    for member in body.people:
        opened(body, member)

    first, second = drawn(body), drawn(body)

    with transaction(body.supervisor):
        found = sheet(sample_of(first.id, body.supervisor))
        again = sheet(sample_of(second.id, body.supervisor))
        assert found.is_drawn_again
        assert [one.habilitation_id for one, _ in found.lines] == [one.habilitation_id for one, _ in again.lines]
    assert (first.population, len(found.lines)) == (3, 2)
    with owner():
        line = SampleLine.objects.filter(sample_id=first.id).first()
        line.habilitation_id = first.id
        line.save()
    with transaction(body.supervisor):
        assert not sheet(sample_of(first.id, body.supervisor)).is_drawn_again


def test_without_a_seed_one_is_drawn_and_kept(body):
    opened(body, body.people[0])

    assert len(drawn(body, seed="").seed) == 16


def test_a_sample_of_all_partners_and_one_limited_to_a_profile(body, owner):
    with owner():
        other = supervised(people=1)
    opened(body, body.people[0])
    opened(other, other.people[0])

    everywhere = drawn(body, partner=None, size=200)

    assert everywhere.population >= 2
    with pytest.raises(Refused) as refusal:
        drawn(body, service="afas")
    assert refusal.value.decision.code == "nothing_to_draw"


def test_its_questions_are_opened_at_once_and_only_once(body):
    for member in body.people:
        opened(body, member)
    sample = drawn(body, size=3)

    with transaction(body.supervisor) as at:
        first = ask_sample(sample, WHY, actor=body.supervisor, at=at)
        again = ask_sample(sample, WHY, actor=body.supervisor, at=at)

    assert (len(first), len(again)) == (3, 0)
    with transaction(body.principal):
        assert Question.objects.filter(sample_id=sample.id).count() == 3


def test_only_the_supervisor_draws(body):
    opened(body, body.people[0])
    for actor in (body.admin, body.principal):
        with pytest.raises(Refused) as refusal:
            drawn(body, actor=actor)
        assert refusal.value.decision.code == "permission_missing"


def test_the_pages_of_a_sample(body):
    opened(body, body.people[0])
    browser = browser_of(body.supervisor)
    form = "/supervision/echantillons/nouveau/"

    assert "Graine du tirage" in check_page(browser.get(form))
    given = {"taille": "5", "risque": "50", "partenaire": str(body.partner.organisation.id)}
    assert "Aucun droit en cours" in check_page(browser.post(form, given | {"service": "afas"}))
    path = browser.post(form, given)["Location"]
    page = check_page(browser.get(path))
    assert "il donne les mêmes droits" in page
    assert body.people[0].person.name in page
    assert browser.post(path, {"question": WHY}).status_code == 302
    assert "Échantillons déjà tirés" in check_page(browser.get(form))
    assert browser_of(body.principal).get(path).status_code == 403
