from django.db import migrations

OPEN = """
create function accounts_open_access(wanted uuid) returns table (sign_ins bigint, tokens bigint)
language plpgsql stable security definer set search_path = '' as $$
begin
  return query
    select (select count(*) from public.accounts_signin s where s.membership_id = m.id and s.ended_at is null),
           (select count(*) from public.accounts_apitoken t
            where t.membership_id = m.id and t.revoked_at is null and t.expires_at > now())
    from public.organismes_membership m
    where m.id = wanted and m.organisation_id = any(public.socle_visible_organisations());
end $$;
alter function accounts_open_access(uuid) owner to socle_scope;
revoke execute on function accounts_open_access(uuid) from public;
grant execute on function accounts_open_access(uuid) to socle_app, socle_owner, socle_scope;
"""


class Migration(migrations.Migration):
    """How many doors a member has open, for whoever sees the member; never which, nor from where."""

    dependencies = [("accounts", "0008_password_asked")]
    operations = [migrations.RunSQL(OPEN, migrations.RunSQL.noop)]
