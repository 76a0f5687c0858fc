"""MCP-25: a failure is told, the partner heard, and only then established; its pages on both sides."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from socle.database.transactions import transaction
from socle.kernel.decision import Refused
from socle.supervision.domain.measures import MeasureKind
from socle.supervision.models import Failure
from socle.supervision.room import todos
from tests.browsing import browser_of, check_page
from tests.habilitations.bodies import confirmed, opened
from tests.supervision.acts import established, notified, refused, step

pytestmark = pytest.mark.django_db


def test_a_failure_hears_the_partner_first(body):
    failure = notified(body)

    with pytest.raises(Refused) as early:
        step(failure, "establish", body.supervisor)
    step(failure, "reply", body.principal, text="Ces missions existent.")
    done = step(failure, "establish", body.supervisor)

    assert early.value.decision.code == "reply_awaited"
    assert (done.state, done.urgency) == ("established", "")
    assert str(done.clause) == "contrat de service, 2.2.1"


def test_silence_after_the_delay_establishes_too(body, owner):
    failure = notified(body)
    with owner():
        Failure.objects.filter(id=failure.id).update(due_at=failure.due_at - timedelta(days=60))

    assert step(failure, "establish", body.supervisor).state == "established"


def test_what_cannot_wait_says_why_and_the_partner_replies_afterwards(body):
    failure = established(body)

    assert failure.urgency == "Les dossiers sont lus cette nuit."
    assert step(failure, "reply_after", body.principal, text="Il n'y a pas eu de lecture.").state == "established"


def test_a_failure_that_does_not_hold_is_dismissed_and_opens_nothing(body):
    failure = step(established(body), "dismiss", body.supervisor)

    assert refused(body, failure, MeasureKind.PASSWORD_RESET).decision.code == "no_established_failure"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"facts": " "}, "facts_missing"),
        ({"evidence": ""}, "facts_missing"),
        ({"ground": "mauvaise humeur"}, "ground_unwritten"),
    ],
)
def test_a_failure_is_one_the_text_names_with_facts_and_evidence(body, changes, code):
    with pytest.raises(Refused) as refusal:
        notified(body, **changes)

    assert refusal.value.decision.code == code


def test_the_partner_establishes_nothing(body):
    failure = notified(body)

    with pytest.raises(Refused) as refusal:
        step(failure, "establish", body.principal, urgency="tout de suite")

    assert refusal.value.decision.code in {"permission_missing", "wrong_role"}


def test_the_pages_of_a_failure_and_of_a_measure(body):
    right = opened(body, body.people[0])
    admin, supervisor, principal = (browser_of(confirmed(one)) for one in (body.admin, body.supervisor, body.principal))
    partner = body.partner.organisation.id
    form = f"/supervision/partenaires/{partner}/manquement/"
    given = {"convention": str(body.convention.id), "manquement": "management_failure", "faits": "f", "preuve": "p"}

    assert "rien n'est établi" in check_page(supervisor.get(form))
    assert "Écrivez les faits" in check_page(supervisor.post(form, given | {"faits": ""}))
    path = supervisor.post(form, given)["Location"]
    assert "Manquements notifiés par la caisse" in check_page(principal.get("/questions-de-la-caisse/"))
    assert "Le partenaire n&#x27;a pas encore été entendu" in check_page(
        supervisor.post(path, {"etape": "establish"}), 403
    )
    assert principal.post(path, {"etape": "reply", "texte": "Non."}).status_code == 302
    assert supervisor.post(path, {"etape": "establish"}).status_code == 302
    assert "Prendre une mesure" in check_page(admin.get(path))

    choice = {"mesure": "suspension", "etendue": "right", "droit": str(right.id)}
    assert "Choisissez dans cette liste" in check_page(admin.get(f"{path}mesure/", choice | {"droit": ""}))
    page = check_page(admin.get(f"{path}mesure/", choice))
    assert "Qui perd quoi" in page
    assert body.people[0].person.name in page
    stale = browser_of(replace(body.admin, step_up_at=None))
    assert "Confirmer mon identité" in check_page(stale.get(f"{path}mesure/", choice))
    assert "Écrivez le motif" in check_page(admin.post(f"{path}mesure/", choice | {"motif": ""}))
    done = admin.post(f"{path}mesure/", choice | {"motif": "manquement établi"})["Location"]
    assert "Lever cette mesure" in check_page(admin.get(done))
    assert "Lever cette mesure" not in check_page(principal.get(done))
    assert "Mesures de la caisse" in check_page(principal.get("/questions-de-la-caisse/"))
    assert "Mesures" in check_page(supervisor.get(f"/supervision/partenaires/{partner}/"))
    assert admin.post(done).status_code == 302
    assert "levée" in check_page(admin.get(done))


def test_what_follows_is_said_on_both_home_pages(body):
    with transaction(body.principal) as at:
        assert not todos(body.principal, at)
    failure = notified(body)

    with transaction(body.principal) as at:
        assert [one.title for one in todos(body.principal, at)] == [
            "La caisse vous reproche un manquement : répondez avant qu'elle ne décide"
        ]
    step(failure, "reply", body.principal)
    with transaction(body.supervisor) as at:
        assert "à établir ou à écarter" in todos(body.supervisor, at)[0].title
