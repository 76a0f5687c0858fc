"""A letter keeps the delay under which it was sent: a reading agreed later does not move its date (DRT-04)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from socle.conventions.actions.ending import move
from socle.conventions.models import Convention
from socle.conventions.queries.endings import terminations_of
from socle.database.transactions import transaction
from tests import browsing
from tests.conventions.test_endings import EFFECT, NOON, announced, dated, letter, read

pytestmark = pytest.mark.django_db


def read_otherwise(owner, convention: Convention, delay: str, since: datetime) -> None:
    """The notice rewritten by a reading that the parties settled at that instant, as `_consign` writes it."""
    with owner():
        term = convention.term_rows.get(kind="termination", body__ground="will")
        term.act = convention.act_rows.create(
            organisation_id=convention.organisation_id, number=1, nature="reading", signed_on=since.date(),
            effective_at=since, recorded_at=since, text="lecture de test", sha256="0" * 64,
        )  # fmt: skip
        term.pk, term.act_number, term.validity = None, 1, (since, None)
        term.id = term._meta.pk.get_default()
        term.body = term.body | {"delay": delay}
        term.save(force_insert=True)


def test_a_letter_sent_before_keeps_its_delay_and_the_page_says_which_text(owner, principal, caisse_admin, convention):
    """16 March + 3 months = 16 June; the reading of 20 March at 13 h says one month, and changes nothing to it."""
    row = announced(principal, convention)
    dated(principal, letter(principal, convention, row, caisse_admin))
    read_otherwise(owner, convention, "P1M", NOON + timedelta(hours=1))
    with transaction(principal):
        move(row.id, "date", actor=principal, at=NOON + timedelta(hours=2))
    with owner():
        assert read(convention).ends_at == EFFECT
        (found,) = terminations_of(convention, NOON + timedelta(days=1))
    assert found.ending.last_day == date(2026, 6, 16)
    address = f"/conventions/{convention.id}/fins/{row.id}/"
    page = browsing.browser_of(principal).get(address)
    assert page.status_code == 200, address
    text = page.content.decode()
    assert "Calculée selon" in text
    assert "texte en vigueur le 16/03/2026" in text
    assert "lecture convenue n° 1, venu après, ne change pas cette date" in text


def test_a_letter_sent_after_follows_the_reading(owner, principal, caisse_admin, convention):
    """The negative control: received on 16 March under a reading of 10 March, one month ends on 16 April."""
    read_otherwise(owner, convention, "P1M", datetime(2026, 3, 10, 9, tzinfo=UTC))
    row = announced(principal, convention)
    dated(principal, letter(principal, convention, row, caisse_admin))
    with owner():
        assert read(convention).ends_at == datetime(2026, 4, 16, 22, tzinfo=UTC)
