from django.db import migrations

# The register of SIRET is public; a caisse that prepares a convention names a body it has signed nothing with yet. Only
# exact numbers are answered, and only to somebody who acts for a body.
FUNCTION = """
create function socle_bodies_by_siret(numbers text[]) returns setof public.organismes_organisation
language plpgsql stable security definer set search_path = '' as $$
begin
  if public.socle_acting_organisation() is null and current_setting('role') = 'socle_app' then
    return;
  end if;
  return query select * from public.organismes_organisation o where o.siret = any(numbers);
end $$;
alter function socle_bodies_by_siret(text[]) owner to socle_scope;
"""


class Migration(migrations.Migration):
    dependencies = [("organismes", "0004_own_body")]
    operations = [migrations.RunSQL(FUNCTION, migrations.RunSQL.noop)]
