from django.db import migrations

FIND = """
create function accounts_find(wanted text)
returns table (account_id uuid, person_id uuid, person_name text, state text, password text)
language plpgsql stable security definer set search_path = '' as $$
begin
  return query
    select a.id, a.person_id, p.first_name || ' ' || p.last_name, a.state::text, s.password::text
    from public.accounts_account a
    join public.organismes_person p on p.id = a.person_id
    left join public.accounts_secret s on s.account_id = a.id
    where a.identifier = wanted;
end $$;
"""

CREDENTIAL = """
create function accounts_credential(wanted bytea)
returns table (account_id uuid, identifier text)
language plpgsql stable security definer set search_path = '' as $$
begin
  return query
    select a.id, a.identifier::text
    from public.accounts_webauthncredential c join public.accounts_account a on a.id = c.account_id
    where c.credential_id = wanted;
end $$;
"""

HOLDER = """
account_id uuid, account_state text, person_id uuid, person_name text, membership_id uuid, is_member boolean,
organisation_id uuid, organisation_kind text, organisation_name text, created_at timestamptz, checked_at timestamptz
"""
HOLDER_COLUMNS = """
a.id, a.state::text, p.id, p.first_name || ' ' || p.last_name, m.id,
m.joined_at <= now() and (m.left_at is null or m.left_at > now()),
o.id, o.kind::text, o.legal_name::text, held.created_at, now()
"""

SESSION = """
create function accounts_session(wanted bytea)
returns table (@holder, sign_in_id uuid, last_seen_at timestamptz, step_up_at timestamptz, ended_at timestamptz)
language plpgsql stable security definer set search_path = '' as $$
begin
  return query
    select @columns, held.id, held.last_seen_at, held.step_up_at, held.ended_at
    from public.accounts_signin held
    join public.accounts_account a on a.id = held.account_id
    join public.organismes_person p on p.id = a.person_id
    join public.organismes_membership m on m.id = held.membership_id and m.person_id = p.id
    join public.organismes_organisation o on o.id = m.organisation_id
    where held.token_hash = wanted;
end $$;

create function accounts_seen(wanted bytea) returns void
language sql volatile security definer set search_path = '' as $$
  update public.accounts_signin set last_seen_at = now()
  where token_hash = wanted and ended_at is null and last_seen_at < now();
$$;
"""

BEARER = """
create function accounts_token(wanted bytea, organisation uuid)
returns table (@holder, token_id uuid, scope text, expires_at timestamptz, revoked_at timestamptz)
language plpgsql stable security definer set search_path = '' as $$
begin
  return query
    select @columns, held.id, held.scope::text, held.expires_at, held.revoked_at
    from public.accounts_apitoken held
    join public.accounts_account a on a.id = held.account_id
    join public.organismes_person p on p.id = a.person_id
    join public.organismes_membership m on m.person_id = p.id
      and (case when organisation is null then m.id = held.membership_id else m.organisation_id = organisation end)
    join public.organismes_organisation o on o.id = m.organisation_id
    where held.token_hash = wanted
    order by m.left_at desc nulls first
    limit 1;
end $$;
"""

ACTIVATION = """
create function accounts_activation(wanted bytea)
returns table (link_id uuid, account_id uuid, account_state text, identifier text, person_id uuid, person_name text,
               purpose text, expires_at timestamptz, used_at timestamptz, words text[], checked_at timestamptz)
language plpgsql stable security definer set search_path = '' as $$
begin
  return query
    select l.id, a.id, a.state::text, a.identifier::text, p.id, p.first_name || ' ' || p.last_name, l.purpose::text,
           l.expires_at, l.used_at, public.accounts_words(a.id), now()
    from public.accounts_activationlink l
    join public.accounts_account a on a.id = l.account_id
    join public.organismes_person p on p.id = a.person_id
    where l.token_hash = wanted;
end $$;

create function accounts_words(wanted uuid) returns text[]
language plpgsql stable security definer set search_path = '' as $$
begin
  return (
    select array_agg(distinct w.word)
    from public.accounts_account a
    join public.organismes_person p on p.id = a.person_id
    left join public.organismes_membership m on m.person_id = p.id
    left join public.organismes_organisation o on o.id = m.organisation_id
    cross join lateral (values (a.identifier), (p.first_name), (p.last_name), (o.legal_name), (o.seat)) w (word)
    where a.id = wanted and w.word <> ''
  );
end $$;
"""

MEMBERSHIPS = """
create function accounts_memberships(wanted uuid)
returns table (membership_id uuid, organisation_id uuid, organisation_kind text, organisation_name text,
               function text, last_used_at timestamptz)
language plpgsql stable security definer set search_path = '' as $$
begin
  return query
    select m.id, o.id, o.kind::text, o.legal_name::text, m.function::text,
           (select max(s.created_at) from public.accounts_signin s where s.membership_id = m.id and s.account_id = a.id)
    from public.accounts_account a
    join public.organismes_membership m on m.person_id = a.person_id
    join public.organismes_organisation o on o.id = m.organisation_id
    where a.id = wanted and m.joined_at <= now() and (m.left_at is null or m.left_at > now())
    order by 6 desc nulls last, m.joined_at, 4;
end $$;
"""

CLOSE = """
create function accounts_close(wanted uuid, reason text, spared uuid) returns setof uuid
language plpgsql volatile security definer set search_path = '' as $$
begin
  if wanted is distinct from public.socle_setting('socle.account_id')
     and not exists (select from public.accounts_account a where a.id = wanted and a.state = 'disabled') then
    return;
  end if;
  update public.accounts_apitoken set revoked_at = now() where account_id = wanted and revoked_at is null;
  return query
    update public.accounts_signin set ended_at = now(), end_reason = reason
    where account_id = wanted and ended_at is null and id is distinct from spared
    returning id;
end $$;
"""

SIGNATURES = (
    "accounts_find(text)",
    "accounts_credential(bytea)",
    "accounts_session(bytea)",
    "accounts_seen(bytea)",
    "accounts_token(bytea, uuid)",
    "accounts_words(uuid)",
    "accounts_activation(bytea)",
    "accounts_memberships(uuid)",
    "accounts_close(uuid, text, uuid)",
)
GRANTS = "".join(
    f"alter function {signature} owner to socle_scope;"
    f"revoke execute on function {signature} from public;"
    f"grant execute on function {signature} to socle_app, socle_owner, socle_scope;"
    for signature in SIGNATURES
)

FUNCTIONS = FIND + CREDENTIAL + SESSION + BEARER + ACTIVATION + MEMBERSHIPS + CLOSE + GRANTS


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_policies")]
    operations = [
        migrations.RunSQL(
            FUNCTIONS.replace("@holder", HOLDER).replace("@columns", HOLDER_COLUMNS), migrations.RunSQL.noop
        )
    ]
