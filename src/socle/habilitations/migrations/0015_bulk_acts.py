import uuid

import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models

from socle.database import tenancy

MINE = "membership_id = (select socle_setting('socle.membership_id'))"
OWN = tenancy.OWN_ORGANISATION
OF_ACT = "bulk_id in (select id from habilitations_bulkact)"
DRAFT = "done_at is null"
VERBS = ["withdraw", "suspend", "lift"]
OUTCOMES = ["waiting", "done", "refused"]


def row() -> list[tuple[str, models.Field]]:
    return [
        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
        (
            "organisation",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organismes.organisation"
            ),
        ),
    ]


def link(to: str, related_name: str = "+", **options: bool) -> models.ForeignKey:
    return models.ForeignKey(
        db_constraint=False,
        on_delete=django.db.models.deletion.PROTECT,
        related_name=related_name,
        to=to,
        **options,
    )


class Migration(migrations.Migration):
    """The same act on several rights: a draft is its author's alone, what is done is read by their managers."""

    dependencies = [
        ("habilitations", "0014_takeover"),
        ("organismes", "0003_directory_entries"),
    ]

    operations = [
        migrations.CreateModel(
            name="BulkAct",
            fields=[
                *row(),
                ("verb", models.CharField(choices=[(one, one) for one in VERBS], max_length=10, verbose_name="acte")),
                ("cause", models.CharField(blank=True, max_length=300, verbose_name="motif")),
                ("created_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("membership", link("organismes.membership")),
                ("undoes", link("habilitations.bulkact", "undoings", blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("verb__in", VERBS)), name="bulk_verb_known"),
                    models.UniqueConstraint(fields=("undoes",), name="bulk_undone_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="BulkLine",
            fields=[
                *row(),
                (
                    "outcome",
                    models.CharField(choices=[(one, one) for one in OUTCOMES], max_length=10, verbose_name="issue"),
                ),
                (
                    "period",
                    django.contrib.postgres.fields.ranges.DateTimeRangeField(
                        blank=True, null=True, verbose_name="période que l'acte a coupée"
                    ),
                ),
                ("made_id", models.UUIDField(blank=True, null=True, verbose_name="suspension ou droit rouvert")),
                ("code", models.CharField(blank=True, max_length=40)),
                ("reason", models.TextField(blank=True, verbose_name="raison")),
                ("clause", models.CharField(blank=True, max_length=120)),
                ("fix", models.TextField(blank=True, verbose_name="que faire")),
                ("bulk", link("habilitations.bulkact", "lines")),
                ("habilitation", link("habilitations.habilitation")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("outcome__in", OUTCOMES)), name="bulk_outcome_known"),
                    models.UniqueConstraint(fields=("bulk", "habilitation"), name="bulk_right_once"),
                ],
            },
        ),
        tenancy.secure(
            "habilitations_bulkact",
            read=f"{OWN} and (not {DRAFT} or {MINE})",
            insert=f"{OWN} and {MINE}",
            update=f"{OWN} and (not {DRAFT} or {MINE})",
            delete=f"{OWN} and {MINE} and {DRAFT}",
            extra=tenancy.tenant_key("habilitations_bulkact") + tenancy.traced("habilitations_bulkact"),
        ),
        tenancy.secure(
            "habilitations_bulkline",
            read=f"{OWN} and {OF_ACT}",
            insert=f"{OWN} and {OF_ACT}",
            update=f"{OWN} and {OF_ACT}",
            delete=f"{OWN} and bulk_id in (select id from habilitations_bulkact where {DRAFT})",
            extra=tenancy.tenant_key("habilitations_bulkline") + tenancy.traced("habilitations_bulkline"),
        ),
        migrations.RunSQL(
            tenancy.tenant_fk("habilitations_bulkact", "membership_id", "organismes_membership")
            + tenancy.tenant_fk("habilitations_bulkact", "undoes_id", "habilitations_bulkact")
            + tenancy.tenant_fk("habilitations_bulkline", "bulk_id", "habilitations_bulkact")
            + tenancy.tenant_fk("habilitations_bulkline", "habilitation_id", "habilitations_habilitation"),
            migrations.RunSQL.noop,
        ),
    ]
