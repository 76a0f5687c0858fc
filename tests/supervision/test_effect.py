"""MCP-25: a measure is effective in one second at most, on every open sign-in and token, from another connection."""

from __future__ import annotations

from threading import Event, Thread
from time import monotonic, sleep
from typing import Self

import pytest
from django.db import connections

from socle.accounts import actions as accounts
from socle.accounts import queries as identities
from socle.accounts.domain.states import TokenScope
from socle.database.transactions import run, transaction
from socle.habilitations.domain.rights import decide
from socle.habilitations.queries.facts import member_in_convention
from socle.habilitations.queries.roles import roles_in_use
from socle.supervision.actions.failing import Reproach, move, notify
from socle.supervision.actions.measuring import take
from socle.supervision.domain.measures import MeasureKind, Reach
from socle.supervision.queries.measures import Target
from tests.conftest import acting_as
from tests.habilitations.bodies import confirmed, opened
from tests.supervision.bodies import CLIENT, account_of, signed_in, supervised

LONGEST = 1.0


class Watch:
    """Somebody at work in a connection of their own: when did their last request go through?"""

    def __init__(self, serves) -> None:
        self.serves, self.started, self.stopped_at = serves, Event(), None
        self.thread = Thread(target=self._work)

    def _work(self) -> None:
        try:
            while self.serves():
                self.started.set()
                sleep(0.005)
            self.stopped_at = monotonic()
        finally:
            connections.close_all()

    def __enter__(self) -> Self:
        self.thread.start()
        assert self.started.wait(10), "nothing served before the measure"
        return self

    def __exit__(self, *_: object) -> None:
        self.thread.join(timeout=10)


@pytest.fixture
def body(committed):
    with acting_as("socle_owner"):
        return supervised(people=2)


def established(body):
    reproach = Reproach(body.partner.organisation.id, body.convention.id, "management_failure", "faits", "preuve")
    failure = run(body.supervisor, lambda at: notify(reproach, actor=body.supervisor, at=at))
    return run(
        body.supervisor, lambda at: move(failure.id, "establish", actor=body.supervisor, at=at, urgency="cette nuit")
    )


def delay_of(body, failure, kind: MeasureKind, serves) -> float:
    """Seconds between the answer of the measure and the last request served elsewhere."""
    with Watch(serves) as watch:
        run(
            body.admin,
            lambda at: take(failure.id, kind, Target(Reach.ALL), "motif", actor=confirmed(body.admin, at), at=at),
        )
        decided_at = monotonic()
    assert watch.stopped_at is not None, f"{kind}: still served ten seconds later"
    return watch.stopped_at - decided_at


def test_a_measure_stops_the_next_request_of_every_open_sign_in_and_token(body):
    member = body.people[0]
    opened(body, member)
    with acting_as("socle_owner"):
        login = account_of(member)
    cookie = signed_in(login)
    token = accounts.create_token(login, TokenScope.READ, client=CLIENT).token
    failure = established(body)

    def right() -> bool:
        with transaction(body.principal) as at:
            return bool(decide(member_in_convention(member.id, "cdap", "T2", at).facts, at))

    delays = {
        "right": delay_of(body, failure, MeasureKind.SUSPENSION, right),
    }
    second = signed_in(login, drift=1)
    other = accounts.create_token(login, TokenScope.READ, client=CLIENT).token
    assert not identities.resolve_session(cookie)
    assert not identities.resolve_token(token)

    def session() -> bool:
        return identities.resolve_session(second) is not None or identities.resolve_token(other) is not None

    def role() -> bool:
        with transaction(None):
            return "principal" in roles_in_use(body.principal.membership_id)

    delays["sign-in"] = delay_of(body, failure, MeasureKind.PASSWORD_RESET, session)
    delays["role"] = delay_of(body, failure, MeasureKind.DELEGATION_WITHDRAWN, role)

    assert all(delay <= LONGEST for delay in delays.values()), delays


def test_without_a_measure_nothing_stops(body):
    """Negative control: the same watch goes on."""
    member = body.people[1]
    opened(body, member)
    stop = Event()

    def right() -> bool:
        with transaction(body.principal) as at:
            held = bool(decide(member_in_convention(member.id, "cdap", "T2", at).facts, at))
        return held and not stop.is_set()

    with Watch(right) as watch:
        sleep(0.3)
        assert watch.stopped_at is None
        stop.set()
