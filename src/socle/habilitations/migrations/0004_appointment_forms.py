import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from socle.database import tenancy

TABLE = "habilitations_appointmentform"
OF_THE_CAISSE = "caisse_id = (select socle_acting_organisation())"
KEYS = "".join(
    (
        tenancy.tenant_fk(TABLE, "convention_id", "conventions_convention", tenant_column="caisse_id"),
        tenancy.tenant_fk(TABLE, "delegation_id", "habilitations_delegation"),
        tenancy.tenant_fk(TABLE, "replaced_delegation_id", "habilitations_delegation"),
    )
)


class Migration(migrations.Migration):
    """The signed form behind an administrator: written by the caisse, read by both sides, never changed."""

    dependencies = [
        ("conventions", "0001_initial"),
        ("habilitations", "0003_lowered_ceiling"),
        ("organismes", "0002_person_attached"),
    ]

    operations = [
        migrations.CreateModel(
            name="AppointmentForm",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("role", models.CharField(max_length=20, verbose_name="rôle")),
                ("delegation_id", models.UUIDField(blank=True, null=True, verbose_name="rôle ouvert")),
                ("replaced_delegation_id", models.UUIDField(blank=True, null=True, verbose_name="rôle terminé")),
                ("name", models.CharField(blank=True, max_length=170, verbose_name="nom")),
                ("function", models.CharField(blank=True, max_length=120, verbose_name="fonction")),
                (
                    "phones",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30), blank=True, default=list, size=None
                    ),
                ),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="adresse électronique individuelle"),
                ),
                ("replaced_name", models.CharField(blank=True, max_length=170, verbose_name="personne remplacée")),
                (
                    "replaced_email",
                    models.EmailField(blank=True, max_length=254, verbose_name="adresse de la personne remplacée"),
                ),
                ("signed_by_partner_on", models.DateField(verbose_name="signé par le partenaire le")),
                (
                    "signed_by_administrator_on",
                    models.DateField(blank=True, null=True, verbose_name="signé par le nouvel administrateur le"),
                ),
                ("clause", models.CharField(max_length=120)),
                ("recorded_by_id", models.UUIDField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "caisse",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organismes.organisation"
                    ),
                ),
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("delegation_id__isnull", False), ("replaced_delegation_id__isnull", False), _connector="OR"
                        ),
                        name="appointment_form_acts",
                    )
                ],
            },
        ),
        tenancy.secure(
            TABLE,
            read=f"{tenancy.VISIBLE_ORGANISATION} and {tenancy.VISIBLE_CONVENTION}",
            insert=f"{tenancy.VISIBLE_ORGANISATION} and {tenancy.VISIBLE_CONVENTION} and {OF_THE_CAISSE}",
            extra=tenancy.tenant_key(TABLE) + tenancy.traced(TABLE) + KEYS,
        ),
    ]
