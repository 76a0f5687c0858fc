"""The database roles, apart and none with BYPASSRLS (reliability.md §2.3).

`owner` holds the tables and migrates, `scope` holds the functions that compute what an actor may see,
`app`, `worker` and `sealer` sign in. Only the last three have a password.
"""

from __future__ import annotations

from collections.abc import Callable

OWNER, SCOPE, APP, WORKER, SEALER = "socle_owner", "socle_scope", "socle_app", "socle_worker", "socle_sealer"
LOGIN_ROLES = (APP, WORKER, SEALER)
ALL_ROLES = (OWNER, SCOPE, *LOGIN_ROLES)


def _ensure(role: str, attributes: str) -> str:
    return f"""
do $$ begin
  if not exists (select from pg_roles where rolname = '{role}') then
    create role {role} {attributes};
  end if;
exception when duplicate_object or unique_violation then null;
end $$;"""


def roles_sql(password: Callable[[str], str]) -> str:
    """SQL that creates the roles and sets the passwords of those that sign in; safe to run again."""
    statements = [_ensure(role, "nologin noinherit" if role == SCOPE else "nologin") for role in (OWNER, SCOPE)]
    for role in LOGIN_ROLES:
        statements.append(_ensure(role, "login noinherit"))
        statements.append(f"alter role {role} login password '{password(role)}';")
    statements.append(f"grant {SCOPE} to {OWNER};")
    return "\n".join(statements)


def database_sql(database: str) -> str:
    """SQL to run inside a new database, as an administrator: extensions, schema rights, nothing to the public."""
    return f"""
create extension if not exists btree_gist;
create extension if not exists unaccent;
create extension if not exists pg_trgm;
revoke all on database "{database}" from public;
revoke create on schema public from public;
grant connect on database "{database}" to {", ".join((OWNER, *LOGIN_ROLES))};
grant create on database "{database}" to {OWNER};
grant usage, create on schema public to {OWNER}, {SCOPE};
grant usage on schema public to {", ".join(LOGIN_ROLES)};
"""
