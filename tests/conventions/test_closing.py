"""The closing actions of an announced end, ticked by who owes each (MCP-04): page, board, « À faire », API."""

from __future__ import annotations

from datetime import date

import pytest

from socle.accounts.domain.states import TokenScope
from socle.conventions.actions.obligations import Word, keep
from socle.conventions.models import ObligationEntry
from socle.conventions.queries.board import Wanted, board, pressing
from socle.conventions.queries.closing import closing_lines
from socle.database.transactions import run, transaction
from socle.kernel.decision import Refused
from socle.site.api import authentication
from tests import browsing
from tests.conventions.test_drafts_api import call
from tests.conventions.test_ending_pages import text
from tests.conventions.test_endings import NOON, announced, dated, letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(principal, caisse_admin, convention):
    """The commune leaves: its letter was received on 16 March 2026, the last day is 16 June."""
    found = announced(principal, convention)
    dated(principal, letter(principal, convention, found, caisse_admin))
    return found


def line_of(actor, convention, code, bearer):
    with transaction(actor) as at:
        found = closing_lines(convention, at)
    return next(one for one in found if (one.occurrence.code, one.occurrence.bearer) == (code, bearer))


def say(actor, convention, line, step, told="Bordereau n° 12.", done_on=None):
    word = Word(step, told, done_on)
    return run(actor, lambda at: keep(convention.id, line.occurrence.key, word, actor=actor, at=at))


def test_who_owes_ticks_and_who_is_owed_contests(owner, convention, principal, caisse_admin, row):
    copies = line_of(principal, convention, "copies", principal.organisation_id)
    assert (copies.occurrence.due_on, copies.standing) == (date(2026, 6, 16), "late")
    with pytest.raises(Refused) as caught:
        say(caisse_admin, convention, copies, "declare", done_on=date(2026, 6, 10))
    assert caught.value.decision.code == "wrong_role"
    assert say(principal, convention, copies, "declare", done_on=date(2026, 6, 10)).standing == "done"
    assert say(caisse_admin, convention, copies, "contest", "Deux fichiers restent.").standing == "late"
    again = say(principal, convention, copies, "declare", "Second bordereau.", date(2026, 6, 15))
    assert again.standing == "done"
    assert say(principal, convention, copies, "withdraw", "Déclarée trop tôt.").standing == "late"
    with owner(), transaction(None):
        rows = ObligationEntry.objects.filter(convention=convention, occasion=str(row.id)).order_by("rank")
        assert [one.step for one in rows] == ["declare", "contest", "declare", "withdraw"]


def test_what_remains_is_on_the_board_and_among_what_is_to_do(convention, principal, row):
    with transaction(principal):
        todo = {one.occurrence.code for one in pressing(principal, NOON) if one.occurrence.occasion == str(row.id)}
        shown = {
            one.occurrence.code
            for one in board(principal, Wanted(state="open"), NOON).lines
            if one.occurrence.occasion == str(row.id)
        }
    assert todo == shown >= {"liste", "documents", "copies", "comptes", "utilisateurs"}


def test_an_end_given_up_leaves_nothing_to_close(owner, convention, principal, row):
    """The negative control: the actions come from the end alone."""
    with owner():
        type(row).objects.filter(id=row.id).update(
            state="withdrawn", closed_at=NOON, closed_by_id=principal.person_id, closed_reason="Erreur."
        )
        assert not closing_lines(convention, NOON)


def test_the_page_and_the_api_of_an_end_say_what_remains(convention, principal, row, monkeypatch):
    browser = browsing.browser_of(principal)
    copies = line_of(principal, convention, "copies", principal.organisation_id)
    say(principal, convention, copies, "declare", done_on=date(2026, 6, 10))
    page = text(browser.get(f"/conventions/{convention.id}/fins/{row.id}/"))
    assert "Actions de clôture" in page
    assert "Rendre ou effacer les copies de données de sa liste" in page
    held = {str(principal.person_id): (principal, TokenScope.MANAGE)}
    monkeypatch.setattr(authentication.identity, "api_actor", lambda token, *_: held.get(token))
    found = call(principal, "GET", f"conventions/{convention.id}/endings")[1]["items"][0]["closing"]
    assert {one["standing"] for one in found if one["code"] == "copies"} == {"done"}
    one = copies.occurrence
    address = f"/conventions/{convention.id}/obligations/{one.term_id}/{one.code}/{one.occasion}/{one.bearer}/"
    assert "Bordereau n° 12." in text(browser.get(address))
