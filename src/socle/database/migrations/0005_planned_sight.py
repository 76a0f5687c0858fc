from django.db import migrations

# A partner signs a few conventions and a caisse thousands: the plan that serves both walks an index four thousand times.
PLANNED = "alter function socle_known_organisations() set plan_cache_mode = 'force_custom_plan'"


class Migration(migrations.Migration):
    """Whom an organisation knows is planned for the one that asks."""

    dependencies = [("database", "0004_unguessed_sight")]
    operations = [migrations.RunSQL(PLANNED, migrations.RunSQL.noop)]
