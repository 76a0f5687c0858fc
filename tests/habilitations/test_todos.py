"""What rights ask of people today: ends that come near, seats nearly taken, accounts never activated."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from socle.database.transactions import transaction
from socle.habilitations.queries.panels import counts_of, current_rights, managers_panel
from socle.habilitations.room import ROOM
from tests.factories import MembershipFactory, actor_of
from tests.habilitations.bodies import TRAITS, give_role, opened, partner

pytestmark = pytest.mark.django_db
REVIEW = "Faire la revue des habilitations"


@pytest.fixture
def commune(owner):
    with owner():
        return partner(people=2)


def titles(actor):
    """What rights ask, apart from the yearly review, which is late in this text (tests of reviews)."""
    with transaction(actor) as at:
        return [todo.title for todo in ROOM.todos(actor, at) if todo.title != REVIEW]


def test_an_end_within_thirty_days_is_said_to_its_holder_and_its_managers(commune):
    soon, later = commune.people
    opened(commune, soon, valid_to=timezone.now() + timedelta(days=20))
    opened(commune, later, valid_to=timezone.now() + timedelta(days=40))

    assert titles(actor_of(soon)) == ["Votre habilitation CDAP T2 prend bientôt fin"]
    assert titles(actor_of(later)) == []
    assert titles(commune.principal) == [f"Le droit CDAP T2 de {soon.person.name} prend bientôt fin"]


def test_seats_nearly_all_taken_are_said_to_managers(commune, owner):
    with owner():
        crowd = [MembershipFactory(organisation=commune.organisation, service_traits=TRAITS) for _ in range(11)]
    for membership in crowd:
        opened(commune, membership)

    assert titles(commune.principal) == ["Sièges CDAP T2 : 11 occupés sur 12"]
    assert titles(actor_of(commune.people[0])) == []


def test_somebody_who_never_activated_their_account_is_named(commune, owner):
    right = opened(commune, commune.people[0])
    with owner(), connection.cursor() as cursor:
        cursor.execute(
            "update habilitations_habilitation set granted_at = granted_at - interval '4 days', "
            "period = tstzrange(now() - interval '4 days', null) where id = %s",
            (right.id,),
        )

    assert titles(commune.principal) == [f"{commune.people[0].person.name} n'a pas encore activé son compte"]


def test_panels_count_rights_and_name_managers_in_their_order(commune, owner):
    right = opened(commune, commune.people[0])
    with owner():
        give_role(commune.people[1], "suppleant", commune.convention)

    with transaction(commune.principal) as at:
        counts = counts_of([row.id for row in commune.people], at)
        rows = current_rights(commune.people[0].id, at)
        found = managers_panel(commune.convention.id, at, (commune.organisation.id,))

    assert counts[commune.people[0].id] == 1
    assert counts[commune.people[1].id] == 0
    assert [row.id for row in rows] == [right.id]
    managers = found[commune.organisation.id]
    assert [manager.role for manager in managers] == ["Administrateur principal", "Administrateur suppléant"]
    assert managers[0].name == commune.principal.name


@pytest.mark.parametrize(
    ("days", "says"), [(121, None), (123, "ne sert plus"), (183, "ne sert plus"), (185, "s'est arrêté")]
)
def test_a_right_that_does_not_serve_is_said_to_its_holder_and_its_managers(commune, owner, days, says):
    """MCP-23: 122 days, then 31 and 31, before it stops by itself."""
    holder = commune.people[0]
    right = opened(commune, holder)
    with owner(), connection.cursor() as cursor:
        cursor.execute(
            "update habilitations_habilitation set period = tstzrange(now() - make_interval(days => %s), null) "
            "where id = %s",
            (days, right.id),
        )

    assert [title for title in titles(actor_of(holder)) if "Votre droit" in title] == (
        [f"Votre droit CDAP T2 {says}"] if says else []
    )
    assert [title for title in titles(commune.principal) if "Le droit de" in title] == (
        [f"Le droit de {holder.person.name} CDAP T2 {says}"] if says else []
    )


def test_a_sleeping_right_is_said_to_its_holder_however_many_colleagues_sleep_longer(owner):
    """The list of the body is cut at twenty: the cut comes after the choice of who reads."""
    with owner():
        crowded = partner(people=21, replaced={"max = 12": "max = 1000"})
    *others, holder = crowded.people
    rights = {opened(crowded, one).id: 150 for one in others} | {opened(crowded, holder).id: 130}
    with owner(), connection.cursor() as cursor:
        cursor.executemany(
            "update habilitations_habilitation set period = tstzrange(now() - make_interval(days => %s), null) "
            "where id = %s",
            [(days, right_id) for right_id, days in rights.items()],
        )

    assert [title for title in titles(actor_of(holder)) if "Votre droit" in title] == [
        "Votre droit CDAP T2 ne sert plus"
    ]
    assert [title for title in titles(actor_of(holder)) if "Le droit de" in title] == []
    said = [title for title in titles(crowded.principal) if title.endswith("CDAP T2 ne sert plus")]
    assert (len(said), [title for title in said if holder.person.name in title]) == (20, [])
