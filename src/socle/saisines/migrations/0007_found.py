from django.db import migrations

# Without sorting out doubles: the reading of the table stops at the first ones, however common the words are.
FOUND = """
create or replace function socle_saisine_found(wanted text, state text, most int) returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
declare
  acting constant uuid := public.socle_acting_organisation();
  me constant uuid := public.socle_setting('socle.membership_id');
  sight tsquery;
  words tsquery;
begin
  if acting is null or me is null then return '{}'; end if;
  select string_agg(quote_literal(token), ' | ')::tsquery into sight
    from unnest(array['f:' || me] || array(select 'd:' || acting || door from unnest(public.socle_saisine_doors()) door)) token;
  words := websearch_to_tsquery('public.socle_french', wanted);
  if numnode(words) = 0 then return '{}'; end if;
  if state <> '' then sight := sight && quote_literal('s:' || state)::tsquery; end if;
  return array(
    select w.saisine_id from public.saisines_words w
    where w.vector @@ (words && sight) and (w.side_id is null or w.side_id = acting)
    limit most
  );
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("saisines", "0006_papers")]

    operations = [migrations.RunSQL(FOUND, migrations.RunSQL.noop)]
