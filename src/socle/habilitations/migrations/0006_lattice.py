import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models

import socle.habilitations.domain.suspensions
from socle.database import tenancy

OF_A_VISIBLE_RIGHT = (
    f"{tenancy.VISIBLE_ORGANISATION} and exists (select from habilitations_habilitation h where h.id = habilitation_id)"
)
TABLES = (
    "habilitations_group",
    "habilitations_groupmember",
    "habilitations_localprofile",
    "habilitations_localprofileline",
)
MOVE = """
update habilitations_delegation set services = array[service] where service <> '';
set constraints all immediate;
"""
KEYS = "".join(
    (
        tenancy.tenant_fk("habilitations_delegation", "parent_id", "habilitations_delegation"),
        tenancy.tenant_fk("habilitations_habilitation", "delegation_id", "habilitations_delegation"),
        tenancy.tenant_fk("habilitations_habilitation", "group_id", "habilitations_group"),
        tenancy.tenant_fk("habilitations_habilitation", "stands_in_for_id", "habilitations_habilitation"),
        tenancy.tenant_fk("habilitations_suspension", "habilitation_id", "habilitations_habilitation"),
        tenancy.tenant_fk("habilitations_group", "local_profile_id", "habilitations_localprofile"),
        tenancy.tenant_fk("habilitations_groupmember", "group_id", "habilitations_group"),
        tenancy.tenant_fk("habilitations_groupmember", "membership_id", "organismes_membership"),
        tenancy.tenant_fk("habilitations_localprofileline", "local_profile_id", "habilitations_localprofile"),
        """
alter table habilitations_delegation add constraint administrator_once_at_a_time exclude using gist (
  membership_id with =, role with =,
  (coalesce(convention_id, '00000000-0000-0000-0000-000000000000'::uuid)) with =, period with &&
) where (not isempty(period) and role <> 'delegate');
alter table habilitations_suspension add constraint suspension_once_at_a_time exclude using gist (
  habilitation_id with =, kind with =, period with &&
) where (not isempty(period));
alter table habilitations_groupmember add constraint group_member_once_at_a_time exclude using gist (
  group_id with =, membership_id with =, period with &&
) where (not isempty(period));
create index delegation_of_member on habilitations_delegation (membership_id);
create index delegation_passed_on on habilitations_delegation (parent_id) where parent_id is not null;
create index habilitation_of_group on habilitations_habilitation (group_id) where group_id is not null;
create index habilitation_stand_in on habilitations_habilitation (stands_in_for_id) where stands_in_for_id is not null;
""",
    )
)


