"""A question to somebody without an account: what their link opens, and what it may write, is in two functions."""

from __future__ import annotations

import uuid

import django.db.models.deletion
from django.db import migrations, models

from socle.database import tenancy

TABLE = "saisines_invitation"
ACTING = "(select socle_acting_organisation())"
MINE = f"side_id = {ACTING} and exists (select from saisines_saisine s where s.id = saisine_id)"
INVITED = """
create function socle_saisine_invited(wanted bytea)
returns table (id uuid, saisine_id uuid, organisation_id uuid, side_id uuid, number text, term_key text, asked_by text,
  question text, expires_at timestamptz, revoked_at timestamptz, answered_at timestamptz)
language plpgsql stable security definer set search_path = '' as $$
begin
  return query
  select i.id, i.saisine_id, i.organisation_id, i.side_id, s.number::text, s.term_key::text, o.legal_name::text,
    i.question, i.expires_at, coalesce(i.revoked_at, s.closed_at), i.answered_at
  from public.saisines_invitation i
  join public.saisines_saisine s on s.id = i.saisine_id
  join public.organismes_organisation o on o.id = i.side_id
  where i.token_hash = wanted;
end $$;
alter function socle_saisine_invited(bytea) owner to socle_scope;
revoke all on function socle_saisine_invited(bytea) from public;
grant execute on function socle_saisine_invited(bytea) to socle_app;
"""
# Whoever does not read the notes of the other side still writes after them.
NEXT = """
create function socle_saisine_next(wanted uuid) returns integer
language plpgsql stable security definer set search_path = '' as $$
begin
  return (select coalesce(max(e.position) + 1, 0) from public.saisines_entry e where e.saisine_id = wanted);
end $$;
alter function socle_saisine_next(uuid) owner to socle_scope;
revoke all on function socle_saisine_next(uuid) from public;
grant execute on function socle_saisine_next(uuid) to socle_app, socle_owner, socle_worker;
"""
# The words of a guest are an internal entry of the side that asked them: nobody else reads them.
REPLY = """
create function socle_saisine_reply(wanted bytea, words text) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  one public.saisines_invitation;
begin
  update public.saisines_invitation i set answered_at = now()
  from public.saisines_saisine s
  where i.token_hash = wanted and i.answered_at is null and i.revoked_at is null and i.expires_at > now()
    and s.id = i.saisine_id and s.closed_at is null
  returning i.* into one;
  if one.id is null then
    return false;
  end if;
  perform 1 from public.saisines_saisine s where s.id = one.saisine_id for update;
  insert into public.saisines_entry (id, organisation_id, saisine_id, position, step, text, detail, is_internal,
    side_id, said_by_id, said_at)
  select gen_random_uuid(), one.organisation_id, one.saisine_id, coalesce(max(e.position) + 1, 0), 'reply', words,
    '{}', true, one.side_id, one.id, now()
  from public.saisines_entry e where e.saisine_id = one.saisine_id;
  return true;
end $$;
alter function socle_saisine_reply(bytea, text) owner to socle_scope;
revoke all on function socle_saisine_reply(bytea, text) from public;
grant execute on function socle_saisine_reply(bytea, text) to socle_app;
"""
# Wiped with its case, whoever wipes it.
WIPE = """
create function socle_saisine_forget_guests() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.saisines_invitation i set email = '', question = '' where i.saisine_id = new.id;
  return null;
end $$;
alter function socle_saisine_forget_guests() owner to socle_scope;
revoke all on function socle_saisine_forget_guests() from public;
create trigger saisines_saisine_guests after update of wiped_at on saisines_saisine for each row
  when (new.wiped_at is not null and old.wiped_at is null) execute function socle_saisine_forget_guests();
"""


class Migration(migrations.Migration):
    dependencies = [("saisines", "0008_wordings")]

    operations = [
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("email", models.CharField(max_length=254, verbose_name="courriel")),
                ("question", models.TextField(verbose_name="question")),
                ("token_hash", models.BinaryField(unique=True)),
                ("sent_at", models.DateTimeField()),
                ("sent_by_id", models.UUIDField()),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("revoked_by_id", models.UUIDField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
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
                (
                    "side",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organismes.organisation"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revoked_at", None), ("revoked_by_id", None)),
                            models.Q(("revoked_at__isnull", False), ("revoked_by_id__isnull", False)),
                            _connector="OR",
                        ),
                        name="saisine_invitation_revoked_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("sent_at"))),
                        name="saisine_invitation_ends_after",
                    ),
                ],
            },
        ),
        tenancy.secure(
            TABLE,
            read=MINE,
            insert=MINE,
            update=MINE,
            extra=tenancy.tenant_key(TABLE)
            + tenancy.tenant_fk(TABLE, "saisine_id", "saisines_saisine")
            + tenancy.traced(TABLE)
            + tenancy.role_may(TABLE, "socle_scope", "select", "update")
            + tenancy.role_may("saisines_entry", "socle_scope", "insert"),
        ),
        migrations.RunSQL(INVITED + NEXT + REPLY + WIPE, migrations.RunSQL.noop),
    ]
