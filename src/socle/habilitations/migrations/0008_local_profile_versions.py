from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("habilitations", "0007_attestations"),
        ("organismes", "0002_person_attached"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="localprofileline",
            name="local_profile_line_once",
        ),
        migrations.AddField(
            model_name="localprofileline",
            name="removed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="localprofileline",
            name="removed_by_id",
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="localprofileline",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at", None)),
                fields=("local_profile", "service", "profile", "scope_id"),
                name="local_profile_line_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="localprofileline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("removed_at", None), ("removed_by_id", None)),
                    models.Q(("removed_at__isnull", False), ("removed_by_id__isnull", False)),
                    _connector="OR",
                ),
                name="local_profile_line_removed_pair",
            ),
        ),
    ]