class Migration(migrations.Migration):
    dependencies = [
        ("habilitations", "0005_habilitated"),
        ("organismes", "0002_person_attached"),
    ]

    operations = [
        migrations.AddField(
            model_name="delegation",
            name="groups",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.UUIDField(), blank=True, default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="delegation",
            name="may_pass_on",
            field=models.BooleanField(default=False, verbose_name="peut transmettre l'administration"),
        ),
        migrations.AddField(
            model_name="delegation",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="passed_on",
                to="habilitations.delegation",
            ),
        ),
        migrations.AddField(
            model_name="delegation",
            name="profiles",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=41), blank=True, default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="delegation",
            name="scopes",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.UUIDField(), blank=True, default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="delegation",
            name="services",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=20), blank=True, default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="habilitation",
            name="delegation",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="habilitations.delegation",
            ),
        ),
        migrations.AddField(
            model_name="habilitation",
            name="last_used_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="habilitation",
            name="reactivated_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="habilitation",
            name="stands_in_for",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="stand_ins",
                to="habilitations.habilitation",
            ),
        ),
        migrations.CreateModel(
            name="Group",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=80, verbose_name="nom")),
                ("purpose", models.CharField(blank=True, max_length=300, verbose_name="à quoi il sert")),
                ("created_by_id", models.UUIDField()),
                ("created_at", models.DateTimeField()),
                ("closed_by_id", models.UUIDField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organismes.organisation"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="habilitation",
            name="group",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="habilitations",
                to="habilitations.group",
            ),
        ),
        migrations.CreateModel(
            name="LocalProfile",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=80, verbose_name="nom")),
                ("description", models.CharField(blank=True, max_length=300, verbose_name="à qui il convient")),
                ("created_by_id", models.UUIDField()),
                ("created_at", models.DateTimeField()),
                ("closed_by_id", models.UUIDField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organismes.organisation"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="group",
            name="local_profile",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="groups",
                to="habilitations.localprofile",
            ),
        ),
        migrations.CreateModel(
            name="LocalProfileLine",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("service", models.CharField(max_length=20, verbose_name="service")),
                ("profile", models.CharField(max_length=20, verbose_name="profil")),
                ("purpose", models.CharField(max_length=80, verbose_name="finalité")),
                ("scope_id", models.UUIDField(blank=True, null=True, verbose_name="lieu ou équipement")),
                (
                    "local_profile",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="habilitations.localprofile",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organismes.organisation"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Suspension",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (
                                socle.habilitations.domain.suspensions.SuspensionKind["MANAGER"],
                                socle.habilitations.domain.suspensions.SuspensionKind["MANAGER"],
                            ),
                            (
                                socle.habilitations.domain.suspensions.SuspensionKind["PRECAUTION"],
                                socle.habilitations.domain.suspensions.SuspensionKind["PRECAUTION"],
                            ),
                            (
                                socle.habilitations.domain.suspensions.SuspensionKind["REPLACED"],
                                socle.habilitations.domain.suspensions.SuspensionKind["REPLACED"],
                            ),
                        ],
                        max_length=12,
                    ),
                ),
                ("period", django.contrib.postgres.fields.ranges.DateTimeRangeField(verbose_name="période")),
                ("cause", models.CharField(max_length=300, verbose_name="motif")),
                ("suspended_by_id", models.UUIDField()),
                ("suspended_at", models.DateTimeField()),
                ("lifted_by_id", models.UUIDField(blank=True, null=True)),
                ("lifted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "habilitation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suspensions",
                        to="habilitations.habilitation",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organismes.organisation"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="GroupMember",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("period", django.contrib.postgres.fields.ranges.DateTimeRangeField(verbose_name="période")),
                ("added_by_id", models.UUIDField()),
                ("added_at", models.DateTimeField()),
                ("removed_by_id", models.UUIDField(blank=True, null=True)),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "group",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="habilitations.group",
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("removed_at", None), ("removed_by_id", None)),
                            models.Q(("removed_at__isnull", False), ("removed_by_id__isnull", False)),
                            _connector="OR",
                        ),
                        name="group_member_removed_pair",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="localprofile",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at", None)), fields=("organisation", "name"), name="local_profile_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="localprofile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at", None), ("closed_by_id", None)),
                    models.Q(("closed_at__isnull", False), ("closed_by_id__isnull", False)),
                    _connector="OR",
                ),
                name="local_profile_closed_pair",
            ),
        ),
        migrations.AddConstraint(
            model_name="group",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at", None)), fields=("organisation", "name"), name="group_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="group",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at", None), ("closed_by_id", None)),
                    models.Q(("closed_at__isnull", False), ("closed_by_id__isnull", False)),
                    _connector="OR",
                ),
                name="group_closed_pair",
            ),
        ),
        migrations.AddConstraint(
            model_name="localprofileline",
            constraint=models.UniqueConstraint(
                fields=("local_profile", "service", "profile", "scope_id"),
                name="local_profile_line_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="suspension",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            socle.habilitations.domain.suspensions.SuspensionKind["MANAGER"],
                            socle.habilitations.domain.suspensions.SuspensionKind["PRECAUTION"],
                            socle.habilitations.domain.suspensions.SuspensionKind["REPLACED"],
                        ],
                    )
                ),
                name="suspension_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="suspension",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lifted_at", None), ("lifted_by_id", None)),
                    models.Q(("lifted_at__isnull", False), ("lifted_by_id__isnull", False)),
                    _connector="OR",
                ),
                name="suspension_lifted_pair",
            ),
        ),
        migrations.RunSQL(MOVE, migrations.RunSQL.noop),
        migrations.RemoveField(
            model_name="delegation",
            name="service",
        ),
        *(
            tenancy.secure(
                table,
                read=tenancy.VISIBLE_ORGANISATION,
                insert=tenancy.OWN_ORGANISATION,
                update=tenancy.OWN_ORGANISATION,
                extra=tenancy.tenant_key(table) + tenancy.traced(table),
            )
            for table in TABLES
        ),
        tenancy.secure(
            "habilitations_suspension",
            read=OF_A_VISIBLE_RIGHT,
            insert=OF_A_VISIBLE_RIGHT,
            update=OF_A_VISIBLE_RIGHT,
            extra=tenancy.tenant_key("habilitations_suspension") + tenancy.traced("habilitations_suspension"),
        ),
        migrations.RunSQL(KEYS, migrations.RunSQL.noop),
    ]
