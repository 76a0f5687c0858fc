"""Isolation as PostgreSQL's catalogue shows it: no exception outside the reviewed list (reliability.md §2.4, I1)."""

from __future__ import annotations

import pytest
from django.db import connection

from tests.database import catalogue

CHECKS = (
    catalogue.faults_of_tables,
    catalogue.faults_of_keys,
    catalogue.faults_of_functions,
    catalogue.faults_of_views,
    catalogue.faults_of_roles,
    catalogue.stale_reasons,
)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_nothing_escapes_isolation(db, check):
    assert not check()


WEAKENED = {
    "a table without row security": ("create table left_open (id uuid, organisation_id uuid)", 0),
    "a table nobody reviewed": ("create table unknown_one (id uuid)", 0),
    "row security not forced": ("alter table habilitations_habilitation no force row level security", 0),
    "a policy less": ("drop policy app_select on organismes_place", 0),
    "a partition granted": ("grant select on traces_entry_default to socle_app", 0),
    "a tenant key less": ("alter table habilitations_seathold drop constraint habilitations_seathold_tenant_key", 0),
    "a key that leaves its tenant": (
        "alter table habilitations_seathold add constraint loose foreign key (id) references habilitations_seatbucket (id)",
        1,
    ),
    "a function without search_path": (
        "create function loose() returns int language sql security definer as 'select 1'",
        2,
    ),
    "a function of the owner": (
        "create function strong() returns int language sql security definer set search_path = '' as 'select 1'",
        2,
    ),
    "a view with its owner's eyes": ("create view everything as select * from organismes_membership", 3),
    "a materialized view": ("create materialized view kept as select * from organismes_membership", 3),
    "an exception without object": ("drop table procrastinate_periodic_defers cascade", 5),
}


@pytest.mark.parametrize(("weakening", "check"), WEAKENED.values(), ids=WEAKENED.keys())
def test_each_weakening_is_seen(owner, weakening, check):
    with owner():
        with connection.cursor() as cursor:
            cursor.execute(weakening)
        assert CHECKS[check]()


def test_a_stronger_role_is_seen(db):
    with connection.cursor() as cursor:
        cursor.execute("reset role")
        cursor.execute("set role none")
        cursor.execute("alter role socle_app bypassrls")
        try:
            assert catalogue.faults_of_roles() == ["socle_app"]
        finally:
            cursor.execute("alter role socle_app nobypassrls")
            cursor.execute("set role socle_app")
