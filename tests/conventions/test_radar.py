"""« Reconductions à venir », the file of a decision, and what announced ends ask of the administrators."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from socle.conventions.actions.ending import Announcement, announce
from socle.conventions.actions.letters import NewDate, NewLetter, date_letter, record_letter
from socle.conventions.domain.kinds.termination import Ground
from socle.conventions.domain.letters import About, Happened
from socle.conventions.queries.radar import radar
from socle.conventions.room import ROOM
from socle.database.transactions import transaction
from tests import factories
from tests.conventions.test_ending_pages import page, text

pytestmark = pytest.mark.django_db
JUNE = datetime(2026, 6, 10, 9, tzinfo=UTC)


def test_the_radar_gives_the_last_useful_day(browser, convention):
    found = text(browser.get("/conventions/reconductions/?as_of=2026-06-10"))

    assert "07/07/2026" in found or "7 juillet 2026" in found
    assert "J-27" in found
    assert "Dossier de décision" in found
    assert "Aucune date dans ce délai" in text(browser.get("/conventions/reconductions/?as_of=2026-06-10&avant=7"))


def test_conventions_alike_are_reckoned_once(owner, caisse_admin, convention):
    with transaction(caisse_admin), CaptureQueriesContext(connection) as few:
        radar(caisse_admin, JUNE)
    with owner():
        for _ in range(2):
            factories.signed(siret=factories.new_siret())
    with transaction(caisse_admin), CaptureQueriesContext(connection) as many:
        total, found = radar(caisse_admin, JUNE)
    assert (total, len(found), len(many)) == (3, 3, len(few))


def test_the_file_of_a_decision_shows_dates_and_price(browser, convention):
    found = text(browser.get(page(convention, "reconduction/?as_of=2026-06-10")))

    assert "mardi 7 juillet 2026" in found
    assert "Le service est gratuit." in found
    assert "Obligations en retard" in found


def test_a_convention_already_ended_is_shown_by_its_last_day(owner, principal, caisse_admin, convention):
    asked = {}
    with transaction(principal):
        row = announce(convention.id, Announcement(Ground.WILL), actor=principal, at=JUNE)
        asked["announced"] = [todo.title for todo in ROOM.todos(principal, JUNE)]
        letter = NewLetter(caisse_admin.organisation_id, About.TERMINATION, "1A 1", row.id)
        sent = record_letter(convention.id, letter, actor=principal, at=JUNE)
        received = NewDate(Happened.RECEIVED, date(2026, 6, 9), "avis de réception")
        date_letter(sent.id, received, actor=principal, at=JUNE)
        asked["dated"] = [todo.title for todo in ROOM.todos(principal, JUNE)]
        _, (seen,) = radar(principal, JUNE)
    # 9 June + 3 months = 9 September 2026.
    assert (seen.blip.decides.day, seen.blip.can_object) == (date(2026, 9, 9), False)
    assert str(seen.blip.decides.clause) == "convention, 17.2"
    assert "Enregistrer les dates des lettres de résiliation" in asked["announced"]
    assert "Enregistrer les dates des lettres de résiliation" not in asked["dated"]


def test_a_formal_notice_asks_the_other_party_to_mend(principal, caisse_admin, convention):
    with transaction(caisse_admin):
        row = announce(convention.id, Announcement(Ground.BREACH), actor=caisse_admin, at=JUNE)
        letter = NewLetter(principal.organisation_id, About.FORMAL_NOTICE, "1A 1", row.id)
        sent = record_letter(convention.id, letter, actor=caisse_admin, at=JUNE)
        date_letter(sent.id, NewDate(Happened.RECEIVED, date(2026, 6, 9), "avis"), actor=caisse_admin, at=JUNE)
    with transaction(principal):
        asked = {todo.title: todo for todo in ROOM.todos(principal, JUNE)}
    # 9 June + 1 month = 9 July 2026 at 24:00.
    todo = asked["Réparer un manquement avant la fin de la convention"]
    assert todo.due == datetime(2026, 7, 9, 22, tzinfo=UTC)
    assert todo.url.endswith(f"/fins/{row.id}/")
