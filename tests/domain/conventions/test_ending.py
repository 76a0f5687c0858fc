"""The termination calculator against dates computed by hand, for every ground of the five families.

Each row writes its reckoning in a comment. The last day is served whole; the convention is over at the next midnight.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from socle.conventions.domain.convention import Term
from socle.conventions.domain.ending.report import ending_json, ending_lines
from socle.conventions.domain.kinds import Interpretation
from socle.conventions.domain.kinds.termination import Ground, Reading
from socle.conventions.domain.words import Form, Start
from socle.kernel.clause import Clause
from tests.domain.conventions.endings import ending_of
from tests.domain.conventions.texts import signed, with_term

MCP, DRT, FSV, URS, ISU = (
    "saint-aubin-mcp",
    "grand-rhin-droits",
    "valmont-france-services",
    "valmont-independants",
    "valmont-gestion-commune",
)
WILL, BREACH, AGREEMENT = Ground.WILL, Ground.BREACH, Ground.AGREEMENT
INTEREST, MAJEURE = Ground.GENERAL_INTEREST, Ground.FORCE_MAJEURE

TABLE = (
    # MCP-04, will: 16 March 2026 does not count; 16 April, 16 May, 16 June: three months at 24:00.
    (MCP, WILL, "commune", {"received": "2026-03-16"}, "2026-06-16"),
    # The sending says nothing: only the receipt counts.
    (MCP, WILL, "commune", {"sent": "2026-03-02", "received": "2026-03-16"}, "2026-06-16"),
    # A wished date after the three months holds.
    (MCP, WILL, "commune", {"received": "2026-03-16", "wished": "2026-08-31"}, "2026-08-31"),
    # The same day as the three months: it holds too.
    (MCP, WILL, "commune", {"received": "2026-03-16", "wished": "2026-06-16"}, "2026-06-16"),
    # A wished date too soon waits for the three months.
    (MCP, WILL, "caisse", {"received": "2026-03-16", "wished": "2026-05-01"}, "2026-06-16"),
    # 30 November + 3 months: February 2026 has 28 days; a Saturday, kept: nobody has to act within a notice.
    (MCP, WILL, "caisse", {"received": "2025-11-30"}, "2026-02-28"),
    # 29 November 2027 + 3 months: 2028 is a leap year, 29 February exists (a Tuesday).
    (MCP, WILL, "caisse", {"received": "2027-11-29"}, "2028-02-29"),
    # 31 January + 3 months: April has 30 days.
    (MCP, WILL, "caisse", {"received": "2026-01-31"}, "2026-04-30"),
    # A letter nobody fetched counts from its first presentation: 10 April + 3 months.
    (MCP, WILL, "caisse", {"sent": "2026-04-08", "presented": "2026-04-10"}, "2026-07-10"),
    # MCP-04, breach: 16 March + 1 month = Thursday 16 April 2026.
    (MCP, BREACH, "caisse", {"received": "2026-03-16"}, "2026-04-16"),
    # 31 January + 1 month = Saturday 28 February: mending may still be done on Monday 2 March.
    (MCP, BREACH, "caisse", {"received": "2026-01-31"}, "2026-03-02"),
    # 31 January 2028 + 1 month = Tuesday 29 February 2028, a leap year.
    (MCP, BREACH, "caisse", {"received": "2028-01-31"}, "2028-02-29"),
    # 1 April + 1 month = Friday 1 May 2026, a holiday, then a week-end: Monday 4 May.
    (MCP, BREACH, "commune", {"received": "2026-04-01"}, "2026-05-04"),
    # The text does not let who gives notice of a breach choose the date.
    (MCP, BREACH, "caisse", {"received": "2026-03-16", "wished": "2026-12-31"}, "2026-04-16"),
    # DRT-13, breach: from the SENDING, 27 March 2026 (received on the 31st): Monday 27 April.
    (DRT, BREACH, "carsat", {"sent": "2026-03-27", "received": "2026-03-31"}, "2026-04-27"),
    # 26 November + 1 month = 26 December 2025: Saint-Étienne in Alsace-Moselle, then a week-end: Monday 29.
    (DRT, BREACH, "carsat", {"sent": "2025-11-26"}, "2025-12-29"),
    # 3 March + 1 month = 3 April 2026: Good Friday in Alsace-Moselle; 4, 5 week-end, 6 Easter Monday: Tuesday 7.
    (DRT, BREACH, "collectivite", {"sent": "2026-03-03"}, "2026-04-07"),
    # DRT-13, general interest: 3 March + 1 month = 3 April 2026, Good Friday, kept: a notice is not rolled over.
    (DRT, INTEREST, "collectivite", {"notified": "2026-03-03"}, "2026-04-03"),
    # The receipt of the registered letter notifies it.
    (DRT, INTEREST, "collectivite", {"sent": "2026-03-02", "received": "2026-03-04"}, "2026-04-04"),
    # DRT-13, agreement: the day of the agreement, or the day that it writes.
    (DRT, AGREEMENT, "carsat", {"agreed": "2026-05-20"}, "2026-05-20"),
    (DRT, AGREEMENT, "carsat", {"agreed": "2026-05-20", "wished": "2026-06-30"}, "2026-06-30"),
    # DRT-11: suspended on 1 September 2025, six months end on 1 March 2026 at 24:00; the letter may leave on the 2nd.
    (DRT, MAJEURE, "carsat", {"suspended": "2025-09-01", "sent": "2026-03-02", "received": "2026-03-04"}, "2026-03-04"),
    # 31 August 2025 + 6 months = 28 February 2026: open on 1 March, a Sunday: nobody has to act within six months.
    (DRT, MAJEURE, "carsat", {"suspended": "2025-08-31", "sent": "2026-03-01", "received": "2026-03-03"}, "2026-03-03"),
    # URS-13: 31 January 2026 + 1 month = Saturday 28 February, kept.
    (URS, WILL, "maires", {"received": "2026-01-31"}, "2026-02-28"),
    # 30 March + 1 month = 30 April; the wished date is not the author's to choose.
    (URS, WILL, "urssaf", {"received": "2026-03-30", "wished": "2026-12-31"}, "2026-04-30"),
)


@pytest.mark.parametrize(("slug", "ground", "by", "days", "last"), TABLE)
def test_the_end_is_the_one_computed_by_hand(slug, ground, by, days, last):
    """MCP-04, DRT-11, DRT-13, URS-13."""
    found = ending_of(signed(slug), ground, by, **days)
    midnight = date.fromordinal(date.fromisoformat(last).toordinal() + 1)

    assert found.decision, found.decision.reason
    assert found.last_day.isoformat() == last
    assert found.effect.isoformat().startswith(f"{midnight.isoformat()}T00:00:00+0")
    assert found.clause == found.decision.clause
    assert found.proof[-1].at == found.effect


# FSV-13, received on Monday 5 January 2026: + 3 months = Sunday 5 April, kept; else the eve of the first anniversary
# of the conclusion (12 March) that leaves the whole notice: 12 March 2026 is too near, so 11 March 2027.
def test_a_notice_that_reads_two_ways_gives_two_ends_and_no_effect():
    """FSV-13: ask, record and date the reading."""
    found = ending_of(signed(FSV), WILL, "ccas", received="2026-01-05")

    assert found.decision
    assert found.effect is None
    assert [(one.reading, one.last_day.isoformat()) for one in found.readings] == [
        (Reading.WISHED_END, "2026-04-05"),
        (Reading.ANNIVERSARY, "2027-03-11"),
    ]
    assert [point.term_id for point in found.questions] == ["contradiction-preavis", "lecture-depart-du-preavis"]
    assert any("Si le préavis se compte avant la fin voulue" in line for line in ending_lines(found))


@pytest.mark.parametrize(
    ("chosen", "days", "last"),
    [
        (Reading.WISHED_END, {"received": "2026-01-05"}, "2026-04-05"),
        (Reading.WISHED_END, {"received": "2026-01-05", "wished": "2026-06-30"}, "2026-06-30"),
        # 11 December 2025 + 3 months = 11 March 2026, the eve of the anniversary: just in time.
        (Reading.ANNIVERSARY, {"received": "2025-12-11"}, "2026-03-11"),
        # One day later: the year after.
        (Reading.ANNIVERSARY, {"received": "2025-12-12"}, "2027-03-11"),
        # 1 March 2028 + 3 months = 1 June; three years from 1 April 2025 end on 31 March 2028, before.
        (Reading.WISHED_END, {"received": "2028-03-01"}, "2028-03-31"),
    ],
)
def test_an_agreed_reading_decides(chosen, days, last):
    found = ending_of(_with_reading(signed(FSV), "contradiction-preavis", chosen.value), WILL, "cpam", **days)

    assert found.readings == ()
    assert found.last_day.isoformat() == last


def test_a_reading_that_nobody_agreed_decides_nothing():
    convention = _with_reading(signed(FSV), "contradiction-preavis", Reading.ANNIVERSARY.value, agreed_on=None)

    assert ending_of(convention, WILL, "cpam", received="2026-01-05").effect is None


def test_an_agreed_reading_moves_the_start_of_the_notice():
    # From the sending: 2 January + 3 months = 2 April; from the receipt it would be 5 April.
    convention = _with_reading(signed(FSV), "contradiction-preavis", Reading.WISHED_END.value)
    convention = _with_reading(convention, "resiliation", Start.SENDING.value)
    found = ending_of(convention, WILL, "cpam", sent="2026-01-02", received="2026-01-05")

    assert found.last_day == date(2026, 4, 2)
    assert found.proof[0].label == "Envoi"


def _with_reading(convention, about, chosen, agreed_on=date(2025, 9, 1)):
    body = Interpretation("Quelle lecture ?", "Celle-ci.", agreed_on, about, chosen)
    term = Term(f"lecture-{about}", Clause.house("FSV-13"), "Lecture convenue.", 900, body)
    return replace(convention, terms=(*convention.terms, term))


@pytest.mark.parametrize(
    ("slug", "ground", "by", "days", "code"),
    [
        (MCP, AGREEMENT, "caisse", {"agreed": "2026-03-02"}, "ground_unwritten"),
        (MCP, INTEREST, "commune", {"notified": "2026-03-02"}, "ground_unwritten"),
        (MCP, MAJEURE, "caisse", {"suspended": "2025-11-01"}, "ground_unwritten"),
        (DRT, WILL, "carsat", {"received": "2026-03-02"}, "ground_unwritten"),
        (FSV, BREACH, "cpam", {"received": "2026-03-02"}, "ground_unwritten"),
        (URS, BREACH, "urssaf", {"received": "2026-03-02"}, "ground_unwritten"),
        # General interest is the collectivité's only.
        (DRT, INTEREST, "carsat", {"notified": "2026-03-03"}, "not_entitled"),
        (MCP, WILL, "caisse", {}, "fact_missing"),
        # The receipt is not the sending.
        (DRT, BREACH, "carsat", {"received": "2026-03-02"}, "fact_missing"),
        (MCP, BREACH, "caisse", {"sent": "2026-03-02"}, "fact_missing"),
        (DRT, AGREEMENT, "carsat", {}, "fact_missing"),
        (DRT, MAJEURE, "carsat", {"received": "2026-03-02"}, "fact_missing"),
        (DRT, MAJEURE, "carsat", {"suspended": "2025-09-01"}, "fact_missing"),
        # Six months exactly are not more than six months.
        (DRT, MAJEURE, "carsat", {"suspended": "2025-09-01", "sent": "2026-03-01"}, "suspension_too_short"),
        (DRT, MAJEURE, "carsat", {"suspended": "2025-09-01", "resumed": "2026-02-27"}, "suspension_too_short"),
        (MCP, WILL, "caisse", {"sent": "2026-03-10", "received": "2026-03-02"}, "dates_out_of_order"),
        (MCP, WILL, "caisse", {"received": "2025-10-07"}, "dates_out_of_order"),
        (DRT, AGREEMENT, "carsat", {"agreed": "2026-03-10", "wished": "2026-03-02"}, "dates_out_of_order"),
        (MCP, WILL, "caisse", {"received": "9999-12-31"}, "date_out_of_reach"),
        (MCP, WILL, "caisse", {"received": "0001-01-01"}, "date_out_of_reach"),
        (ISU, WILL, "urssaf-commune", {"received": "2026-03-02"}, "already_over"),
        (ISU, BREACH, "urssaf-commune", {}, "already_over"),
        (ISU, WILL, "urssaf-commune", {"received": "2017-06-01"}, "ground_unwritten"),
        (FSV, WILL, "cpam", {"received": "2028-04-01"}, "already_over"),
    ],
)
def test_what_cannot_be_is_refused_with_a_way_out(slug, ground, by, days, code):
    found = ending_of(signed(slug), ground, by, **days)

    assert found.decision.code == code
    assert (found.effect, found.proof if code != "fact_missing" else ()) == (None, ()) or code == "suspension_too_short"
    assert found.decision.reason.endswith(".")
    assert found.decision.fix


def test_a_missing_fact_is_asked_by_its_name():
    found = ending_of(signed(DRT), INTEREST, "collectivite")

    assert found.missing == "notified"
    assert found.decision.fix == "Donnez la date de notification."
    assert str(found.decision.clause) == "convention, 11.4"


def test_the_six_months_are_shown_before_any_letter():
    found = ending_of(signed(DRT), MAJEURE, "carsat", suspended="2025-09-01")

    assert found.opens_on == date(2026, 3, 2)
    assert found.proof[-1].label == "Résiliation ouverte"


def test_a_fixed_end_says_what_follows():
    """ISU-15: the software says that the convention is over and what follows."""
    over = ending_of(signed(ISU), WILL, "urssaf-commune", received="2026-03-02")
    early = ending_of(signed(ISU), WILL, "urssaf-commune", received="2017-06-01")

    assert "finie depuis le 31 décembre 2017" in over.decision.reason
    assert "ce qui suit la fin" in over.decision.fix
    assert "le 31 décembre 2017" in early.decision.fix
    assert {point.term_id for point in over.questions} == {"manque-resiliation", "manque-suites-du-terme"}


def test_every_other_party_gets_its_letter():
    """URS-13: three parties, two letters; what happens to the others is asked."""
    found = ending_of(signed(URS), WILL, "maires", received="2026-03-30")

    assert [letter.recipient.id for letter in found.letters] == ["urssaf", "cpsti"]
    assert {letter.form for letter in found.letters} == {Form.REGISTERED_LETTER}
    assert [point.term_id for point in found.questions] == ["manque-sort-des-autres-parties"]
    assert ending_of(signed(DRT), AGREEMENT, "carsat", agreed="2026-03-02").letters == ()


def test_a_letter_says_what_its_clause_asks():
    interest = ending_of(signed(DRT), INTEREST, "collectivite", notified="2026-03-03")
    breach = ending_of(signed(DRT), BREACH, "carsat", sent="2026-03-03")

    assert "les motifs d’intérêt général" in interest.letters[0].must_say
    assert breach.letters[0].about.startswith("Mise en demeure")


def test_mending_stops_the_end_until_the_last_day_included():
    found = ending_of(signed(MCP), BREACH, "caisse", received="2026-01-31")

    assert found.cure.until.day == date(2026, 3, 2)
    assert found.cure.until.due == found.effect
    assert ending_of(signed(MCP), WILL, "caisse", received="2026-01-31").cure is None


def test_what_falls_is_listed_from_the_contrat_to_the_pieces():
    """MCP-02: ending the convention ends the contrat, and with it the bulletins and their pièces."""
    found = ending_of(signed(MCP), WILL, "caisse", received="2026-03-16").falls
    named = [one.key for one in found if str(one.clause) == "convention, 17.2"]

    assert named == ["contrat-de-service", "bulletin-afas", "afas-piece-1", "afas-piece-3", "bulletin-cdap"]
    assert [one.key for one in found][-2:] == ["afas", "cdap"]


def test_data_are_given_a_day_each():
    # Traces: six months after the last day of service, 16 June + 6 months; rights: six years.
    found = ending_of(signed(MCP), WILL, "caisse", received="2026-03-16")
    days = {str(duty.clause): duty.until for duty in found.data if "effacer" in duty.says}

    assert {duty.until for duty in found.data if duty.says.startswith("Traces")} == {date(2026, 12, 16)}
    assert date(2032, 6, 16) in days.values()
    assert any(duty.says.startswith("Le secret continue") for duty in found.data)
    assert found.closing[0].says == "Convenir par écrit de la liste des actions de clôture"


def test_a_changed_term_changes_the_end():
    """Negative control: the text alone decides."""
    four = with_term(signed(MCP), "resiliation-volontaire", delay="P4M")
    kept = with_term(signed(MCP), "resiliation-pour-manquement", unless_mended=False)

    assert ending_of(four, WILL, "caisse", received="2026-03-16").last_day == date(2026, 7, 16)
    assert ending_of(kept, BREACH, "caisse", received="2026-01-31").last_day == date(2026, 2, 28)
    assert ending_of(kept, BREACH, "caisse", received="2026-01-31").cure is None


def test_the_territory_decides_the_holidays():
    # 26 December is an ordinary Friday outside Alsace-Moselle.
    assert ending_of(signed(DRT), BREACH, territory="34", sent="2025-11-26").last_day == date(2025, 12, 26)


def test_the_answer_is_json():
    answer = ending_json(ending_of(signed(MCP), WILL, "commune", received="2026-03-16"))

    assert answer["effect"] == "2026-06-17T00:00:00+02:00"
    assert answer["last_day_of_service"] == "2026-06-16"
    assert answer["clause"] == "convention, 17.2"
    assert answer["letters"][0]["form"] == "registered_letter"
    assert answer["proof"][0].startswith("Réception — lundi 16 mars 2026")


def test_an_agreed_fate_of_the_others_is_no_longer_asked():
    """URS-13: once the three have agreed, the reading is applied, not asked again."""
    convention = _with_reading(signed(URS), "manque-sort-des-autres-parties", "ends_for_all")
    silent = replace(signed(URS), terms=tuple(t for t in signed(URS).terms if t.id != "manque-sort-des-autres-parties"))

    assert ending_of(convention, WILL, "maires", received="2026-03-30").questions == ()
    assert len(ending_of(silent, WILL, "maires", received="2026-03-30").questions) == 1
