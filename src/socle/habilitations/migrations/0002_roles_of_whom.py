from django.db import migrations

NARROWED = """
revoke execute on function socle_roles_in_use(uuid) from public;
grant execute on function socle_roles_in_use(uuid) to socle_app, socle_owner, socle_scope;
"""


class Migration(migrations.Migration):
    """Only the web role asks who holds which role: neither the worker nor the sealer has a reason to."""

    dependencies = [("habilitations", "0001_initial")]
    operations = [migrations.RunSQL(NARROWED, migrations.RunSQL.noop)]
