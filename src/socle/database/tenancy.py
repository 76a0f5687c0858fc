"""Row-level security and composite keys, written once for every migration (reliability.md §2.3).

A tenant table carries `organisation_id`; the helpers below give the SQL that forces row-level security on it,
one policy per command for the web role, a named policy for the owner, and keys that cannot cross tenants.
`in (select unnest(…))` and not `= any(…)`: PostgreSQL hashes the first once, and walks the second for every row.
`unnest((select f()))` and not `unnest(f())`: the planner calls the second, for each table, to guess its length.
"""

from __future__ import annotations

from django.db.migrations import RunSQL

VISIBLE_ORGANISATION = "organisation_id in (select unnest((select socle_visible_organisations())))"
OWN_ORGANISATION = "organisation_id = (select socle_acting_organisation())"
VISIBLE_CONVENTION = "convention_id in (select unnest((select socle_visible_conventions())))"


def secure(
    table: str, *, read: str, insert: str = "false", update: str = "false", delete: str = "false", extra: str = ""
) -> RunSQL:
    """Force row-level security on `table`; each argument is the policy's condition for the web role."""
    granted = ", ".join(
        command
        for command, condition in (("select", read), ("insert", insert), ("update", update), ("delete", delete))
        if condition != "false"
    )
    grant = f"grant {granted} on {table} to socle_app;" if granted else ""
    return RunSQL(
        f"""
alter table {table} enable row level security;
alter table {table} force row level security;
create policy owner_all on {table} to socle_owner using (true) with check (true);
create policy app_select on {table} for select to socle_app using ({read});
create policy app_insert on {table} for insert to socle_app with check ({insert});
create policy app_update on {table} for update to socle_app using ({update}) with check ({update});
create policy app_delete on {table} for delete to socle_app using ({delete});
{grant}
{extra}
""",
        RunSQL.noop,
    )


def scope_reads(table: str) -> str:
    """Let the functions of `scope` read the table whole: how the recursion of policies is avoided."""
    return f"""
grant select on {table} to socle_scope;
create policy scope_select on {table} for select to socle_scope using (true);
"""


def role_may(table: str, role: str, *commands: str) -> str:
    """A named policy that opens the table to `role` for some commands."""
    return "\n".join(
        f"grant {command} on {table} to {role}; create policy {role}_{command} on {table} for {command} to {role} "
        + {"insert": "with check (true);", "update": "using (true) with check (true);"}.get(command, "using (true);")
        for command in commands
    )


def tenant_key(table: str) -> str:
    """The key that composite foreign keys of other tenant tables point to."""
    return f"alter table {table} add constraint {table}_tenant_key unique (organisation_id, id);"


def tenant_fk(table: str, column: str, target: str, *, tenant_column: str = "organisation_id") -> str:
    """A foreign key that cannot leave its tenant."""
    return (
        f"alter table {table} add constraint {table}_{column}_tenant_fk foreign key ({tenant_column}, {column}) "
        f"references {target} (organisation_id, id) deferrable initially deferred;"
    )


def append_only(table: str) -> str:
    """Refuse UPDATE, DELETE and TRUNCATE on the table, whoever asks."""
    return f"""
create trigger {table}_append_only before update or delete on {table}
  for each row execute function socle_refuse_change();
create trigger {table}_no_truncate before truncate on {table}
  for each statement execute function socle_refuse_change();
"""


def traced(table: str) -> str:
    """Refuse to commit a change of the table that staged no trace in the same transaction."""
    return f"""
create constraint trigger {table}_traced after insert or update or delete on {table}
  deferrable initially deferred for each row execute function socle_require_trace();
"""
