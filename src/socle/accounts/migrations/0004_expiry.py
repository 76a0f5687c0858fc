from django.db import migrations

EXPIRE = """
create function accounts_expire(idle interval, absolute interval)
returns table (account_id uuid, person_id uuid, person_name text, membership_id uuid, organisation_id uuid,
               organisation_name text, reason text)
language plpgsql volatile security definer set search_path = '' as $$
begin
  return query
    with over as (
      select s.id,
        case when s.created_at + absolute <= now() then 'absolute' else 'idle' end as why
      from public.accounts_signin s
      where s.ended_at is null and (s.created_at + absolute <= now() or s.last_seen_at + idle <= now())
      order by s.last_seen_at limit 500 for update skip locked
    ), closed as (
      update public.accounts_signin s set ended_at = now(), end_reason = over.why
      from over where s.id = over.id
      returning s.account_id, s.membership_id, over.why
    )
    select a.id, p.id, p.first_name || ' ' || p.last_name, m.id, o.id, o.legal_name::text, c.why
    from closed c
    join public.accounts_account a on a.id = c.account_id
    join public.organismes_person p on p.id = a.person_id
    join public.organismes_membership m on m.id = c.membership_id
    join public.organismes_organisation o on o.id = m.organisation_id;
end $$;
alter function accounts_expire(interval, interval) owner to socle_scope;
revoke execute on function accounts_expire(interval, interval) from public;
grant execute on function accounts_expire(interval, interval) to socle_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_functions")]
    operations = [migrations.RunSQL(EXPIRE, migrations.RunSQL.noop)]
