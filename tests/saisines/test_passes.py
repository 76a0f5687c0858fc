"""The passes of the worker on cases: mails once each, people forgotten on time (DRT-03, DRT-04)."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from django.db import connection

from socle.database.constraints import Conflict
from socle.database.roles import APP, OWNER, WORKER
from socle.database.transactions import run, transaction
from socle.kernel.actor import Actor
from socle.notifications.models import Message
from socle.saisines.actions import telling, wiping
from socle.saisines.models import Draft, Entry, Saisine, Telling
from socle.saisines.queries.telling import listeners
from tests.conftest import acting_as
from tests.demo import Demo
from tests.saisines.test_referrals import ASKER, ASPA, opened, send


def reader_of(demo: Demo, login: str, organisation: str) -> Actor:
    wanted = demo.somebody(login).membership_id(organisation)
    with acting_as(OWNER):
        return next(one for one in run(None, lambda _at: listeners()) if str(one.membership_id) == str(wanted))


def told(reader: Actor, at: datetime) -> int:
    return run(reader, lambda _now: telling.tell(reader, at))


def worked_hour(case: dict[str, object], days: int = 0) -> datetime:
    """Ten in the morning of a worked day, that many days after the end of the clock of a case, or later."""
    day = datetime.fromisoformat(str(case["due"])) + timedelta(days=days)
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day.replace(hour=10)


def bodies(kind: str = "saisine:told") -> list[str]:
    with acting_as(OWNER):
        return list(Message.objects.filter(kind=kind).values_list("body", flat=True))


def test_who_is_entrusted_is_told_once_by_a_link_that_says_nothing(demo):
    case = opened(demo, person={"name": "Odile Fictive"})
    agent = reader_of(demo, ASPA, "carsat")
    at = worked_hour(case, -1)

    assert told(agent, at) == 1
    assert told(agent, at + timedelta(minutes=10)) == 0

    (body,) = bodies()
    assert "/saisines/" in body
    assert not any(word in body for word in ("Fictive", "Dossier bloqué", "ASPA"))


def test_a_clock_that_is_past_is_told_to_both_sides_and_never_again(demo):
    case = opened(demo)
    agent = reader_of(demo, ASPA, "carsat")
    at = worked_hour(case, 1)
    told(agent, at)
    with acting_as(OWNER), transaction(None):
        Saisine.objects.filter(id=case["id"]).update(due_at=datetime.fromisoformat(str(case["received_at"])))
        steps = set(Telling.objects.filter(saisine_id=case["id"]).values_list("step", flat=True))
    asker = reader_of(demo, ASKER, "collectivite")

    assert {"entrusted", "late"} <= steps
    assert (told(asker, at), told(asker, at)) == (1, 0)
    assert "l'échelon suivant peut être appelé" in bodies()[-1]


def test_the_base_refuses_the_same_news_twice(demo):
    case = opened(demo)
    agent = reader_of(demo, ASPA, "carsat")
    told(agent, worked_hour(case, -1))
    with pytest.raises(Conflict), transaction(agent):
        row = Telling.objects.filter(saisine_id=case["id"]).first()
        Telling.objects.create(
            organisation_id=row.organisation_id,
            saisine_id=row.saisine_id,
            membership_id=row.membership_id,
            step=row.step,
            about_at=row.about_at,
            told_at=row.told_at,
        )


def wiped(case_id: str) -> tuple[Saisine, list[str]]:
    with acting_as(OWNER), transaction(None):
        row = Saisine.objects.get(id=case_id)
        return row, list(Entry.objects.filter(saisine=row).order_by("position").values_list("text", flat=True))


def test_six_months_after_the_closing_the_person_is_forgotten_and_figures_stay(demo):
    """DRT-03: not a day before; the worker does it under its own role."""
    case = opened(demo, person={"name": "Odile Fictive"})
    send(demo, f"/{case['id']}/messages", ASPA, text="La pension est due à Odile.", kind="done")
    send(demo, f"/{case['id']}/close", ASKER)
    row, _ = wiped(case["id"])
    noon = datetime.combine(row.wipe_on, time(12), UTC)

    with acting_as(WORKER):
        found = [run(None, lambda _at, on=on: wiping.wipe_some(on)) for on in (noon - timedelta(days=1), noon, noon)]
    assert found == [0, 1, 0]

    row, texts = wiped(case["id"])
    assert (row.person, row.context, set(texts)) == ({}, {}, {""})
    assert (row.subject, row.outcome, row.wiped_at is not None) == ("aspa", "solved", True)
    assert b"Odile" not in demo.client_of(ASPA).get(f"/saisines/{case['id']}/").content


def test_a_draft_left_for_thirty_days_is_forgotten(demo):
    case = opened(demo)
    demo.client_of(ASPA).post(f"/saisines/{case['id']}/brouillon/", {"texte": "À finir"})
    with acting_as(WORKER):
        assert run(None, lambda at: wiping.forget_drafts(at + timedelta(days=29))) == 0
        assert run(None, lambda at: wiping.forget_drafts(at + timedelta(days=31))) >= 1
    with acting_as(OWNER), transaction(None):
        assert not Draft.objects.filter(saisine_id=case["id"]).exists()


def test_the_worker_reads_no_case_otherwise_than_to_forget_it(demo):
    """The web role may not run the list of those to be told."""
    with acting_as(APP), connection.cursor() as cursor:
        cursor.execute("select has_function_privilege('socle_saisine_listeners()', 'execute')")
        assert cursor.fetchone() == (False,)
