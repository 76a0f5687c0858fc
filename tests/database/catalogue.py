"""What PostgreSQL's catalogue says of isolation (reliability.md §2.4, I1): each check returns the faults it finds."""

from __future__ import annotations

from django.db import connection

from socle.database.roles import ALL_ROLES, APP, SCOPE

JOURNAL = "append-only journal: no foreign key, names copied at the moment of the act; read by its own policies"
IDENTITY = "belongs to an account, which is global; its policies open the account's own rows only"
PUBLIC_STATE = "counts attempts under an HMAC; holds nobody's data"
TREE = "hashes of the journal's tree: no personal data, read by any verifier"
PUBLIC_LIST = "the official list of communes: public, nobody's data, written by the owner alone"
QUEUE = "task queue: payloads are identifiers of messages"

WITHOUT_ORGANISATION = {
    "organismes_organisation": "the tenant itself; policies open the actor's body and those it signs with",
    "organismes_commune": PUBLIC_LIST,
    "organismes_person": "works for several organisations; seen through memberships only",
    "accounts_account": "one per person, not owned by a body; seen through the person",
    "accounts_activationlink": IDENTITY,
    "accounts_apitoken": IDENTITY,
    "accounts_identitylink": IDENTITY,
    "accounts_knowndevice": IDENTITY,
    "accounts_recoverycode": IDENTITY,
    "accounts_secret": IDENTITY,
    "accounts_signin": IDENTITY,
    "accounts_totp": IDENTITY,
    "accounts_webauthncredential": IDENTITY,
    "accounts_challenge": PUBLIC_STATE,
    "accounts_throttle": PUBLIC_STATE,
    "notifications_message": "outbox: the web role adds and never reads",
    "traces_node": TREE,
    "traces_checkpoint": TREE,
    "traces_journal": TREE,
}
WITHOUT_SECURITY = {
    "django_migrations": "Django's own list of migrations; no role of ours reads it but the owner",
    "procrastinate_events": QUEUE,
    "procrastinate_jobs": QUEUE,
    "procrastinate_periodic_defers": QUEUE,
    "procrastinate_workers": QUEUE,
}
WITHOUT_TENANT_KEY = {"traces_staged_trace": JOURNAL, "traces_entry": JOURNAL}
OWNED_OTHERWISE = {
    "traces_ensure_partition": "creates the month's partition, which only the owner of the journal may",
    "socle_paper_signed": "dates a paper of the caisse once every party signed it, whoever signs last",
}
COMMANDS = {"r": "select", "a": "insert", "w": "update", "d": "delete"}

TABLES = """
select c.relname, c.relrowsecurity, c.relforcerowsecurity, c.relispartition,
       exists (select from pg_attribute a
               where a.attrelid = c.oid and a.attname = 'organisation_id' and not a.attisdropped)
from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1
"""
POLICIES = """
select array_agg(case p.polcmd when '*' then 'rawd' else p.polcmd::text end)
from pg_policy p join pg_roles r on r.oid = any(p.polroles)
where p.polrelid = %s::regclass and r.rolname = %s
"""
GRANTS = """
select grantee || ' ' || privilege_type from information_schema.role_table_grants
where table_name = %s and grantee <> 'socle_owner'
"""
TENANT_KEY = """
select exists (select from pg_index i where i.indrelid = %s::regclass and i.indisunique and i.indpred is null
  and (select array_agg(a.attname order by a.attname) from pg_attribute a
       where a.attrelid = i.indrelid and a.attnum = any(i.indkey::int2[])) = array['id', 'organisation_id']::name[])
"""
FOREIGN_KEYS = """
select f.conname from pg_constraint f
where f.contype = 'f' and f.connamespace = 'public'::regnamespace
  and exists (select from pg_attribute a where a.attrelid = f.conrelid and a.attname = 'organisation_id')
  and exists (select from pg_attribute a where a.attrelid = f.confrelid and a.attname = 'organisation_id')
  and not exists (select from pg_attribute a
                  where a.attrelid = f.confrelid and a.attname = 'organisation_id' and a.attnum = any(f.confkey))
"""
FUNCTIONS = """
select p.proname, pg_get_userbyid(p.proowner), coalesce(p.proconfig, '{}')
from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef
"""
VIEWS = """
select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace
  and (c.relkind = 'm' or c.relkind = 'v' and not coalesce(c.reloptions, '{}') && array['security_invoker=true'])
"""
ROLES = """
select rolname from pg_roles where rolname = any(%s)
  and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)
union
select m.rolname from pg_auth_members g join pg_roles m on m.oid = g.member join pg_roles r on r.oid = g.roleid
where m.rolname = any(%s) and m.rolname <> 'socle_owner'
union
select pg_get_userbyid(c.relowner) || ' owns ' || c.relname from pg_class c
where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
  and pg_get_userbyid(c.relowner) <> 'socle_owner'
"""


def rows(sql: str, *values: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def tenant_tables() -> list[str]:
    """Every table of a tenant, without the partitions."""
    return [name for name, _, _, is_partition, is_tenant in rows(TABLES) if is_tenant and not is_partition]


def faults_of_tables() -> list[str]:
    """Tables whose rows another organisation could reach, and tables nobody has reviewed."""
    found = []
    for name, is_secured, is_forced, is_partition, is_tenant in rows(TABLES):
        if name in WITHOUT_SECURITY:
            continue
        if not (is_secured and is_forced):
            found.append(f"{name}: row security is not enabled and forced")
        if is_partition:
            found += [f"{name}: the partition is granted to {grant}" for (grant,) in rows(GRANTS, name)]
            continue
        if not is_tenant and name not in WITHOUT_ORGANISATION:
            found.append(f"{name}: no organisation_id, and no reviewed reason")
        if is_tenant and name not in WITHOUT_TENANT_KEY and not rows(TENANT_KEY, name)[0][0]:
            found.append(f"{name}: no unique (organisation_id, id)")
        covered = "".join(rows(POLICIES, name, APP)[0][0] or [])
        found += [f"{name}: no policy of {APP} for {COMMANDS[one]}" for one in COMMANDS if one not in covered]
    return found


def faults_of_keys() -> list[str]:
    """Foreign keys between tenant tables that could leave their tenant."""
    return [name for (name,) in rows(FOREIGN_KEYS)]


def faults_of_functions() -> list[str]:
    """Functions run with their owner's rights that a caller could mislead, or whose owner is too strong."""
    return [
        f"{name} of {owner}: {config}"
        for name, owner, config in rows(FUNCTIONS)
        if 'search_path=""' not in config or (owner != SCOPE and name not in OWNED_OTHERWISE)
    ]


def faults_of_views() -> list[str]:
    return [name for (name,) in rows(VIEWS)]


def faults_of_roles() -> list[str]:
    """Roles stronger than their task, or that belong to another, or that own what they read."""
    return [name for (name,) in rows(ROLES, list(ALL_ROLES), list(ALL_ROLES))]


def stale_reasons() -> set[str]:
    """Reviewed exceptions that no longer exist."""
    known = {name for name, *_ in rows(TABLES)} | {name for name, *_ in rows(FUNCTIONS)}
    return (WITHOUT_ORGANISATION | WITHOUT_SECURITY | WITHOUT_TENANT_KEY | OWNED_OTHERWISE).keys() - known
