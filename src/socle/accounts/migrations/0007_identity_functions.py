from django.db import migrations

from socle.database import tenancy

OWN = "account_id = (select socle_setting('socle.account_id'))"

# R13: what links an identity to an account never changes, whoever asks; the same identity never serves two accounts.
FIXED = """
create function accounts_identity_fixed() returns trigger language plpgsql as $$
begin
  if (new.id, new.account_id, new.issuer, new.subject, new.linked_at)
     is distinct from (old.id, old.account_id, old.issuer, old.subject, old.linked_at)
     or (old.ended_at is not null and new.ended_at is distinct from old.ended_at) then
    raise exception using errcode = '23514', constraint = 'identity_fixed',
      message = 'Une identité reliée ne change pas de compte.';
  end if;
  return new;
end $$;
create trigger identity_fixed before update on accounts_identitylink
  for each row execute function accounts_identity_fixed();
alter table accounts_identitylink add constraint identity_of_one_account exclude using gist (
  issuer with =, subject with =, account_id with <>
);
"""

IDENTITY = """
create function accounts_identity(wanted_issuer text, wanted_subject text)
returns table (identity_id uuid, is_ended boolean, account_id uuid, person_id uuid, person_name text, state text)
language plpgsql stable security definer set search_path = '' as $$
begin
  return query
    select i.id, i.ended_at is not null, a.id, p.id, p.first_name || ' ' || p.last_name, a.state::text
    from public.accounts_identitylink i
    join public.accounts_account a on a.id = i.account_id
    join public.organismes_person p on p.id = a.person_id
    where i.issuer = wanted_issuer and i.subject = wanted_subject
    order by i.ended_at desc nulls first
    limit 1;
end $$;
"""

PLACES = """
create function accounts_places(wanted uuid)
returns table (membership_id uuid, organisation_id uuid, organisation_name text, siret text, is_habilitated boolean)
language plpgsql stable security definer set search_path = '' as $$
begin
  return query
    select m.id, o.id, o.legal_name::text, o.siret::text, public.socle_is_habilitated(m.id)
    from public.accounts_account a
    join public.organismes_membership m on m.person_id = a.person_id
    join public.organismes_organisation o on o.id = m.organisation_id
    where a.id = wanted and m.joined_at <= now() and (m.left_at is null or m.left_at > now())
    order by m.joined_at, o.legal_name;
end $$;
"""
SIGNATURES = ("accounts_identity(text, text)", "accounts_places(uuid)")
GRANTS = "".join(
    f"alter function {signature} owner to socle_scope;"
    f"revoke execute on function {signature} from public;"
    f"grant execute on function {signature} to socle_app, socle_owner, socle_scope;"
    for signature in SIGNATURES
)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_identity")]
    operations = [
        tenancy.secure(
            "accounts_identitylink",
            read=OWN,
            insert=OWN,
            update=OWN,
            extra=tenancy.scope_reads("accounts_identitylink") + tenancy.traced("accounts_identitylink"),
        ),
        migrations.RunSQL(FIXED + IDENTITY + PLACES + GRANTS, migrations.RunSQL.noop),
    ]
