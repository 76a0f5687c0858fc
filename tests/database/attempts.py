"""Try SELECT, INSERT, UPDATE and DELETE on one row of somebody, as the web role, in SQL (reliability.md §2.4, I2)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from json import dumps, loads
from uuid import UUID, uuid4

from django.db import DatabaseError, connection, transaction

from socle.database.roles import APP, OWNER
from tests.database import brought, drafted, ended, obligations, signing, supervised
from tests.demo import LOGINS

DENIED, APPEND_ONLY = "42501", "SC001"
CONTEXT = """
select set_config('socle.person_id', %s, true), set_config('socle.membership_id', %s, true),
       set_config('socle.account_id', %s, true)
"""
ARRANGED = """
insert into traces_entry (id, at, log, tag, outcome, organisation_id, person_id, salt, idx, organisation_seq, leaf)
select id, at, log, tag, outcome, organisation_id, person_id, salt, row_number() over w, row_number() over w, sha256(salt)
from traces_staged_trace window w as (order by id);
insert into accounts_recoverycode (id, account_id, hash)
select gen_random_uuid(), id, sha256(convert_to(identifier, 'UTF8')) from accounts_account;
insert into accounts_activationlink (id, account_id, token_hash, purpose, created_at, expires_at)
select gen_random_uuid(), id, sha256(convert_to(identifier, 'UTF8')), 'recovery', now(), now() + interval '1 day' from accounts_account;
insert into accounts_webauthncredential (id, account_id, credential_id, public_key, sign_count, name, created_at)
select gen_random_uuid(), id, sha256(convert_to(identifier, 'UTF8')), '', 0, 'clé', now() from accounts_account;
insert into accounts_identitylink (id, account_id, issuer, subject, linked_at)
select gen_random_uuid(), id, 'https://agent.example', identifier, now() from accounts_account;
insert into organismes_directoryentry (id, organisation_id, person_id, user_name, external_id, linked_at)
select gen_random_uuid(), organisation_id, person_id, id, '', now() from organismes_membership;
insert into habilitations_savedview (id, organisation_id, membership_id, list, name, query, is_shared, created_at)
select gen_random_uuid(), organisation_id, id, 'droits', 'essai', '', true, now() from organismes_membership;
insert into habilitations_groupentry (id, organisation_id, group_id, external_id, linked_at)
select gen_random_uuid(), organisation_id, id, '', now() from habilitations_group;
insert into files_storedfile (id, organisation_id, name, kind, size, received_sha256, sha256, state, code, reason, checks,
  subject_kind, subject_id, shared_with, received_at, received_by_id, received_by_name, key_id)
select gen_random_uuid(), id, 'essai.pdf', 'pdf', 0, '', '', 'clean', '', '', '[]', 'essai', id, '{}', now(), id, '', ''
from organismes_organisation;
"""
IMPORT = """
insert into habilitations_import (id, organisation_id, file_name, file_format, remarks, headers, fields, state, mode,
  created_by_id, created_at, previewed_at, code, reason, clause, fix)
