"""What the parties say of their obligations: by whom, once, in the journal; the board and the calendar address."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from socle.conventions.actions.feeds import open_feed, revoke_feed
from socle.conventions.actions.obligations import Happening, Word, entrust, keep, record_fact
from socle.conventions.models import ConventionDocument, ForceMajeure, ObligationEntry
from socle.conventions.queries.board import Wanted, board
from socle.conventions.queries.calendar import calendar_of
from socle.conventions.queries.obligations import lines_of
from socle.conventions.queries.yearly import yearly_of
from socle.database.constraints import Conflict
from socle.database.transactions import run, transaction
from socle.kernel.decision import Refused
from tests import browsing, factories
from tests.conventions.conftest import member_of

pytestmark = pytest.mark.django_db


def line_of(actor, convention, term: str, at=None):
    """The one line of a term on the board of this person."""
    with transaction(actor) as now:
        found = lines_of([convention], date(2020, 1, 1), date(2035, 1, 1), at or now)
        return next(line for line in found if line.occurrence.term_id == term)


@pytest.fixture
def owed(owner, convention, caisse_admin):
    """A paper that the caisse owes to the partner since the signature, never received here."""
    with owner():
        kinds = convention.term_rows.filter(kind="deliverable", body__by="caisse").values_list("term_key", flat=True)
        ConventionDocument.objects.filter(convention=convention).update(received_on=None)
        return str(kinds[0])


def say(actor, convention, line, step: str, text: str = "Preuve jointe.", done_on: date | None = None):
    word = Word(step, text, done_on)
    return run(actor, lambda at: keep(convention.id, line.occurrence.key, word, actor=actor, at=at))


def test_who_owes_declares_and_who_is_owed_contests_then_waives(owner, convention, owed, principal, caisse_admin):
    """URS-01, DRT-05: done, due, proof."""
    line = line_of(caisse_admin, convention, owed)
    assert line.standing == "late"
    with transaction(caisse_admin) as at:
        today = timezone.localdate(at)
    done = say(caisse_admin, convention, line, "declare", done_on=line.occurrence.due_on)
    assert done.standing == "done"
    assert say(principal, convention, line, "contest", "Rien reçu.").standing == "late"
    assert say(principal, convention, line, "waive", "Inutile désormais.").standing == "waived"
    with owner(), transaction(None):
        rows = list(ObligationEntry.objects.filter(convention=convention).order_by("rank").values_list("step", "rank"))
    assert rows == [("declare", 1), ("contest", 2), ("waive", 3)]
    assert say(principal, convention, line, "ask_again", "Il nous le faut.").standing == "late"
    assert today >= line.occurrence.due_on


@pytest.mark.parametrize(
    ("step", "text", "code"),
    [("declare", "Preuve.", "wrong_role"), ("waive", " ", "proof_missing"), ("withdraw", "Erreur.", "wrong_state")],
)
def test_a_party_says_only_what_is_its_own_to_say(convention, owed, principal, step, text, code):
    line = line_of(principal, convention, owed)
    with pytest.raises(Refused) as caught:
        say(principal, convention, line, step, text, date(2025, 1, 1))
    assert caught.value.decision.code == code


def test_an_ordinary_user_reads_and_says_nothing(owner, convention, owed):
    with owner():
        user = member_of(convention, "caisse")
    line = line_of(user, convention, owed)
    with pytest.raises(Refused) as caught:
        say(user, convention, line, "declare", done_on=date(2025, 1, 1))
    assert caught.value.decision.code == "obligations_not_kept"


def test_a_paper_received_shows_by_itself_that_the_duty_was_kept(owner, convention, owed, principal):
    """FSV-10, MCP-53: no need to say what the register of papers already says."""
    with owner():
        named = convention.term_rows.filter(kind="deliverable", body__has_key="document", body__by="partner")
        term, paper = named.exclude(body__on_change=True).values_list("term_key", "body__document")[0]
    assert line_of(principal, convention, term).standing == "late"
    with owner():
        ConventionDocument.objects.filter(convention=convention, key=paper).update(received_on="2025-10-01")
    assert line_of(principal, convention, term).standing in {"done", "done_late"}


def test_the_board_of_another_day_shows_what_was_said_then(convention, owed, caisse_admin):
    with transaction(caisse_admin) as before:
        pass
    line = line_of(caisse_admin, convention, owed)
    say(caisse_admin, convention, line, "declare", done_on=line.occurrence.due_on)
    assert line_of(caisse_admin, convention, owed).standing == "done"
    assert line_of(caisse_admin, convention, owed, before - timedelta(seconds=1)).standing == "late"


def test_two_people_at_once_do_not_say_two_things(convention, owed, caisse_admin):
    """The negative control: without the rank, the second word would hide the first."""
    line = line_of(caisse_admin, convention, owed)
    say(caisse_admin, convention, line, "declare", done_on=line.occurrence.due_on)
    with pytest.raises(Conflict) as caught, transaction(caisse_admin):
        row = ObligationEntry.objects.get(convention=convention)
        row.pk = uuid4()
        row._state.adding = True
        row.save(force_insert=True)
    assert caught.value.decision.code == "obligation_said_meanwhile"


def test_a_fact_opens_an_obligation_and_one_to_come_does_not(owner, convention, principal):
    with owner():
        key = convention.term_rows.filter(kind="deliverable", body__on_change=True).values_list("term_key", flat=True)[
            0
        ]
    with transaction(principal) as at:
        early = Happening(key, "remise", at + timedelta(days=1), "Départ d'un interlocuteur.")
    with pytest.raises(Refused) as caught:
        run(principal, lambda at: record_fact(convention.id, early, actor=principal, at=at))
    assert caught.value.decision.code == "fact_to_come"
    fact = Happening(key, "remise", early.happened_at - timedelta(days=3), "Départ d'un interlocuteur.")
    run(principal, lambda at: record_fact(convention.id, fact, actor=principal, at=at))
    assert line_of(principal, convention, key).occurrence.begins_on == timezone.localdate(fact.happened_at)


def test_only_the_party_that_owes_says_who_is_in_charge(owner, convention, owed, principal, caisse_admin):
    with pytest.raises(Refused) as caught:
        run(principal, lambda at: entrust(convention.id, (owed, "remise"), None, actor=principal, at=at))
    assert caught.value.decision.code == "obligation_of_another"
    me = caisse_admin.person_id
    run(caisse_admin, lambda at: entrust(convention.id, (owed, "remise"), me, actor=caisse_admin, at=at))
    with transaction(caisse_admin) as at:
        assert board(caisse_admin, Wanted(holder=str(me)), at).total >= 1
        assert line_of(caisse_admin, convention, owed).holder_id == me


def test_the_calendar_says_who_owes_what_and_the_dates_of_the_convention(convention, principal):
    with transaction(principal):
        found = calendar_of(convention, date(2026, 1, 1), date(2027, 12, 31))
    assert {"renewal", "last_notice", "period_end"} <= {item.term for item in found}
    assert [item.date for item in found] == sorted(item.date for item in found)
    assert all(item.clause for item in found)


def test_the_secret_address_gives_the_dates_until_it_is_revoked(client, convention, owed, principal):
    first = run(principal, lambda at: open_feed(actor=principal, at=at))
    second = run(principal, lambda at: open_feed(actor=principal, at=at))
    address = reverse("conventions:feed", args=[second])
    answer = client.get(address)
    assert answer["Content-Type"].startswith("text/calendar")
    assert b"BEGIN:VEVENT" in answer.content
    assert principal.name.encode() not in answer.content
    assert client.get(reverse("conventions:feed", args=[first])).status_code == 404
    assert run(principal, lambda at: revoke_feed(actor=principal, at=at))
    assert client.get(address).status_code == 404


def test_the_pages_show_both_sides_and_take_a_word(owner, convention, owed, principal, caisse_admin):
    browser = browsing.browser_of(caisse_admin)
    page = browser.get(reverse("conventions:duties", args=[convention.id])).content.decode()
    assert "Vous devez" in page
    assert "On vous doit" in page
    line = line_of(caisse_admin, convention, owed)
    address = reverse("conventions:obligation", args=[convention.id, *line.occurrence.key])
    refused = browser.post(address, {"etape": "declare", "texte": "Envoyé.", "fait_le": "2099-01-01"})
    assert refused.status_code == 403
    assert "aujourd&#x27;hui au plus tard" in refused.content.decode()
    said = {"etape": "declare", "texte": "Envoyé.", "fait_le": line.occurrence.due_on.isoformat()}
    assert browser.post(address, said).status_code == 302
    assert "Déclarée tenue" in browser.get(address).content.decode()
    with owner():
        stranger = browsing.browser_of(factories.actor_of(factories.MembershipFactory(), "principal"))
    assert stranger.get(address).status_code == 404


def test_the_yearly_report_counts_what_the_board_counts_and_prints(owner, convention, owed, caisse_admin):
    """MCP-08: the same figures on the page, on the paper, and before the convention none."""
    line = line_of(caisse_admin, convention, owed)
    say(caisse_admin, convention, line, "declare", done_on=line.occurrence.due_on)
    browser = browsing.browser_of(caisse_admin)
    address = reverse("conventions:yearly", args=[convention.id])
    page = browser.get(address).content.decode()
    assert "Du 8 octobre 2025 au 7 octobre 2026" in page
    with transaction(caisse_admin) as at:
        found = yearly_of(convention, 1, at)
        shown = board(caisse_admin, Wanted(convention=str(convention.id)), at)
        assert found.rates[caisse_admin.organisation_id].on_time == 1
        assert {one.occurrence.key for one in shown.lines} & {one.occurrence.key for one in found.lines}
    assert "Aucun bilan ce jour-là" in browser.get(f"{address}?as_of=2020-01-01").content.decode()
    paper = browser.get(reverse("conventions:yearly_paper", args=[convention.id]))
    assert paper.content.startswith(b"%PDF")
    assert browser.get(f"{address}?annee=99").status_code == 200


def test_a_commitment_suspended_on_its_day_is_not_late(owner, convention, owed, caisse_admin):
    """DRT-11: until the prevented party resumes."""
    assert line_of(caisse_admin, convention, owed).standing == "late"
    with owner(), transaction(None) as at:
        event = ForceMajeure.objects.create(
            organisation_id=convention.organisation_id,
            convention=convention,
            author_organisation_id=caisse_admin.organisation_id,
            author_id=caisse_admin.person_id,
            recorded_at=at,
            event="crue",
            measures="mairie annexe",
            terms=[owed],
            began_on=date(2025, 9, 1),
            informed_on=date(2025, 9, 1),
        )
    assert line_of(caisse_admin, convention, owed).standing == "suspended"
    with owner():
        whole = {"resumed_at": at, "resumed_by_id": caisse_admin.person_id}
        ForceMajeure.objects.filter(id=event.id).update(resumed_on=date(2025, 9, 20), **whole)
    assert line_of(caisse_admin, convention, owed).standing == "late"
