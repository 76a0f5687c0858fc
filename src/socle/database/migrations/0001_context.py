from django.db import migrations

FUNCTIONS = """
create function socle_setting(name text) returns uuid language sql stable as
  $$ select nullif(current_setting(name, true), '')::uuid $$;

create function socle_acting_organisation() returns uuid
language plpgsql stable security definer set search_path = '' as $$
begin
  return (
    select m.organisation_id
    from public.organismes_membership m
    where m.id = public.socle_setting('socle.membership_id')
      and m.person_id = public.socle_setting('socle.person_id')
      and m.joined_at <= now() and (m.left_at is null or m.left_at > now())
  );
end $$;

create function socle_visible_conventions() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce(
    (
      select array_agg(distinct p.convention_id)
      from public.conventions_conventionparty p
      where p.party_id = public.socle_acting_organisation()
    ),
    '{}'
  );
end $$;

create function socle_visible_organisations() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
declare
  acting uuid := public.socle_acting_organisation();
begin
  return coalesce(
    (
      select array_agg(distinct o)
      from (
        select acting as o where acting is not null
        union
        select p.party_id from public.conventions_conventionparty p where p.organisation_id = acting
      ) visible
    ),
    '{}'
  );
end $$;

create function socle_known_organisations() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce(
    (
      select array_agg(distinct o)
      from (
        select public.socle_acting_organisation() as o
        union
        select p.party_id from public.conventions_conventionparty p
        where p.convention_id = any(public.socle_visible_conventions())
      ) known
      where o is not null
    ),
    '{}'
  );
end $$;

create function socle_refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'La table % n''accepte que des ajouts.', tg_table_name using errcode = 'SC001';
end $$;

create function socle_trace_is_staged() returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (select from public.traces_staged_trace where xid = pg_current_xact_id());
end $$;

create function socle_require_trace() returns trigger language plpgsql as $$
begin
  if current_user <> 'socle_owner' and not public.socle_trace_is_staged() then
    raise exception 'Aucune trace n''accompagne ce changement de %.', tg_table_name using errcode = 'SC002';
  end if;
  return null;
end $$;

alter function socle_acting_organisation() owner to socle_scope;
alter function socle_visible_conventions() owner to socle_scope;
alter function socle_visible_organisations() owner to socle_scope;
alter function socle_known_organisations() owner to socle_scope;
alter function socle_trace_is_staged() owner to socle_scope;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop)]
