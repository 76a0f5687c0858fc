from django.db import migrations

from socle.database import tenancy

QUEUE = """
grant select, insert on procrastinate_jobs, procrastinate_events to socle_app;
grant select, insert, update, delete
  on procrastinate_jobs, procrastinate_events, procrastinate_periodic_defers, procrastinate_workers to socle_worker;
do $$ declare name text; begin
  for name in select sequencename from pg_sequences where sequencename like 'procrastinate\\_%' loop
    execute format('grant usage on sequence %I to socle_app, socle_worker', name);
  end loop;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0002_secret"),
        ("database", "0001_context"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]
    operations = [
        tenancy.secure(
            "notifications_message",
            read="false",
            insert="true",
            extra=tenancy.role_may("notifications_message", "socle_worker", "select", "update", "insert"),
        ),
        migrations.RunSQL(QUEUE, migrations.RunSQL.noop),
    ]
