import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import socle.conventions.domain.kinds.prerequisite
from socle.database import tenancy

TABLE = "habilitations_attestation"
KEYS = tenancy.tenant_fk(TABLE, "membership_id", "organismes_membership") + tenancy.tenant_fk(
    TABLE, "convention_id", "conventions_convention", tenant_column="caisse_id"
)


class Migration(migrations.Migration):
    """What a person did, kept as it was: nobody changes nor removes a proof; a later one takes its place."""

    dependencies = [
        ("conventions", "0001_initial"),
        ("habilitations", "0006_lattice"),
        ("organismes", "0002_person_attached"),
    ]

    operations = [
        migrations.CreateModel(
            name="Attestation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (
                                socle.conventions.domain.kinds.prerequisite.Need["PLEDGE"],
                                socle.conventions.domain.kinds.prerequisite.Need["PLEDGE"],
                            ),
                            (
                                socle.conventions.domain.kinds.prerequisite.Need["TRAINING"],
                                socle.conventions.domain.kinds.prerequisite.Need["TRAINING"],
                            ),
                        ],
                        max_length=10,
                    ),
                ),
                ("code", models.CharField(max_length=80, verbose_name="condition")),
                ("label", models.CharField(max_length=300, verbose_name="ce qui est fait")),
                (
                    "topics",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), blank=True, default=list, size=None
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="texte signé")),
                ("version", models.CharField(blank=True, max_length=40)),
                ("proof", models.CharField(max_length=300, verbose_name="preuve")),
                ("done_at", models.DateTimeField(verbose_name="fait le")),
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
                    "membership",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organismes.membership",
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
                "indexes": [models.Index(fields=["membership", "code"], name="attestation_of_member")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("done_at__lte", models.F("recorded_at"))), name="attestation_done_before"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "pledge"), _negated=True),
                            models.Q(models.Q(("text", ""), _negated=True), models.Q(("version", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="attestation_pledge_has_text",
                    ),
                ],
            },
        ),
        tenancy.secure(
            TABLE,
            read=f"{tenancy.VISIBLE_ORGANISATION} and {tenancy.VISIBLE_CONVENTION}",
            insert=f"{tenancy.OWN_ORGANISATION} and {tenancy.VISIBLE_CONVENTION}",
            extra=tenancy.tenant_key(TABLE) + tenancy.traced(TABLE) + KEYS,
        ),
    ]
