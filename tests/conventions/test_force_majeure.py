"""Force majeure suspends named commitments; more than six months open the termination (DRT-11)."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner

from socle.conventions.actions.ending import Announcement, announce
from socle.conventions.actions.force_majeure import declare, resume
from socle.conventions.actions.letters import NewDate, NewLetter, date_letter, record_letter
from socle.conventions.domain.ending.force_majeure import Prevention
from socle.conventions.domain.kinds.termination import Ground
from socle.conventions.domain.letters import About, Happened
from socle.conventions.models import Convention
from socle.conventions.queries.endings import suspended_on
from socle.database.constraints import Conflict
from socle.database.transactions import transaction
from socle.kernel.decision import Refused
from socle.site.cli import socle
from tests import factories
from tests.conventions.conftest import member_of

pytestmark = pytest.mark.django_db
BEGAN = date(2025, 9, 1)
CRUE = Prevention("Crue de l'Ill, bureaux évacués", "Accueil à la mairie annexe", ("gratuite",), BEGAN, BEGAN)
MARCH = datetime(2026, 3, 5, 9, tzinfo=UTC)


@pytest.fixture
def parties(owner):
    with owner():
        convention = factories.signed("grand-rhin-droits")
        return (
            convention,
            member_of(convention, "caisse", "caisse_admin"),
            member_of(convention, "partner", "principal"),
        )


def declared(actor, convention, said=CRUE, at=datetime(2025, 9, 2, 9, tzinfo=UTC)):
    with transaction(actor):
        return declare(convention.id, said, actor=actor, at=at)


def ended(actor, convention, at):
    with transaction(actor):
        return announce(convention.id, Announcement(Ground.FORCE_MAJEURE), actor=actor, at=at)


def test_named_commitments_are_suspended_until_the_resumption(owner, parties):
    convention, caisse, _ = parties
    row = declared(caisse, convention)
    with transaction(caisse):
        resume(row.id, date(2025, 11, 3), actor=caisse, at=MARCH)
    with owner():
        days = [set(suspended_on(convention.id, day)) for day in (date(2025, 8, 31), BEGAN, date(2025, 11, 2))]
        assert days == [set(), {"gratuite"}, {"gratuite"}]
        assert suspended_on(convention.id, date(2025, 11, 3)) == {}


def test_more_than_six_months_let_each_party_terminate(owner, parties):
    """1 September 2025 + 6 months = 1 March 2026 at 24:00: refused on the 1st, open on the 2nd."""
    convention, caisse, collectivite = parties
    declared(caisse, convention)
    with pytest.raises(Refused) as caught:
        ended(collectivite, convention, datetime(2026, 3, 1, 12, tzinfo=UTC))
    assert caught.value.decision.code == "suspension_too_short"
    row = ended(collectivite, convention, datetime(2026, 3, 2, 9, tzinfo=UTC))
    with transaction(collectivite):
        wanted = NewLetter(caisse.organisation_id, About.TERMINATION, "1A 1", row.id)
        sent = record_letter(convention.id, wanted, actor=collectivite, at=MARCH)
        for what, day in ((Happened.SENT, 2), (Happened.RECEIVED, 4)):
            date_letter(sent.id, NewDate(what, date(2026, 3, day), "avis"), actor=collectivite, at=MARCH)
    with owner():
        # Over at the end of the day of receipt, but not before it was recorded, on the 5th at 9:00 UTC.
        assert Convention.objects.get(id=convention.id).ends_at == MARCH
        row.refresh_from_db()
        assert (row.last_day, row.clause) == (date(2026, 3, 4), "convention, 11.4")


def test_the_command_reads_the_suspension_that_is_recorded(owner, parties):
    convention, caisse, _ = parties
    declared(caisse, convention)
    letter = ("--ground", "force-majeure", "--sent", "2026-03-02", "--received", "2026-03-04", "--json")
    with owner():
        answer = json.loads(CliRunner().invoke(socle, ["convention", "end", str(convention.id), *letter]).stdout)
    assert (answer["last_day_of_service"], answer["opens_on"]) == ("2026-03-04", "2026-03-02")


def test_without_a_suspension_nothing_opens(parties):
    convention, caisse, _ = parties
    with pytest.raises(Refused) as caught:
        ended(caisse, convention, MARCH)
    assert (caught.value.decision.code, str(caught.value.decision.clause)) == ("not_suspended", "convention, 11.4")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (Prevention("", "x", ("gratuite",), BEGAN, BEGAN), "prevention_unsaid"),
        (Prevention("crue", "x", (), BEGAN, BEGAN), "commitments_unnamed"),
        (Prevention("crue", "x", ("inconnu",), BEGAN, BEGAN), "commitments_unnamed"),
        (Prevention("crue", "x", ("gratuite",), BEGAN, date(2025, 8, 31)), "dates_out_of_order"),
        (Prevention("crue", "x", ("gratuite",), BEGAN, date(2025, 9, 3)), "dates_out_of_order"),
    ],
)
def test_what_is_not_said_in_full_suspends_nothing(parties, said, code):
    with pytest.raises(Refused) as caught:
        declared(parties[1], parties[0], said)
    assert caught.value.decision.code == code


def test_a_text_without_force_majeure_suspends_nothing(caisse_admin, convention):
    with pytest.raises(Refused) as caught:
        declared(caisse_admin, convention, at=MARCH)
    assert caught.value.decision.code == "force_majeure_unwritten"


def test_one_suspension_at_a_time_and_its_author_resumes_it(parties):
    convention, caisse, collectivite = parties
    row = declared(caisse, convention)
    with pytest.raises(Conflict) as caught:
        declared(caisse, convention)
    assert caught.value.decision.code == "already_suspended"
    for who, day in ((collectivite, date(2026, 3, 2)), (caisse, BEGAN), (caisse, date(2026, 3, 6))):
        with pytest.raises(Refused), transaction(who):
            resume(row.id, day, actor=who, at=MARCH)
