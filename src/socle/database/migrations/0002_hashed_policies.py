from django.db import migrations

# A policy written `id = any((select …)::uuid[])` walks the array for every row: a caisse of four thousand partners
# paid it on each of its own pages. `in (select unnest(…))` is hashed once for the statement.
HASHED = r"""
do $$
declare
  policy record;
  shape constant text := '= ANY \(\( SELECT (socle_\w+)\(\) AS socle_\w+\)(?:::uuid\[\])?\)';
  hashed constant text := 'in (select unnest(public.\1()))';
begin
  for policy in
    select schemaname, tablename, policyname, qual, with_check from pg_policies
    where qual ~ shape or with_check ~ shape
  loop
    execute format(
      'alter policy %I on %I.%I %s %s', policy.policyname, policy.schemaname, policy.tablename,
      'using (' || regexp_replace(policy.qual, shape, hashed, 'g') || ')',
      'with check (' || regexp_replace(policy.with_check, shape, hashed, 'g') || ')'
    );
  end loop;
end $$;
"""


class Migration(migrations.Migration):
    """The policies written before `tenancy` spoke this way, whatever their table."""

    dependencies = [
        ("database", "0001_context"),
        ("organismes", "0002_person_attached"),
        ("accounts", "0005_disabled_by"),
        ("conventions", "0001_initial"),
        ("habilitations", "0002_roles_of_whom"),
    ]
    operations = [migrations.RunSQL(HASHED, migrations.RunSQL.noop)]
