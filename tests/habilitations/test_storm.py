"""Forty connections ask for twelve seats at once: exactly twelve are given (reliability.md §4.2; MCP-21, MCP-51, MCP-61)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from socle.accounts.models import Account
from socle.database.constraints import Conflict
from socle.database.transactions import run, transaction
from socle.habilitations.actions.granting import Wish, grant
from socle.habilitations.models import Habilitation
from socle.habilitations.queries.seats import seat_lines
from socle.kernel.decision import Refused
from tests.conftest import acting_as
from tests.habilitations import races
from tests.habilitations.bodies import Partner, confirmed, partner
from tests.habilitations.schedules import without_bucket_lock

ASKING = 40


def asked_at_once(body: Partner, wishes: Sequence[Wish], rewrite: Callable[[str], str] = str) -> Counter[str]:
    """Each wish on a connection of its own, all released together; how many of each answer."""
    gate = Barrier(len(wishes))

    def one(wish: Wish) -> str:
        with connection.execute_wrapper(lambda execute, sql, *rest: execute(rewrite(sql), *rest)):
            connection.ensure_connection()
            gate.wait()
            try:
                run(body.principal, lambda at: grant(wish, actor=confirmed(body.principal, at), at=at))
            except (Refused, Conflict) as error:
                return error.decision.code
            finally:
                connections.close_all()
        return "granted"

    with ThreadPoolExecutor(len(wishes)) as pool:
        return Counter(pool.map(one, wishes))


def t2(member) -> Wish:
    return Wish(member.person_id, "cdap", "T2", "tarif-selon-quotient")


def afas(member, profile: str, scope) -> Wish:
    return Wish(member.person_id, "afas", profile, "declaration-activite", scope_id=scope.id)


@pytest.fixture
def body(committed) -> Partner:
    with acting_as("socle_owner"):
        return partner(people=ASKING)


def test_forty_grants_at_once_take_exactly_twelve_seats(body):
    answers = asked_at_once(body, [t2(member) for member in body.people])

    assert answers == {"granted": 12, "seats_exhausted": ASKING - 12}


def test_a_seat_is_reserved_by_whoever_has_not_yet_activated_their_account(body):
    """MCP-24: the invitation leaves with the right; until it is accepted the seat is nobody else's."""
    asked_at_once(body, [t2(member) for member in body.people])

    with acting_as("socle_owner"):
        people = Habilitation.objects.filter(organisation=body.organisation).values("membership__person_id")
        states = Counter(Account.objects.filter(person_id__in=people).values_list("state", flat=True))
        late = next(m for m in body.people if not Habilitation.objects.filter(membership=m).exists())
    assert states == {"invited": 12}
    assert asked_at_once(body, [t2(late)]) == {"seats_exhausted": 1}


def test_without_lock_nor_constraint_the_same_storm_passes_the_ceiling(unguarded):
    """The negative control: the same code, its lock taken out of the statements, with nothing behind."""
    with acting_as("socle_owner"):
        body = partner(people=ASKING)
    assert asked_at_once(body, [t2(body.people[0])]) == {"granted": 1}

    answers = asked_at_once(body, [t2(member) for member in body.people[1:]], without_bucket_lock)

    assert answers["granted"] + 1 > 12


@pytest.mark.parametrize(("profile", "seats"), [("D1", 2), ("D2", 2), ("D3", 1), ("D4", 2)])
def test_an_equipment_gives_each_profile_its_own_seats(committed, profile, seats):
    """MCP-51: D1 2, D2 2, D3 1, D4 2 per équipement, whoever asks at the same time."""
    purposes = {"D2": "declaration-financiere", "D4": "suivi-des-equipements"}
    with acting_as("socle_owner"):
        body = partner(people=6)
        world = races.world(body)
    purpose = purposes.get(profile, "declaration-activite")
    wishes = [Wish(m.person_id, "afas", profile, purpose, scope_id=world.equipment.id) for m in body.people]

    assert asked_at_once(body, wishes) == {"granted": seats, "seats_exhausted": 6 - seats}


def test_two_activity_seats_at_the_place_and_two_at_the_equipment(committed):
    """MCP-51: a right at a place counts against the place, at the équipement against the équipement."""
    with acting_as("socle_owner"):
        body = partner(people=8)
        world = races.world(body)
    wishes = [afas(m, "D1", world.place) for m in body.people[:4]]
    wishes += [afas(m, "D1", world.equipment) for m in body.people[4:]]

    assert asked_at_once(body, wishes) == {"granted": 4, "seats_exhausted": 4}
    with transaction(body.principal) as at:
        lines = {(one.profile, one.scope_id): one.used for one in seat_lines(body.organisation.id, at, service="afas")}
    assert (lines["D1", world.place.id], lines["D1", world.equipment.id]) == (2, 2)


def test_the_cap_on_all_profiles_counts_each_person_once(committed):
    """MCP-51: a cap (a hundred in the model) counts people; who is among them takes a second profile once it is reached."""
    with acting_as("socle_owner"):
        body = partner(people=12, replaced=races.capped(6))
        worlds = [races.world(body) for _ in range(6)]
    wishes = [afas(member, "D1", worlds[number // 2].place) for number, member in enumerate(body.people)]

    assert asked_at_once(body, wishes) == {"granted": 6, "seats_exhausted": 6}
    inside = Habilitation.objects.filter(organisation=body.organisation).values_list("membership_id", flat=True)
    with transaction(body.principal) as at:
        among = next(m for m in body.people if m.id in set(inside))
        cap = next(one for one in seat_lines(body.organisation.id, at, service="afas") if one.profile == "*")
    assert (cap.used, cap.maximum) == (6, 6)
    assert asked_at_once(body, [afas(among, "D3", worlds[0].equipment)]) == {"granted": 1}
