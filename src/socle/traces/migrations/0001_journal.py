from django.db import migrations

from socle.database import tenancy

COLUMNS = """
  id uuid not null,
  at timestamptz not null,
  log text not null check (log in ('traces', 'habilitations')),
  tag text not null,
  outcome text not null check (outcome in ('done', 'refused', 'failed')),
  organisation_id uuid,
  caisse_id uuid,
  person_id uuid,
  person_name text not null default '',
  organisation_name text not null default '',
  membership_id uuid,
  account_id uuid,
  channel text not null default '',
  request_id text not null default '',
  subject_kind text not null default '',
  subject_id text not null default '',
  subject_label text not null default '',
  clause text not null default '',
  payload jsonb not null default '{}',
  salt bytea not null check (octet_length(salt) = 16)
"""

TABLES = f"""
create table traces_staged_trace (
  {COLUMNS},
  xid xid8 not null default pg_current_xact_id(),
  primary key (id)
);
create index traces_staged_xid on traces_staged_trace (xid);
create index traces_staged_order on traces_staged_trace (log, at, id);

create table traces_entry (
  {COLUMNS},
  idx bigint not null check (idx >= 0),
  organisation_seq bigint,
  leaf bytea not null check (octet_length(leaf) = 32),
  primary key (at, id),
  unique (log, idx, at)
) partition by range (at);
create index traces_entry_organisation on traces_entry (organisation_id, at desc);
create index traces_entry_caisse on traces_entry (caisse_id, at desc);
create index traces_entry_subject on traces_entry (subject_kind, subject_id, at desc);
create index traces_entry_idx on traces_entry (log, idx);
create table traces_entry_default partition of traces_entry default;

create table traces_node (
  log text not null, level smallint not null, position bigint not null,
  hash bytea not null check (octet_length(hash) = 32),
  primary key (log, level, position)
);
create table traces_checkpoint (
  log text not null, size bigint not null, root bytea not null, note text not null, at timestamptz not null,
  primary key (log, size)
);

create function traces_ensure_partition(month date) returns void
language plpgsql security definer set search_path = '' as $$
declare
  first date := date_trunc('month', month)::date;
  name text := 'traces_entry_' || to_char(first, 'YYYY_MM');
begin
  if to_regclass('public.' || name) is null then
    execute format(
      'create table public.%I partition of public.traces_entry for values from (%L) to (%L)',
      name, first, (first + interval '1 month')::date
    );
    execute format('alter table public.%I enable row level security', name);
    execute format('alter table public.%I force row level security', name);
  end if;
exception when duplicate_table then null;
end $$;
revoke execute on function traces_ensure_partition(date) from public;
grant execute on function traces_ensure_partition(date) to socle_sealer;
select traces_ensure_partition((date_trunc('month', now()) + make_interval(months => m))::date) from generate_series(-1, 3) m;
alter table traces_entry_default enable row level security;
alter table traces_entry_default force row level security;
"""

READ = "organisation_id = (select socle_acting_organisation()) or caisse_id = (select socle_acting_organisation())"


class Migration(migrations.Migration):
    initial = True
    dependencies = [("database", "0001_context")]
    operations = [
        migrations.RunSQL(TABLES, migrations.RunSQL.noop),
        tenancy.secure(
            "traces_staged_trace",
            read=READ,
            insert="true",
            extra=tenancy.scope_reads("traces_staged_trace")
            + tenancy.role_may("traces_staged_trace", "socle_sealer", "select", "delete", "insert")
            + tenancy.role_may("traces_staged_trace", "socle_worker", "insert"),
        ),
        tenancy.secure(
            "traces_entry",
            read=READ,
            extra=tenancy.role_may("traces_entry", "socle_sealer", "select", "insert")
            + tenancy.append_only("traces_entry"),
        ),
        tenancy.secure(
            "traces_node",
            read="true",
            extra=tenancy.role_may("traces_node", "socle_sealer", "select", "insert")
            + tenancy.append_only("traces_node"),
        ),
        tenancy.secure(
            "traces_checkpoint",
            read="true",
            extra=tenancy.role_may("traces_checkpoint", "socle_sealer", "select", "insert")
            + tenancy.append_only("traces_checkpoint"),
        ),
    ]
