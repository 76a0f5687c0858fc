"""Recall by mail what is about to fall: one message a day for each person of a body, each step once (DRT-05, MCP-03).

Workers and restarts do not matter: the pass of a body holds a lock, writes what it recalls in the transaction of the
message, and a unique key refuses the same recall twice. Nothing depends on the pass having run on the very day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.conf import settings
from django.db import connection
from django.urls import reverse

from socle.conventions.actions.journal import trace_on
from socle.conventions.domain.force import midnight
from socle.conventions.emails import recalled
from socle.conventions.models import Reminder
from socle.conventions.queries.reminding import Recall, bodies, recalled_since, recalls_of
from socle.database.acting import as_web_role
from socle.database.transactions import run
from socle.kernel.actor import Actor
from socle.kernel.deadlines import Calendar
from socle.notifications.actions import enqueue
from socle.traces.domain.author import Author

RECALLED = "convention:obligation:recalled"
LOCK = "select pg_advisory_xact_lock(hashtextextended(%s, 0))"


def recall_all() -> int:
    """Write to everybody who has something to keep; how many messages were put in the outbox."""
    found = run(None, lambda _at: bodies())
    with as_web_role():
        return sum(run(body, lambda at, body=body: recall(body, at)) for body in found)  # type: ignore[misc]


def recall(body: Actor, at: datetime) -> int:
    """Write to the people of one body, who were not written to today."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [f"recall {body.organisation_id}"])
    calendar = Calendar("FR")
    told = recalled_since(body.organisation_id, midnight(calendar.day_of(at), calendar))
    by_person: dict[object, list[Recall]] = {}
    for one in recalls_of(body, at):
        if one.to.person_id not in told:
            by_person.setdefault(one.to.person_id, []).append(one)
    for found in by_person.values():
        _write(found, body, at)
    return len(by_person)


def _write(found: Sequence[Recall], body: Actor, at: datetime) -> None:
    """One message for everything a person has to keep, and the rows that say it left."""
    author = Author(
        organisation_id=body.organisation_id, organisation_name=body.organisation_name, channel=body.channel.value
    )
    for one in found:
        Reminder.objects.create(
            organisation_id=one.convention.organisation_id,
            convention=one.convention,
            term_key=one.term_key,
            code=one.code,
            occasion=one.occasion,
            bearer_id=body.organisation_id,
            step=one.step.value,
            person_id=one.to.person_id,
            sent_at=at,
        )
        said = {"what": one.what, "due": one.due_on.isoformat(), "term": one.term_key, "step": one.step.value}
        trace_on(one.convention, RECALLED, said, actor=author, at=at, clause=one.clause)
    today = Calendar("FR").day_of(at)
    coming = [one for one in found if not one.is_renewal and one.due_on >= today]
    late = [one for one in found if not one.is_renewal and one.due_on < today]
    decisions = [one for one in found if one.is_renewal]
    enqueue(recalled(found[0].to.email, list(_lines(coming, late, decisions))), at)


def _lines(coming: Sequence[Recall], late: Sequence[Recall], decisions: Sequence[Recall]) -> Iterator[str]:
    board, renewals = reverse("conventions:obligations"), reverse("conventions:radar")
    if late:
        yield f"{_number(late, 'obligation')} dont l'échéance vient de passer : {_link(board)}?cote=owe&etat=late"
    if coming:
        yield f"{_number(coming, 'obligation')} à tenir, {_first(coming)} : {_link(board)}?cote=owe&etat=open"
    if decisions:
        said = "à reconduire, à dénoncer ou à remplacer"
        yield f"{_number(decisions, 'convention')} {said}, {_first(decisions)} : {_link(renewals)}"


def _number(found: Sequence[Recall], noun: str) -> str:
    return f"{len(found)} {noun}{'s' if len(found) > 1 else ''}"


def _first(found: Sequence[Recall]) -> str:
    soonest = min(one.due_on for one in found)
    return f"{'la première ' if len(found) > 1 else ''}au plus tard le {soonest:%d/%m/%Y}"


def _link(path: str) -> str:
    return f"{settings.ORIGIN}{path}"
