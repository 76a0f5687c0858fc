"""One of three parties leaves and the convention goes on between the others (URS-13): cut at the instant, by nobody."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from socle.conventions.actions.drafting import open_avenant
from socle.conventions.actions.ending import move
from socle.conventions.actions.letters import NewLetter, record_letter
from socle.conventions.actions.signatures.opening import Opening, open_round
from socle.conventions.domain.letters import About
from socle.conventions.domain.life import State
from socle.conventions.models import Convention, ConventionParty, Signatory
from socle.conventions.queries.adhesions import adhesions_of
from socle.conventions.queries.drafts import parties_of_draft
from socle.conventions.queries.endings import terminations_of
from socle.conventions.queries.obligations import lines_of
from socle.conventions.queries.pages import convention_sheet
from socle.conventions.queries.papers import bundle_of
from socle.conventions.queries.portfolio import ConventionFilter, convention_page
from socle.database.transactions import transaction
from socle.habilitations.domain.rights import decide_service
from socle.habilitations.queries.facts import member_in_convention
from socle.kernel.decision import Refused
from socle.traces.actions import record
from tests import browsing, factories
from tests.conventions.conftest import member_of
from tests.conventions.test_endings import NOON, RECEIVED, agreed, announced, dated
from tests.conventions.test_signatures import state  # noqa: F401 - a fixture
from tests.files import hostile

pytestmark = pytest.mark.django_db
# Received on 16 and 17 March 2026: the last counts, + 1 month = 17 April, served whole; Paris is at UTC+2.
LEAVES = datetime(2026, 4, 17, 22, tzinfo=UTC)
SECOND = timedelta(seconds=1)
SAID = {"ending": "essai", "ground": "essai", "last_day": "2026-04-17"}


@pytest.fixture
def convention(owner) -> Convention:
    with owner():
        return factories.signed("valmont-independants")


@pytest.fixture
def maires(owner, convention):
    with owner():
        return member_of(convention, "partner", "principal")


def left(owner, convention, maires):
    row = announced(maires, convention)
    with owner():
        others = list(convention.conventionparty_rows.exclude(party_id=maires.organisation_id).order_by("position"))
    for rank, party in enumerate(others):
        with transaction(maires):
            wanted = NewLetter(party.party_id, About.TERMINATION, f"1A {rank}", row.id)
            sent = record_letter(convention.id, wanted, actor=maires, at=NOON)
        dated(maires, sent, on=RECEIVED + timedelta(days=rank))
    agreed(owner, convention, "reconduction", about="manque-sort-des-autres-parties", chosen="goes_on_between_others")
    with transaction(maires):
        return move(row.id, "date", actor=maires, at=NOON + timedelta(hours=1))


def owed(actor, convention, at):
    with transaction(actor):
        return lines_of([convention], date(2025, 1, 1), date(2026, 12, 31), at)


def test_the_party_that_leaves_is_over_at_its_instant_and_the_convention_is_not(owner, convention, maires):
    row = left(owner, convention, maires)
    with owner():
        parties = {one.role + one.key: one for one in convention.conventionparty_rows.all()}
        found = Convention.objects.get(id=convention.id)
        (before,) = terminations_of(convention, LEAVES - SECOND)
        (after,) = terminations_of(convention, LEAVES)
    assert (row.leaves_at, row.applies_at, row.last_day) == (LEAVES, None, date(2026, 4, 17))
    assert (before.state, after.state) == ("running", "ended")
    assert found.ends_at is None or found.ends_at > LEAVES
    assert {key: one.leaves_at for key, one in parties.items() if one.leaves_at} == {"partnermaires": LEAVES}
    with transaction(maires):
        (adhesion,) = adhesions_of(maires.organisation_id, LEAVES)
    assert adhesion.period.contains(LEAVES - SECOND)
    assert not adhesion.period.contains(LEAVES)


def test_the_rights_of_who_left_are_refused_at_the_instant_by_the_clause(owner):
    """On a convention that opens services, as the row of its leaving says: no job, the next request is refused."""
    with owner(), transaction(None) as now:
        convention = factories.signed()
        commune = member_of(convention, "partner", "principal")
        member = factories.MembershipFactory(organisation_id=commune.organisation_id)
        rows = convention.conventionparty_rows.filter(role="partner")
        rows.update(leaves_at=LEAVES, leaves_clause="convention, 10")
        record("convention:ending:dated", actor=None, at=now, payload=SAID)
    with transaction(commune):
        before, after = (
            decide_service(member_in_convention(member.id, "cdap", "T2", at).facts, at)
            for at in (LEAVES - SECOND, LEAVES)
        )
    assert before, before.reason
    assert (after.code, str(after.clause)) == ("convention_not_in_force", "convention, 10")


def test_its_obligations_stop_and_those_of_the_others_go_on(owner, convention, maires):
    with transaction(maires):
        before = owed(maires, convention, NOON)
    left(owner, convention, maires)
    after = owed(maires, convention, NOON)
    gone = {one.occurrence.key for one in before} - {one.occurrence.key for one in after}
    assert gone
    for one in before:
        of_leaver = one.occurrence.bearer == maires.organisation_id
        owed_to_leaver_alone = set(one.occurrence.beneficiaries) == {maires.organisation_id}
        due_after = one.occurrence.due > LEAVES
        assert (one.occurrence.key in gone) is (due_after and (of_leaver or owed_to_leaver_alone))
    assert any(one.occurrence.due > LEAVES for one in after), "the others still owe each other"


def test_who_left_ends_nothing_more_and_the_page_says_by_which_clause(owner, convention, maires):
    row = left(owner, convention, maires)
    page = browsing.browser_of(maires).get(f"/conventions/{convention.id}/").content.decode()
    assert "quitte la convention le" in page
    assert "artie « urssaf »" not in page
    assert "engage envers Urssaf de Valmont (fictif)" in page
    assert str(row.clause) in page
    with pytest.raises(Refused) as caught:
        announced(maires, convention, at=LEAVES)
    assert caught.value.decision.code == "party_left"


def test_a_leaving_withdrawn_in_time_leaves_the_party_in_place(owner, convention, maires):
    """The negative control: without its termination running, nobody leaves."""
    row = left(owner, convention, maires)
    with transaction(maires):
        move(row.id, "withdraw", "Nous restons.", actor=maires, at=NOON + timedelta(days=1))
    with owner():
        assert not ConventionParty.objects.filter(convention=convention).exclude(leaves_at=None).exists()


def test_its_list_says_that_it_is_over_and_that_of_the_others_does_not(owner, convention, maires):
    left(owner, convention, maires)
    with owner():
        caisse = factories.actor_of(factories.MembershipFactory(organisation=convention.organisation), "caisse_admin")
    for actor, at, expected in (
        (maires, LEAVES - SECOND, "in_force"),
        (maires, LEAVES, "over"),
        (caisse, LEAVES, "in_force"),
    ):
        with transaction(actor):
            (line,) = convention_page(actor, at, ConventionFilter(), "1")[1]
            found = {one: len(convention_page(actor, at, ConventionFilter(state=one), "1")[1]) for one in State}
            sheet = convention_sheet(convention, actor, at)
        assert (line.state, sheet.state) == (expected, expected)
        assert found == {one: int(one == expected) for one in State}


def test_an_avenant_opened_after_it_left_does_not_wait_for_it(owner, convention, maires):
    """The negative control is the draft opened before: it named every party, and waits for who is still there."""
    with owner():
        caisse = factories.actor_of(factories.MembershipFactory(organisation=convention.organisation), "caisse_admin")
        everybody = set(convention.conventionparty_rows.values_list("party_id", flat=True))
    with transaction(caisse):
        before = open_avenant(convention.id, "Avant", actor=caisse, at=NOON)
        assert {one.party_id for one in parties_of_draft(before)} == everybody
    left(owner, convention, maires)
    with transaction(caisse) as now:
        after = open_avenant(convention.id, "Après", actor=caisse, at=now)
        parties = [{one.party_id for one in parties_of_draft(draft)} for draft in (before, after)]
        opening = Opening("convention", "Papier", hostile.pdf(), is_ordered=False)
        sent = open_round(bundle_of(convention), opening, actor=caisse, at=now)
        signing = set(Signatory.objects.filter(round=sent).values_list("party_id", flat=True))
    assert parties == [everybody - {maires.organisation_id}] * 2
    assert signing == everybody - {maires.organisation_id}


def test_the_end_wanted_by_the_caisse_that_holds_it_binds_every_party(owner, convention, maires):
    """URS-13 [house]: nobody holds a convention that its caisse has left; the parties read it before they announce."""
    agreed(owner, convention, "reconduction", about="manque-sort-des-autres-parties", chosen="goes_on_between_others")
    with owner():
        caisse = factories.actor_of(factories.MembershipFactory(organisation=convention.organisation), "caisse_admin")
        others = list(convention.conventionparty_rows.exclude(party_id=caisse.organisation_id).order_by("position"))
    page = browsing.browser_of(caisse).get(
        f"/conventions/{convention.id}/fin/", {"motif": "will", "reception": RECEIVED}
    )
    assert "La convention finit pour toutes les parties" in page.content.decode()
    row = announced(caisse, convention)
    for rank, party in enumerate(others):
        with transaction(caisse):
            wanted = NewLetter(party.party_id, About.TERMINATION, f"1B {rank}", row.id)
            sent = record_letter(convention.id, wanted, actor=caisse, at=NOON)
        dated(caisse, sent)
    with owner():
        row.refresh_from_db()
        assert (row.leaves_at, row.applies_at) == (None, Convention.objects.get(id=convention.id).ends_at)
        assert row.applies_at is not None
