from django.db import migrations

from socle.database import tenancy

ATTACHED = """
create function socle_person_is_ours(wanted uuid) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return not exists (select from public.organismes_membership m where m.person_id = wanted)
    or exists (
      select from public.organismes_membership m
      where m.person_id = wanted and m.organisation_id = any(public.socle_visible_organisations())
    );
end $$;
alter function socle_person_is_ours(uuid) owner to socle_scope;
revoke execute on function socle_person_is_ours(uuid) from public;
grant execute on function socle_person_is_ours(uuid) to socle_app, socle_owner, socle_scope;

alter policy app_insert on organismes_membership
  with check (@visible and socle_person_is_ours(person_id));
alter policy app_update on organismes_membership
  using (@visible) with check (@visible and socle_person_is_ours(person_id));
"""


class Migration(migrations.Migration):
    """A body attaches nobody whom another body alone knows: the person would become visible through it."""

    dependencies = [("organismes", "0001_initial"), ("database", "0001_context")]
    operations = [migrations.RunSQL(ATTACHED.replace("@visible", tenancy.VISIBLE_ORGANISATION), migrations.RunSQL.noop)]
