"""The end of a convention follows its letters: announced, dated by evidence, corrected, stopped (MCP-04, DRT-13)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection
from django.db import transaction as django_transaction

from socle.conventions.actions.ending import Announcement, announce, move, move_text_end
from socle.conventions.actions.letters import NewDate, NewLetter, date_letter, record_letter
from socle.conventions.domain.kinds.termination import Ground
from socle.conventions.domain.letters import About, Happened
from socle.conventions.models import Convention, Letter, LetterEvent, Termination
from socle.conventions.queries.endings import terminations_of
from socle.database.constraints import Conflict
from socle.database.transactions import transaction
from socle.habilitations.domain.rights import decide_service
from socle.habilitations.queries.facts import member_in_convention
from socle.kernel.decision import Refused
from tests import factories
from tests.conventions.conftest import member_of

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 20, 11, tzinfo=UTC)
EFFECT = datetime(2026, 6, 16, 22, tzinfo=UTC)
RECEIVED = date(2026, 3, 16)


def announced(actor, convention, ground=Ground.WILL, at=NOON, **wanted) -> Termination:
    with transaction(actor):
        return announce(convention.id, Announcement(ground, **wanted), actor=actor, at=at)


def letter(actor, convention, ended, recipient, number="1A 000 000 000 1") -> Letter:
    with transaction(actor):
        wanted = NewLetter(recipient.organisation_id, About.TERMINATION, number, ended.id)
        return record_letter(convention.id, wanted, actor=actor, at=NOON)


def dated(actor, sent, what=Happened.RECEIVED, on=RECEIVED, at=NOON, reason="") -> LetterEvent:
    with transaction(actor):
        return date_letter(sent.id, NewDate(what, on, "avis de réception", reason), actor=actor, at=at)


def read(convention) -> Convention:
    with transaction(None):
        return Convention.objects.get(id=convention.id)


def agreed(owner, convention, like, *, about, chosen) -> None:
    """A reading that the parties agreed on 20 March 2026, as an avenant writes it."""
    with owner():
        term = convention.term_rows.get(term_key=like)
        term.pk, term.act_number, term.term_key, term.position = uuid4(), 1, "lecture-convenue", 900
        term.kind = "interpretation"
        term.act = convention.act_rows.create(
            organisation_id=convention.organisation_id, number=1, signed_on=NOON.date(), effective_at=NOON,
            recorded_at=NOON, text="avenant de test", sha256="0" * 64,
        )  # fmt: skip
        term.validity = (NOON, None)
        term.body = {"question": "Quelle lecture ?", "reading": "Celle-ci.", "chosen": chosen}
        term.body |= {"agreed_on": "2026-03-20", "about": about}
        term.save(force_insert=True)


@pytest.fixture
def ended(principal, caisse_admin, convention) -> tuple[Termination, Letter]:
    """The commune leaves: its letter was received on 16 March 2026, so the convention is over on 17 June at 0 h."""
    row = announced(principal, convention)
    sent = letter(principal, convention, row, caisse_admin)
    dated(principal, sent)
    return row, sent


def test_the_convention_is_over_at_the_instant_and_nothing_ran(owner, principal, convention, ended):
    """16 March + 3 months = 16 June, served whole; usable one second before, refused at the instant, by its clause."""
    with owner():
        found = read(convention)
        member = factories.MembershipFactory(organisation_id=principal.organisation_id)
    assert (found.ends_at, found.ends_clause) == (EFFECT, "convention, 17.2")

    with transaction(principal):
        before, after = (
            decide_service(member_in_convention(member.id, "cdap", "T2", moment).facts, moment)
            for moment in (EFFECT - timedelta(seconds=1), EFFECT)
        )
    assert before, before.reason
    assert (after.code, str(after.clause)) == ("convention_not_in_force", "convention, 17.2")
    assert "résiliée" in after.reason


def test_an_announcement_alone_ends_nothing(owner, principal, caisse_admin, convention):
    row = announced(principal, convention)
    letter(principal, convention, row, caisse_admin)
    with owner():
        assert read(convention).ends_at is None
        (found,) = terminations_of(convention, NOON)
    assert (found.state, found.ending.missing) == ("announced", "received")


def test_a_later_date_corrects_the_first_which_stays(owner, principal, convention, ended):
    # 18 March + 3 months = 18 June, over on the 19th at 0 h in Paris: 18 June 22:00 UTC.
    _, sent = ended
    with pytest.raises(Refused, match="déjà dite reçue"):
        dated(principal, sent, on=date(2026, 3, 18))
    dated(principal, sent, on=date(2026, 3, 18), reason="cachet mal lu")

    with owner():
        assert read(convention).ends_at == datetime(2026, 6, 18, 22, tzinfo=UTC)
        assert [event.on for event in LetterEvent.objects.order_by("rank")] == [RECEIVED, date(2026, 3, 18)]


def test_evidence_that_comes_late_ends_nothing_in_the_past(owner, principal, caisse_admin, convention):
    """A letter recorded in December 2026: the effect is June, Socle is over from the recording on."""
    late = datetime(2026, 12, 1, 9, tzinfo=UTC)
    row = announced(principal, convention, at=late)
    dated(principal, letter(principal, convention, row, caisse_admin), at=late)
    with owner():
        row.refresh_from_db()
        assert (row.effect_at, row.applies_at, read(convention).ends_at) == (EFFECT, late, late)


def test_mending_in_time_gives_the_convention_back(owner, principal, caisse_admin, convention):
    # Received on 16 March: mended until 16 April at 24:00.
    row = announced(caisse_admin, convention, Ground.BREACH, cause="Lectures sans mission")
    dated(principal, letter(caisse_admin, convention, row, principal))
    with owner():
        assert read(convention).ends_at == datetime(2026, 4, 16, 22, tzinfo=UTC)
    last = datetime(2026, 4, 16, 21, 59, tzinfo=UTC)
    for who, when in ((principal, last), (caisse_admin, last + timedelta(minutes=1))):
        with pytest.raises(Refused), transaction(who):
            move(row.id, "mend", "Tout est réparé.", actor=who, at=when)
    with transaction(caisse_admin):
        move(row.id, "mend", "Les lectures ont cessé, preuve au dossier.", actor=caisse_admin, at=last)

    with owner():
        row.refresh_from_db()
        assert (read(convention).ends_at, read(convention).ends_clause, row.state) == (None, "", "mended")


def test_the_author_withdraws_before_the_effect_only(owner, principal, caisse_admin, convention, ended):
    row, _ = ended
    with pytest.raises(Refused, match="Seule la partie"), transaction(caisse_admin):
        move(row.id, "withdraw", "Non.", actor=caisse_admin, at=NOON)
    with pytest.raises(Refused, match="n'est pas possible depuis"), transaction(principal):
        move(row.id, "withdraw", "Trop tard.", actor=principal, at=EFFECT)
    with transaction(principal):
        move(row.id, "withdraw", "Le conseil municipal a changé d'avis.", actor=principal, at=NOON)

    with owner():
        assert read(convention).ends_at is None
    assert announced(principal, convention).state == "announced"


def test_two_ends_the_first_one_wins_and_gives_way_when_mended(owner, principal, caisse_admin, convention, ended):
    row = announced(caisse_admin, convention, Ground.BREACH)
    dated(caisse_admin, letter(caisse_admin, convention, row, principal, "1A 2"))
    with owner():
        assert read(convention).ends_at == datetime(2026, 4, 16, 22, tzinfo=UTC)
    with transaction(caisse_admin):
        move(row.id, "mend", "Réparé.", actor=caisse_admin, at=NOON)
    with owner():
        assert read(convention).ends_at == EFFECT


def test_an_avenant_that_moves_the_term_leaves_the_end_that_letters_gave(owner, principal, convention, ended):
    row, _ = ended
    later = EFFECT + timedelta(days=365)
    with owner(), transaction(None):
        move_text_end(convention, later)
    with owner():
        assert read(convention).ends_at == EFFECT
    with transaction(principal):
        move(row.id, "withdraw", "Un avenant suffit.", actor=principal, at=NOON)
    with owner():
        assert read(convention).ends_at == later


def test_an_agreement_waits_for_every_party(owner):
    with owner():
        convention = factories.signed("grand-rhin-droits")
        caisse = member_of(convention, "caisse", "caisse_admin")
        collectivite = member_of(convention, "partner", "principal")
    wanted = {"agreed_on": date(2026, 3, 18), "wished_on": date(2026, 6, 30)}
    row = announced(caisse, convention, Ground.AGREEMENT, **wanted)
    with owner():
        assert read(convention).ends_at is None
    with pytest.raises(Refused, match="déjà donné"), transaction(caisse):
        move(row.id, "agree", actor=caisse, at=NOON)
    with transaction(collectivite):
        move(row.id, "agree", actor=collectivite, at=NOON)
    with owner():
        assert read(convention).ends_at == datetime(2026, 6, 30, 22, tzinfo=UTC)


def test_three_parties_get_a_date_and_no_end_until_they_agree(owner):
    """URS-13: the last of the two receipts counts; what happens to the two others is not guessed."""
    with owner():
        convention = factories.signed("valmont-independants")
        maires = member_of(convention, "partner", "principal")
        parties = convention.conventionparty_rows.order_by("position")
        others = [party for party in parties if party.party_id != maires.organisation_id]
    row = announced(maires, convention)
    for rank, party in enumerate(others):
        with transaction(maires):
            wanted = NewLetter(party.party_id, About.TERMINATION, f"1A {rank}", row.id)
            sent = record_letter(convention.id, wanted, actor=maires, at=NOON)
        dated(maires, sent, on=RECEIVED + timedelta(days=rank))
        with owner():
            row.refresh_from_db()
        # One letter proves nothing for the other party.
        assert (row.state == "running") is (rank == 1)
    # 17 March + 1 month = 17 April at 24:00.
    assert (row.last_day, row.applies_at) == (date(2026, 4, 17), None)
    with owner():
        assert read(convention).ends_at is None
        (found,) = terminations_of(convention, NOON)
    assert [point.term_id for point in found.ending.questions] == ["manque-sort-des-autres-parties"]
    with pytest.raises(Refused, match="ne donnent pas encore"), transaction(maires):
        move(row.id, "date", actor=maires, at=NOON)
    agreed(owner, convention, "reconduction", about="manque-sort-des-autres-parties", chosen="ends_for_all")
    with transaction(maires):
        move(row.id, "date", actor=maires, at=NOON + timedelta(hours=1))
    with owner():
        assert read(convention).ends_at == datetime(2026, 4, 17, 22, tzinfo=UTC)


def test_an_agreed_reading_dates_an_end_that_read_two_ways(owner):
    """FSV-13: no effect until the parties agree; the reading, recorded later, then dates it."""
    with owner():
        convention = factories.signed("valmont-france-services")
        cpam = member_of(convention, "caisse", "caisse_admin")
        ccas = convention.conventionparty_rows.get(role="partner")
    row = announced(cpam, convention)
    with transaction(cpam):
        sent = record_letter(
            convention.id, NewLetter(ccas.party_id, About.TERMINATION, "1A 1", row.id), actor=cpam, at=NOON
        )
    dated(cpam, sent)
    with pytest.raises(Refused, match="ne donnent pas encore"), transaction(cpam):
        move(row.id, "date", actor=cpam, at=NOON)
    agreed(owner, convention, "lecture-depart-du-preavis", about="contradiction-preavis", chosen="wished_end")
    # 16 March + 3 months = 16 June 2026.
    with transaction(cpam):
        move(row.id, "date", actor=cpam, at=NOON + timedelta(hours=1))
    with owner():
        assert read(convention).ends_at == EFFECT


@pytest.mark.parametrize(
    ("ground", "wanted", "code"),
    [
        (Ground.AGREEMENT, {"agreed_on": date(2026, 3, 1)}, "ground_unwritten"),
        (Ground.FORCE_MAJEURE, {}, "ground_unwritten"),
    ],
)
def test_a_ground_that_the_text_has_not_is_refused(principal, convention, ground, wanted, code):
    with pytest.raises(Refused) as caught:
        announced(principal, convention, ground, **wanted)
    assert caught.value.decision.code == code


def test_only_administrators_of_a_party_end_it(owner, convention, ended):
    with owner():
        user = member_of(convention, "partner")
        stranger = member_of(factories.signed(siret=factories.new_siret()), "partner", "principal")
    with pytest.raises(Refused) as caught:
        announced(user, convention)
    assert caught.value.decision.code == "endings_not_open"
    with pytest.raises(Convention.DoesNotExist):
        announced(stranger, convention)
    with pytest.raises(Termination.DoesNotExist), transaction(stranger):
        move(ended[0].id, "withdraw", "x", actor=stranger, at=NOON)


def test_one_end_at_a_time_for_a_party_and_a_ground(principal, convention, ended):
    with pytest.raises(Conflict) as caught:
        announced(principal, convention)
    assert caught.value.decision.code == "already_announced"


@pytest.mark.parametrize(
    ("what", "on", "evidence", "code"),
    [
        (Happened.RECEIVED, date(2026, 3, 21), "avis", "date_to_come"),
        (Happened.RECEIVED, RECEIVED, " ", "evidence_missing"),
        (Happened.SENT, date(2026, 3, 17), "récépissé", "dates_out_of_order"),
    ],
)
def test_a_date_is_proved_and_in_order(principal, ended, what, on, evidence, code):
    with pytest.raises(Refused) as caught, transaction(principal):
        date_letter(ended[1].id, NewDate(what, on, evidence), actor=principal, at=NOON)
    assert caught.value.decision.code == code


def test_a_recorded_letter_is_never_changed(owner, ended):
    """Negative control in SQL: the tables refuse it, whoever asks."""
    with owner():
        for change in ("update conventions_letterevent set \"on\" = '2026-01-01'", "delete from conventions_letter"):
            with pytest.raises(DatabaseError), django_transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(change)


def test_what_was_done_is_in_the_journal(owner, ended):
    with owner(), connection.cursor() as cursor:
        cursor.execute("select tag from traces_staged_trace where tag like 'convention:%%' order by at, id")
        tags = [tag for (tag,) in cursor.fetchall()]
    assert {"convention:ending:announced", "convention:letter:recorded", "convention:letter:dated"} <= set(tags)
    assert "convention:ending:dated" in tags
