from django.db import migrations

# To guess the length of `unnest(f())` the planner calls f, for each table and each policy: most of the time of a
# caisse's small statements. It guesses nothing of `unnest((select f()))`, which is called when a row is judged.
UNGUESSED = r"""
do $$
declare
  policy record;
  shape constant text := 'unnest\((socle_\w+)\(\)\)';
  unguessed constant text := 'unnest((select public.\1()))';
begin
  for policy in
    select schemaname, tablename, policyname, qual, with_check from pg_policies
    where qual ~ shape or with_check ~ shape
  loop
    execute format(
      'alter policy %I on %I.%I %s %s', policy.policyname, policy.schemaname, policy.tablename,
      'using (' || regexp_replace(policy.qual, shape, unguessed, 'g') || ')',
      'with check (' || regexp_replace(policy.with_check, shape, unguessed, 'g') || ')'
    );
  end loop;
end $$;
"""


class Migration(migrations.Migration):
    """The policies written before `tenancy` spoke this way, whatever their table; they say the same."""

    dependencies = [
        ("database", "0003_lighter_sight"),
        ("organismes", "0003_directory_entries"),
        ("accounts", "0010_scim_scope"),
        ("conventions", "0002_term_of_kind"),
        ("habilitations", "0015_bulk_acts"),
        ("supervision", "0002_sample_population"),
    ]
    operations = [migrations.RunSQL(UNGUESSED, migrations.RunSQL.noop)]
