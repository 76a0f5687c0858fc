import django.contrib.postgres.fields
from django.db import migrations, models

from socle.database import tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("organismes", "0005_bodies_by_siret"),
    ]

    operations = [
        migrations.CreateModel(
            name="Commune",
            fields=[
                ("code", models.CharField(max_length=5, primary_key=True, serialize=False, verbose_name="code Insee")),
                ("name", models.CharField(max_length=80, verbose_name="nom")),
                ("departement", models.CharField(db_index=True, max_length=3, verbose_name="département")),
                (
                    "postcodes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=5), default=list, size=None, verbose_name="codes postaux"
                    ),
                ),
                ("district", models.CharField(blank=True, max_length=120, verbose_name="intercommunalité")),
                ("population", models.PositiveIntegerField(default=0, verbose_name="population")),
                (
                    "former",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), default=list, size=None, verbose_name="anciens noms"
                    ),
                ),
                (
                    "former_codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=5), default=list, size=None, verbose_name="anciens codes"
                    ),
                ),
                ("words", models.TextField(verbose_name="noms cherchés")),
            ],
        ),
        tenancy.secure("organismes_commune", read="true"),
    ]
