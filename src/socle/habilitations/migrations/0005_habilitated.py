from django.db import migrations

HABILITATED = """
create function socle_is_habilitated(membership uuid) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
      select from public.habilitations_delegation d where d.membership_id = membership and d.period @> now()
    ) or exists (
      select from public.habilitations_habilitation h where h.membership_id = membership and h.period @> now()
    );
end $$;
alter function socle_is_habilitated(uuid) owner to socle_scope;
revoke execute on function socle_is_habilitated(uuid) from public;
grant execute on function socle_is_habilitated(uuid) to socle_app, socle_owner, socle_scope;
"""


class Migration(migrations.Migration):
    """R11: whoever comes in through an identity provider holds a role or a right at this instant."""

    dependencies = [("habilitations", "0004_appointment_forms")]
    operations = [migrations.RunSQL(HABILITATED, migrations.RunSQL.noop)]
