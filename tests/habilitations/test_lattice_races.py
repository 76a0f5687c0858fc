"""Under any order of two connections: one administrator at a time, and nothing hangs on what has fallen (MCP-20, MCP-22)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import psycopg
import pytest

from socle.database.transactions import run
from socle.habilitations.actions.appointing import Naming, appoint
from socle.habilitations.actions.delegating import DelegationWish, delegate, take_back
from socle.habilitations.domain.appointing import Sheet
from socle.habilitations.domain.perimeter import Perimeter
from socle.organismes.models import Membership
from tests.conftest import acting_as
from tests.factories import actor_of
from tests.habilitations.bodies import caisse_admin, confirmed, partner
from tests.habilitations.interleavings import Job, Stage, every, sessions
from tests.habilitations.schedules import monitor

CDAP = Perimeter(services=frozenset({"cdap"}))
STEPS = ("pg_advisory_xact_lock", 'insert into "?habilitations_delegation', "update habilitations_delegation")
STANDING = "select count(*) from habilitations_delegation where organisation_id = %s and role = 'principal' and withdrawn_at is null"
HANGING = """
select count(*) from habilitations_delegation child join habilitations_delegation parent on parent.id = child.parent_id
where child.organisation_id = %s and child.withdrawn_at is null and parent.withdrawn_at is not null
"""
RESTORE = """
delete from habilitations_appointmentform where organisation_id = %(body)s;
delete from habilitations_delegation where organisation_id = %(body)s and not id = any(%(kept)s);
update habilitations_delegation set period = tstzrange(lower(period), null), withdrawn_at = null, withdrawn_by_id = null,
  cause = '' where organisation_id = %(body)s;
delete from accounts_activationlink l using accounts_account a, organismes_membership m
where l.account_id = a.id and m.person_id = a.person_id and m.organisation_id = %(body)s;
delete from accounts_account a using organismes_membership m
where m.person_id = a.person_id and m.organisation_id = %(body)s;
"""


def unlocked(sql: str) -> str:
    """The guard taken out of the product's own statement, for the controls that must fail."""
    return sql.replace("pg_advisory_xact_lock(hashtextextended(%s, 3))", "length(%s)")


@pytest.fixture
def body(committed) -> SimpleNamespace:
    with acting_as("socle_owner"):
        made = partner(people=3)
        chief = Membership.objects.select_related("person").get(id=made.principal.membership_id)
        return SimpleNamespace(made=made, chief=chief, admin=caisse_admin(made.convention))


def naming(body: SimpleNamespace, person: Membership) -> Naming:
    sheet = Sheet(
        name=person.person.name,
        function="directrice",
        replaced_person=body.chief.person.name,
        replaced_email=body.chief.email,
        phones=("04 67 00 00 00",),
        individual_email=person.email,
        signed_by_partner_on=date(2026, 3, 10),
        signed_by_administrator_on=date(2026, 3, 11),
    )
    made = body.made
    return Naming(made.convention.id, made.organisation.id, "principal", sheet, *person.person.name.split(" ", 1))


@contextmanager
def staged(body: SimpleNamespace, count: int, rewrite=str) -> Iterator[Stage]:
    organisation = body.made.organisation.id
    with monitor() as seen, sessions(count, STEPS, rewrite) as opened:
        rows = seen.execute("select id from habilitations_delegation where organisation_id = %s", (organisation,))
        kept = [row[0] for row in rows]

        def restore() -> None:
            with psycopg.ClientCursor(seen) as cursor:
                cursor.execute("set session_replication_role = replica")
                cursor.execute(RESTORE, {"body": organisation, "kept": kept})
                cursor.execute("set session_replication_role = origin")

        yield Stage(opened, seen, restore)


def outcomes(body: SimpleNamespace, jobs: Sequence[Job], wrong: str, expected: int, rewrite=str) -> tuple[int, set]:
    """How many schedules there are, and the answers of those whose rows say something else than `expected`."""
    count, broken = 0, set()
    with staged(body, len(jobs), rewrite) as stage:
        for played in every(stage, jobs):
            count += 1
            ((found,),) = stage.monitor.execute(wrong, (body.made.organisation.id,)).fetchall()
            if found != expected:
                broken.add(played.answers)
    return count, broken


def two_namings(body: SimpleNamespace) -> list[Job]:
    wanted = [naming(body, person) for person in body.made.people[:2]]
    return [Job(body.admin, lambda actor, at, one=one: appoint(one, actor=actor, at=at)) for one in wanted]


def test_two_forms_at_once_leave_one_administrator(body):
    count, broken = outcomes(body, two_namings(body), STANDING, 1)
    assert count >= 2
    assert broken == set()


def test_without_its_lock_two_forms_name_two(body):
    """The negative control: if this finds nothing, the enumeration above proves nothing."""
    _, broken = outcomes(body, two_namings(body), STANDING, 1, unlocked)
    assert broken == {("done", "done")}


def passing_on_and_taking_back(body: SimpleNamespace) -> list[Job]:
    one, other = body.made.people[:2]
    principal = body.made.principal
    wish = DelegationWish(one.person_id, CDAP, may_pass_on=True)
    top = run(principal, lambda at: delegate(wish, actor=confirmed(principal, at), at=at))
    below = DelegationWish(other.person_id, CDAP)
    return [
        Job(replace(actor_of(one, "delegate")), lambda actor, at: delegate(below, actor=actor, at=at)),
        Job(principal, lambda actor, at: take_back(top.id, actor=actor, at=at, cause="réorganisation")),
    ]


def test_nothing_is_passed_on_from_a_delegation_being_taken_back(body):
    count, broken = outcomes(body, passing_on_and_taking_back(body), HANGING, 0)
    assert count >= 2
    assert broken == set()


def test_without_its_lock_something_hangs_on_nothing(body):
    _, broken = outcomes(body, passing_on_and_taking_back(body), HANGING, 0, unlocked)
    assert broken == {("done", "done")}
