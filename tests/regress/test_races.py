"""Two managers at once leave nothing half-done (reliability.md §4.3; MCP-23)."""

from __future__ import annotations

from threading import Event, Thread

import pytest
from django.db import connections

from socle.database.transactions import run, transaction
from socle.habilitations.actions.granting import Wish, grant
from socle.habilitations.models import Habilitation
from socle.kernel.decision import Refused
from socle.organismes.actions import end_membership
from socle.site import panels
from tests.conftest import acting_as
from tests.habilitations.bodies import confirmed, partner


@pytest.fixture
def body(committed):
    panels.hand_in()
    with acting_as("socle_owner"):
        return partner(people=1)


def test_nobody_receives_a_right_while_they_leave(body):
    member, answers, started = body.people[0], [], Event()

    def ask() -> None:
        wish = Wish(member.person_id, "cdap", "T2", "tarif-selon-quotient")
        started.set()
        try:
            run(body.principal, lambda at: grant(wish, actor=confirmed(body.principal, at), at=at))
            answers.append("granted")
        except Refused as error:
            answers.append(error.decision.code)
        finally:
            connections.close_all()

    other = Thread(target=ask)
    with transaction(body.principal) as at:
        end_membership(member.id, actor=body.principal, at=at)
        other.start()
        started.wait()
        other.join(timeout=1)
        assert other.is_alive(), "the grant did not wait for the departure"
    other.join(timeout=10)
    assert answers == ["not_in_organisation"]
    with transaction(body.principal):
        assert not Habilitation.objects.filter(membership_id=member.id, withdrawn_at=None).exists()
