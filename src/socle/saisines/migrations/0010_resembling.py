from django.db import migrations

# Who sees what is in the vector: its index and that of the names are read together, and the cases are not joined.
RESEMBLING = """
create or replace function socle_saisine_resembling(wanted text, most int) returns uuid[]
language plpgsql security definer set search_path = '' as $$
declare
  acting constant uuid := public.socle_acting_organisation();
  me constant uuid := public.socle_setting('socle.membership_id');
  asked constant text := lower(public.unaccent(wanted));
  sight tsquery;
begin
  if acting is null or me is null or length(asked) < 3 then return '{}'; end if;
  perform set_config('pg_trgm.word_similarity_threshold', '0.5', true);
  select string_agg(quote_literal(token), ' | ')::tsquery into sight
    from unnest(array['f:' || me] || array(select 'd:' || acting || door from unnest(public.socle_saisine_doors()) door)) token;
  return array(
    select w.saisine_id from public.saisines_words w
    where w.vector @@ sight and w.side_id is null and w.name operator(public.%>) asked
    order by w.name operator(public.<->>) asked limit most
  );
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("saisines", "0009_invitations")]

    operations = [migrations.RunSQL(RESEMBLING, migrations.RunSQL.noop)]
