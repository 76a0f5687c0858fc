from django.db import migrations

from socle.database import tenancy

CHECKPOINT = """
alter table traces_checkpoint
  add column leaves bytea not null default '' check (octet_length(leaves) % 32 = 0),
  add column peaks bytea not null default '' check (octet_length(peaks) % 32 = 0),
  add constraint traces_checkpoint_root check (octet_length(root) = 32);
alter table traces_checkpoint alter column leaves set storage external;
alter table traces_entry alter column organisation_seq set not null;
create index traces_entry_rank on traces_entry (log, organisation_id, organisation_seq);
drop index traces_entry_idx;
"""

JOURNAL = """
create table traces_journal (
  is_only boolean primary key default true check (is_only),
  id uuid not null default gen_random_uuid(),
  at timestamptz not null default now()
);
insert into traces_journal default values;
"""

PARTITIONS = """
create or replace function traces_ensure_partition(month date) returns void
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
    execute format(
      'create trigger no_truncate before truncate on public.%I '
      'for each statement execute function public.socle_refuse_change()', name
    );
  end if;
exception when duplicate_table then null;
end $$;
do $$
declare
  partition regclass;
begin
  for partition in select inhrelid::regclass from pg_inherits where inhparent = 'traces_entry'::regclass loop
    execute format(
      'create trigger no_truncate before truncate on %s for each statement execute function socle_refuse_change()',
      partition
    );
  end loop;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("traces", "0002_models")]
    operations = [
        migrations.RunSQL(CHECKPOINT, migrations.RunSQL.noop),
        migrations.RunSQL(JOURNAL, migrations.RunSQL.noop),
        tenancy.secure(
            "traces_journal",
            read="true",
            extra=tenancy.role_may("traces_journal", "socle_sealer", "select") + tenancy.append_only("traces_journal"),
        ),
        migrations.RunSQL(PARTITIONS, migrations.RunSQL.noop),
    ]
