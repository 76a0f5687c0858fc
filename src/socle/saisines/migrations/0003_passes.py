import uuid

import django.db.models.deletion
from django.db import migrations, models

from socle.database import tenancy

TABLE = "saisines_telling"
MINE = "membership_id = (select socle_setting('socle.membership_id'))"
OF_SEEN = "exists (select from saisines_saisine s where s.id = saisine_id)"
# Whoever may have something to be told: a wide net of identifiers; the rule judges each case with that person's sight.
LISTENERS = """
create function socle_saisine_listeners()
returns table (organisation_id uuid, organisation_name text, organisation_kind text, membership_id uuid, person_id uuid)
language plpgsql stable security definer set search_path = '' as $$
begin
  return query
    with running as (
      select s.* from public.saisines_saisine s where s.closed_at is null and s.state in ('received', 'in_progress')
    ),
    wanted as (
      select r.assigned_id as id from running r where r.assigned_id is not null and (
        r.due_at <= now() + interval '7 days' or not exists (
          select from public.saisines_telling n where n.saisine_id = r.id and n.membership_id = r.assigned_id
            and n.step = 'entrusted' and n.about_at = r.assigned_at))
      union
      select p.membership_id from public.saisines_post p
      where p.duty = 'agent' and p.given_at <= now() and (p.ended_at is null or p.ended_at > now())
        and p.door in (select r.door from running r where r.assigned_id is null)
      union
      select unnest(r.followers) from running r where r.due_at <= now() or r.rank > 0
    )
    select o.id, o.legal_name::text, o.kind::text, m.id, m.person_id
    from wanted w
    join public.organismes_membership m on m.id = w.id
      and m.joined_at <= now() and (m.left_at is null or m.left_at > now())
    join public.organismes_organisation o on o.id = m.organisation_id
    order by m.id;
end $$;
alter function socle_saisine_listeners() owner to socle_scope;
revoke execute on function socle_saisine_listeners() from public;
grant execute on function socle_saisine_listeners() to socle_worker, socle_owner;
"""
WIPING = "".join(
    tenancy.role_may(f"saisines_{name}", "socle_worker", *commands)
    for name, commands in (
        ("saisine", ("select", "update")),
        ("entry", ("select", "update")),
        ("pause", ("select", "update")),
        ("paper", ("select", "update")),
        ("draft", ("select", "delete")),
    )
)


class Migration(migrations.Migration):
    dependencies = [("saisines", "0002_notices")]

    operations = [
        migrations.CreateModel(
            name="Telling",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("membership_id", models.UUIDField()),
                ("step", models.CharField(max_length=10, verbose_name="étape")),
                ("about_at", models.DateTimeField()),
                ("told_at", models.DateTimeField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organismes.organisation"
                    ),
                ),
                (
                    "saisine",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="saisines.saisine",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("saisine", "membership_id", "step", "about_at"), name="saisine_told_once"
                    )
                ],
            },
        ),
        tenancy.secure(
            TABLE,
            read=f"{MINE} and {OF_SEEN}",
            insert=f"{MINE} and {OF_SEEN}",
            extra=tenancy.tenant_key(TABLE)
            + tenancy.tenant_fk(TABLE, "saisine_id", "saisines_saisine")
            + tenancy.traced(TABLE)
            + tenancy.append_only(TABLE)
            + tenancy.scope_reads(TABLE),
        ),
        migrations.RunSQL(LISTENERS + WIPING, "drop function socle_saisine_listeners()"),
    ]
