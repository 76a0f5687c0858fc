from django.db import migrations

# Each statement of a caisse reckons whom it sees once per table: with four thousand partners, sorting them to drop the
# few repeated cost more than the page itself. These answers are only ever tested for membership.
FUNCTIONS = """
create or replace function socle_visible_conventions() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
declare
  acting constant uuid := public.socle_acting_organisation();
begin
  return array(select p.convention_id from public.conventions_conventionparty p where p.party_id = acting);
end $$;

create or replace function socle_visible_organisations() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
declare
  acting constant uuid := public.socle_acting_organisation();
begin
  if acting is null then
    return '{}';
  end if;
  return acting || array(
    select p.party_id from public.conventions_conventionparty p
    where p.organisation_id = acting and p.party_id <> acting
  );
end $$;

create or replace function socle_known_organisations() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
declare
  acting constant uuid := public.socle_acting_organisation();
begin
  if acting is null then
    return '{}';
  end if;
  return acting || array(
    select p.party_id
    from public.conventions_conventionparty mine
    join public.conventions_conventionparty p on p.convention_id = mine.convention_id and p.party_id <> acting
    where mine.party_id = acting
  );
end $$;
"""


class Migration(migrations.Migration):
    """Whom an organisation sees, said without sorting; the same bodies and conventions as before."""

    dependencies = [("database", "0002_hashed_policies")]
    operations = [migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop)]
