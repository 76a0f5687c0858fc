import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from socle.database import tenancy

TABLE = "saisines_sectorversion"


class Migration(migrations.Migration):
    dependencies = [
        ("conventions", "0011_leaving"),
        ("organismes", "0006_communes"),
        ("saisines", "0004_search"),
    ]

    operations = [
        migrations.CreateModel(
            name="SectorVersion",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("term_key", models.CharField(max_length=80)),
                ("sector_id", models.UUIDField(verbose_name="secteur")),
                ("name", models.CharField(max_length=80, verbose_name="nom du secteur")),
                (
                    "communes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=5), size=None, verbose_name="communes (codes Insee)"
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=120, verbose_name="unité")),
                ("line", models.CharField(blank=True, max_length=20, verbose_name="ligne directe")),
                ("permanence", models.CharField(blank=True, max_length=200, verbose_name="lieu de permanence")),
                ("email", models.EmailField(blank=True, max_length=120, verbose_name="courriel de l'unité")),
                ("since", models.DateField(verbose_name="à compter du")),
                ("is_ended", models.BooleanField(default=False, verbose_name="n'est plus tenu")),
                ("version", models.PositiveIntegerField(verbose_name="rang")),
                ("written_at", models.DateTimeField(verbose_name="écrit le")),
                ("written_by_id", models.UUIDField(verbose_name="écrit par")),
                (
                    "convention",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="conventions.convention",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organismes.organisation"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["convention", "term_key", "sector_id", "version"], name="saisine_sector_read")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_ended", True), models.Q(("communes", []), _negated=True), _connector="OR"
                        ),
                        name="saisine_sector_has_communes",
                    ),
                    models.UniqueConstraint(fields=("sector_id", "version"), name="saisine_sector_version_once"),
                ],
            },
        ),
        tenancy.secure(
            TABLE,
            read=f"{tenancy.OWN_ORGANISATION} or {tenancy.VISIBLE_CONVENTION}",
            insert=f"{tenancy.OWN_ORGANISATION} and {tenancy.VISIBLE_CONVENTION}",
            extra=tenancy.tenant_key(TABLE) + tenancy.append_only(TABLE) + tenancy.traced(TABLE),
        ),
    ]
