"""Recalls by mail: the person in charge, once a step, one message a day, nothing personal in it (DRT-05, MCP-03)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from socle.conventions.actions.obligations import Word, entrust, keep
from socle.conventions.actions.reminding import recall, recall_all
from socle.conventions.models import Reminder
from socle.conventions.queries.obligations import lines_of
from socle.conventions.queries.reminding import bodies
from socle.database.constraints import Conflict
from socle.database.transactions import run, transaction
from socle.kernel.actor import Channel
from socle.notifications.models import Message
from socle.organismes.models import Membership

pytestmark = pytest.mark.django_db
RECALLS = "obligation:recalled"


@pytest.fixture
def line(convention, caisse_admin):
    """A duty of the caisse to come, of which its administrator is in charge."""
    with transaction(caisse_admin) as at:
        found = next(
            one
            for one in lines_of([convention], at.date() + timedelta(days=60), date(2040, 1, 1), at)
            if one.occurrence.bearer == caisse_admin.organisation_id
        )
    key, me = (found.occurrence.term_id, found.occurrence.code), caisse_admin.person_id
    run(caisse_admin, lambda at: entrust(convention.id, key, me, actor=caisse_admin, at=at))
    return found


def pass_of(body, at):
    """The pass of a body as if it were that day; the obligations recalled, and how many messages left."""
    return run(replace(body, channel=Channel.WORKER), lambda _now: recall(body, at))


def rows_of(owner, line):
    with owner(), transaction(None):
        rows = Reminder.objects.filter(term_key=line.occurrence.term_id, occasion=line.occurrence.occasion)
        return list(rows.order_by("sent_at").values_list("step", flat=True))


def test_each_step_is_recalled_once_whatever_the_number_of_passes(owner, line, caisse_admin):
    """DRT-05: the negative control is the second pass, which would write again without the row."""
    due = line.occurrence.due
    for left in (20, 19, 6, 5):
        at = due - timedelta(days=left, hours=1)
        pass_of(caisse_admin, at)
        assert pass_of(caisse_admin, at + timedelta(minutes=5)) == 0
    pass_of(caisse_admin, due + timedelta(hours=8))
    assert rows_of(owner, line) == ["first", "week", "late"]


def test_what_is_kept_is_not_chased(owner, line, convention, principal, caisse_admin):
    word = Word("waive", "Inutile cette fois.")
    run(principal, lambda at: keep(convention.id, line.occurrence.key, word, actor=principal, at=at))
    pass_of(caisse_admin, line.occurrence.due - timedelta(days=6))
    assert rows_of(owner, line) == []


def test_a_message_a_day_for_everything_and_nobody_named_in_it(owner, line, convention, caisse_admin):
    """Several duties are one message: numbers, days and links."""
    at = line.occurrence.due - timedelta(days=6)
    with transaction(caisse_admin):
        near = lines_of([convention], at.date(), at.date() + timedelta(days=7), at)
    me = caisse_admin.person_id
    for key in {(one.occurrence.term_id, one.occurrence.code) for one in near}:
        if any(one.occurrence.bearer == caisse_admin.organisation_id for one in near if one.occurrence.key[:2] == key):
            run(caisse_admin, lambda now, key=key: entrust(convention.id, key, me, actor=caisse_admin, at=now))
    assert pass_of(caisse_admin, at) == 1
    with owner(), transaction(None):
        found = Message.objects.get(kind=RECALLS)
        assert Reminder.objects.count() >= 1
    assert "/obligations/?cote=owe" in found.body
    assert convention.title not in found.body
    assert all(word not in found.body for word in caisse_admin.name.split())


def test_a_person_gone_is_not_written_to(owner, line, caisse_admin):
    with owner(), transaction(None) as at:
        Membership.objects.filter(id=caisse_admin.membership_id).update(left_at=at + timedelta(seconds=1))
    with owner(), transaction(None):
        body = next(one for one in bodies() if one.organisation_id == caisse_admin.organisation_id)
    assert pass_of(body, line.occurrence.due - timedelta(days=6)) == 0


def test_the_base_refuses_the_same_recall_twice(owner, line, caisse_admin):
    pass_of(caisse_admin, line.occurrence.due - timedelta(days=6))
    with pytest.raises(Conflict), transaction(caisse_admin):
        row = Reminder.objects.first()
        row.pk, row._state.adding = None, True
        row.id = row._meta.pk.get_default()
        row.save(force_insert=True)


def test_the_worker_goes_through_every_body(owner, line):
    """The whole pass, today: nothing is due so soon."""
    with owner():
        assert {one.organisation_id for one in bodies()}
        recall_all()
    assert rows_of(owner, line) == []
