from django.db import migrations

# Most readings of this table are of one's own body: for those, the bodies one knows are not even listed.
OWN_FIRST = """
alter policy app_select on organismes_organisation using (
  id = (select public.socle_acting_organisation())
  or id in (select unnest((select public.socle_known_organisations())))
);
"""


class Migration(migrations.Migration):
    """One's own body is known without asking for the others; the same bodies are seen."""

    dependencies = [("organismes", "0003_directory_entries"), ("database", "0005_planned_sight")]
    operations = [migrations.RunSQL(OWN_FIRST, migrations.RunSQL.noop)]