select gen_random_uuid(), id, 'liste.csv', 'csv', '{}', '{Nom}', '{nom}', 'preview', '', id, now(), now(), '', '', '', ''
from organismes_organisation;
insert into habilitations_importrow (id, organisation_id, batch_id, number, cells, outcome, says, place, code, reason, clause, fix)
select gen_random_uuid(), organisation_id, id, 2, '{Fictive}', 'create', '{}', '', '', '', '', '' from habilitations_import;
insert into habilitations_bulkact (id, organisation_id, membership_id, verb, cause, created_at, done_at)
select gen_random_uuid(), m.organisation_id, m.id, 'withdraw', 'essai', now(), now()
from organismes_membership m join habilitations_delegation d on d.membership_id = m.id and d.role = 'principal';
insert into habilitations_bulkline (id, organisation_id, bulk_id, habilitation_id, outcome, code, reason, clause, fix)
select gen_random_uuid(), b.organisation_id, b.id, h.id, 'done', '', '', '', ''
from habilitations_bulkact b join habilitations_habilitation h on h.organisation_id = b.organisation_id;
set constraints all immediate; set constraints all deferred;
"""
REVIEWED = """
with held as (
  select distinct on (organisation_id) organisation_id, caisse_id, convention_id, id as habilitation_id, membership_id
  from habilitations_habilitation order by organisation_id, id
), campaign as (
  insert into habilitations_reviewcampaign (
    id, organisation_id, caisse_id, convention_id, label, clause, due_on, seed, opened_by_id, opened_by_name, opened_at,
    closed_by_name
  )
  select gen_random_uuid(), organisation_id, caisse_id, convention_id, 'Essai', 'contrat de service, 2.2.2', now(), '',
         gen_random_uuid(), 'Personne fictive', now(), '' from held
  returning id, organisation_id, caisse_id, convention_id
), older as (
  insert into habilitations_reviewcampaign (
    id, organisation_id, caisse_id, convention_id, label, clause, due_on, seed, opened_by_id, opened_by_name, opened_at,
    closed_by_id, closed_by_name, closed_at
  )
  select gen_random_uuid(), organisation_id, caisse_id, convention_id, 'Essai', 'contrat de service, 2.2.2', now(), '',
         gen_random_uuid(), 'Personne fictive', now(), gen_random_uuid(), 'Personne fictive', now() from held
), line as (
  insert into habilitations_reviewline (
    id, organisation_id, campaign_id, convention_id, position, control, is_for_caisse, habilitation_id, membership_id,
    person_name, function, team, service, service_name, profile, profile_name, purpose, scope_name, granted_by_name,
    granted_at, peers, risk, reasons, verdict, reason, to_profile, judged_by_name, is_contradicted, asked_name, opinion,
    opinion_reason, outcome
  )
  select gen_random_uuid(), organisation_id, campaign.id, campaign.convention_id, 100, '', false, habilitation_id,
         membership_id, 'Personne fictive', '', '', 'cdap', '', 'T2', '', '', '', '', now(), '', 0, '{}', '', '', '', '',
         false, '', '', '', ''
  from campaign join held using (organisation_id)
)
insert into habilitations_reviewcertificate (
  id, organisation_id, caisse_id, convention_id, campaign_id, issued_at, trace_id, digest, body
)
select gen_random_uuid(), organisation_id, caisse_id, convention_id, id, now(), gen_random_uuid(), '', '{}' from campaign;
set constraints all immediate;
set constraints all deferred;
"""
COMMUNE = "(select organisation_id from organismes_membership where id = %(membership)s)"
CONVENTION = f"(select convention_id from conventions_conventionparty where party_id = {COMMUNE} limit 1)"
OF_ACCOUNT = "account_id = (select id from accounts_account where person_id = %(person)s)"


@dataclass(frozen=True)
class Row:
    """A row of the victim: how to find it again, and all its columns."""

    table: str
    key: str
    value: str
    columns: dict[str, object]


def arrange() -> None:
    """Rows that the demonstration leaves empty: the sealed journal, links, codes and keys, an import."""
    with connection.cursor() as cursor:
        cursor.execute(ARRANGED)
    arrange_import()
    supervised.arrange()
    obligations.arrange()
    ended.arrange()
    drafted.arrange()
    signing.arrange()
    brought.arrange()
    arrange_reviews()


def arrange_reviews() -> None:
    """A review under way and a closed one for each partner of the demonstration, one certificate."""
    with connection.cursor() as cursor:
        cursor.execute(REVIEWED)


def arrange_import() -> None:
    """An import of each body, of one row; kept only as long as the file it came from is worked on."""
    with connection.cursor() as cursor:
        cursor.execute(IMPORT)


def victim_row(table: str, columns: set[str]) -> Row:
    """A row of the commune, or of the convention it signed with its caisse, or of its principal's account."""
    somebody = LOGINS["partner-principal"]
    values = {"person": somebody.person_id, "membership": somebody.membership_id("commune")}
    if table == "organismes_organisation":
        where = f"id = {COMMUNE}"
    elif table == "conventions_convention":
        where = f"id = {CONVENTION}"
    elif table in supervised.OF_CAISSE:
        where = "true"
    elif table == "conventions_draft":
        where = drafted.OWN
    elif table.startswith("conventions_draft"):
        where = f"draft_id = (select id from conventions_draft where {drafted.OWN})"
    elif "convention_id" in columns and table.startswith("conventions_"):
        where = f"convention_id = {CONVENTION}"
    elif "organisation_id" in columns:
        where = f"organisation_id = {COMMUNE}"
    elif "account_id" in columns:
        where = OF_ACCOUNT
    else:
        where = "person_id = %(person)s" if "person_id" in columns else "id = %(person)s"
    with connection.cursor() as cursor:
        cursor.execute(f"select to_jsonb(t) from {table} t where {where} limit 1", values)
        found = cursor.fetchone()
    assert found, f"{table}: the demonstration has no row to try"
    read = loads(found[0])
    key = "id" if "id" in read else "account_id"
    return Row(table, key, str(read[key]), read)


@contextmanager
def undone() -> Iterator[None]:
    """What is done inside never was, deferred checks included."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def acting(login: str | None, body: str = "") -> Iterator[None]:
    """The web role in the context of somebody of the demonstration; nobody when None."""
    with connection.cursor() as cursor:
        cursor.execute(CONTEXT, _context(login, body))
        cursor.execute(f"set role {APP}")
        yield
        cursor.execute(f"set role {OWNER}")


def _context(login: str | None, body: str) -> tuple[str, str, str]:
    if login is None:
        return ("", "", "")
    one = LOGINS[login]
    with connection.cursor() as cursor:
        cursor.execute("select id from accounts_account where identifier = %s", (login,))
        account: UUID = cursor.fetchone()[0]
    return (str(one.person_id), str(one.membership_id(body or one.body)), str(account))


def allowed(row: Row) -> str:
    """The letters of the commands that go through: S, I, U, D."""
    itself = f"from {row.table} where {row.key} = %s"
    fresh = dumps(row.columns | ({"id": str(uuid4())} if row.key == "id" else {}), default=str)
    attempts = {
        "S": (f"select 1 {itself}", (row.value,)),
        "I": (
            f"insert into {row.table} select (jsonb_populate_record(null::{row.table}, %s::jsonb)).*",
            (fresh,),
        ),
        "U": (f"update {row.table} set {row.key} = {row.key} where {row.key} = %s", (row.value,)),
        "D": (f"delete {itself}", (row.value,)),
    }
    return "".join(letter for letter, (sql, values) in attempts.items() if _goes_through(sql, values))


def _goes_through(sql: str, values: tuple) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("savepoint attempt")
        try:
            cursor.execute(sql, values)
        except DatabaseError as error:
            return error.__cause__.sqlstate not in {DENIED, APPEND_ONLY}
        else:
            return cursor.rowcount > 0
        finally:
            cursor.execute("rollback to attempt")
