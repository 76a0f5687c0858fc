from __future__ import annotations

import uuid

import django.db.models.deletion
from django.db import migrations, models

from socle.database import tenancy

TABLE = "saisines_wording"
OWN = tenancy.OWN_ORGANISATION


class Migration(migrations.Migration):
    dependencies = [("saisines", "0007_found")]

    operations = [
        migrations.CreateModel(
            name="Wording",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=80, verbose_name="nom")),
                ("text", models.TextField(verbose_name="texte")),
                ("written_at", models.DateTimeField()),
                ("written_by_id", models.UUIDField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by_id", models.UUIDField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organismes.organisation"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("organisation", "name"),
                        name="saisine_wording_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_by_id", None)),
                            models.Q(("ended_at__isnull", False), ("ended_by_id__isnull", False)),
                            _connector="OR",
                        ),
                        name="saisine_wording_ended_pair",
                    ),
                ],
            },
        ),
        tenancy.secure(
            TABLE, read=OWN, insert=OWN, update=OWN, extra=tenancy.tenant_key(TABLE) + tenancy.traced(TABLE)
        ),
    ]
