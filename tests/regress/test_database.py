"""What the database refuses when everything above it is wrong (reliability.md §2.2, R20)."""

from uuid import uuid4

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from socle.database.transactions import transaction as acting
from tests import factories

pytestmark = pytest.mark.django_db

ATTACH = """
insert into organismes_membership (id, organisation_id, person_id, function, service, service_traits, email, phone, joined_at)
values (%s, %s, %s, 'intrus', '', '{}', 'intrus@commune.example', '', now())
"""


@pytest.fixture
def bodies(owner):
    with owner():
        return factories.MembershipFactory(), factories.MembershipFactory()


def refused(statement: str, arguments: list[object]) -> str:
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, arguments)
    assert isinstance(caught.value.__cause__, psycopg.Error)
    return caught.value.__cause__.sqlstate or ""


def test_a_body_attaches_nobody_whom_another_alone_knows(bodies):
    mine, theirs = bodies
    with acting(factories.actor_of(mine, "principal")):
        assert refused(ATTACH, [uuid4(), mine.organisation_id, theirs.person_id]) == "42501"
        stolen = "update organismes_membership set person_id = %s where id = %s"
        assert refused(stolen, [theirs.person_id, mine.id]) == "42501"


@pytest.mark.parametrize("name", ["socle_worker", "socle_sealer"])
@pytest.mark.parametrize(
    "call", ["socle_roles_in_use(gen_random_uuid())", "accounts_find('x')", "accounts_memberships(gen_random_uuid())"]
)
def test_the_worker_and_the_sealer_ask_nothing_of_people(role, name, call):
    with role(name):
        assert refused(f"select {call}", []) == "42501"


def test_a_membership_that_is_not_the_person_s_shows_no_body(bodies):
    mine, theirs = bodies
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "select set_config('socle.person_id', %s, true), set_config('socle.membership_id', %s, true)",
            [str(mine.person_id), str(theirs.id)],
        )
        cursor.execute("select socle_acting_organisation(), socle_visible_organisations(), socle_known_organisations()")
        assert cursor.fetchone() == (None, [], [])
