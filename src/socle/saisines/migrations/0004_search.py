import uuid

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from socle.database import tenancy

TABLE = "saisines_words"
ACTING = "(select socle_acting_organisation())"
ME = "(select socle_setting('socle.membership_id'))"
# An array and not a set: two bitmaps of indexes are joined where a hashed set would be asked of every row.
SEES = f"""
(organisation_id = {ACTING} and followers @> array[{ME}])
or (holder_id = {ACTING} and door = any ((select socle_saisine_doors())::text[]))
or (holder_id = {ACTING} and followers @> array[{ME}])
"""
SIGHT = f"""
alter policy app_select on saisines_saisine using ({SEES});
alter policy app_update on saisines_saisine using ({SEES}) with check ({SEES});
"""
FRENCH = """
create extension if not exists unaccent;
create extension if not exists pg_trgm;
create text search configuration socle_french (copy = french);
alter text search configuration socle_french
  alter mapping for hword, hword_part, word, asciihword, asciiword, hword_asciipart with unaccent, french_stem;
"""
# The words of a case as each side may read them: `side` null is everybody's, a side has its own internal notes too.
# The vector carries, as lexemes of their own, who sees the case and whether it is open: the index does the sorting out.
REMEMBER = """
create function socle_saisine_remember(cases uuid[]) returns void
language plpgsql security definer set search_path = '' as $$
begin
  delete from public.saisines_words w where w.saisine_id = any(cases) and w.side_id is not null
    and exists (select from public.saisines_saisine s where s.id = w.saisine_id and s.wiped_at is not null);
  insert into public.saisines_words (id, organisation_id, saisine_id, side_id, name, vector)
  select gen_random_uuid(), s.organisation_id, s.id, sides.side,
    lower(public.unaccent(coalesce(s.person ->> 'name', ''))),
    to_tsvector('public.socle_french', s.number || ' ' || replace(s.number, '-', ' ')) || to_tsvector('public.socle_french', s.label)
      || to_tsvector('public.socle_french', said.of_person)
      || to_tsvector('public.socle_french', coalesce((
        select string_agg(e.text, ' ') from public.saisines_entry e
        where e.saisine_id = s.id and e.text <> '' and (not e.is_internal or e.side_id = sides.side)), ''))
      || array_to_tsvector(
        array['d:' || s.holder_id || s.door, case when s.closed_at is null then 's:open' else 's:closed' end]
        || array(select distinct 'f:' || one from unnest(s.followers) one))
  from public.saisines_saisine s
  cross join lateral (select coalesce(string_agg(one.value, ' '), '') as of_person from jsonb_each_text(s.person) one) said
  cross join lateral (
    select null::uuid as side
    union
    select e.side_id from public.saisines_entry e where e.saisine_id = s.id and e.is_internal and s.wiped_at is null
  ) sides
  where s.id = any(cases)
  on conflict (saisine_id, side_id) do update set name = excluded.name, vector = excluded.vector;
end $$;
alter function socle_saisine_remember(uuid[]) owner to socle_scope;
revoke all on function socle_saisine_remember(uuid[]) from public;

create function socle_saisine_said() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform public.socle_saisine_remember(array(
    select distinct c.saisine_id from changed c where c.text <> '' or tg_op = 'UPDATE'));
  return null;
end $$;
alter function socle_saisine_said() owner to socle_scope;
create function socle_saisine_moved() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform public.socle_saisine_remember(array(
    select c.id from changed c join before b on b.id = c.id
    where (c.person, c.label, c.door, c.holder_id, c.followers, c.closed_at, c.wiped_at)
      is distinct from (b.person, b.label, b.door, b.holder_id, b.followers, b.closed_at, b.wiped_at)));
  return null;
end $$;
alter function socle_saisine_moved() owner to socle_scope;
create function socle_saisine_came() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform public.socle_saisine_remember(array(select c.id from changed c));
  return null;
end $$;
alter function socle_saisine_came() owner to socle_scope;

create trigger saisines_entry_words after insert on saisines_entry
  referencing new table as changed for each statement execute function socle_saisine_said();
create trigger saisines_entry_unsaid after update on saisines_entry
  referencing new table as changed for each statement execute function socle_saisine_said();
create trigger saisines_saisine_words after insert on saisines_saisine
  referencing new table as changed for each statement execute function socle_saisine_came();
create trigger saisines_saisine_moved after update on saisines_saisine
  referencing old table as before new table as changed for each statement execute function socle_saisine_moved();
"""
# Text operators may not run before the policies of a table: the search is made by a function, which sees only the same.
FOUND = """
create function socle_saisine_found(wanted text, state text, most int) returns uuid[]
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
    select distinct w.saisine_id from public.saisines_words w
    where w.vector @@ (words && sight) and (w.side_id is null or w.side_id = acting)
    limit most
  );
end $$;
alter function socle_saisine_found(text, text, int) owner to socle_scope;
revoke all on function socle_saisine_found(text, text, int) from public;
grant execute on function socle_saisine_found(text, text, int) to socle_app, socle_owner;

create function socle_saisine_resembling(wanted text, most int) returns uuid[]
language plpgsql security definer set search_path = '' as $$
declare
  acting constant uuid := public.socle_acting_organisation();
  me constant uuid := public.socle_setting('socle.membership_id');
  doors constant text[] := public.socle_saisine_doors();
  asked constant text := lower(public.unaccent(wanted));
begin
  if acting is null or me is null or length(asked) < 3 then return '{}'; end if;
  perform set_config('pg_trgm.word_similarity_threshold', '0.5', true);
  return array(
    select w.saisine_id from public.saisines_words w join public.saisines_saisine s on s.id = w.saisine_id
    where w.side_id is null and w.name operator(public.%>) asked
      and ((s.organisation_id = acting and s.followers @> array[me])
        or (s.holder_id = acting and (s.door = any(doors) or s.followers @> array[me])))
    order by w.name operator(public.<->>) asked limit most
  );
end $$;
alter function socle_saisine_resembling(text, int) owner to socle_scope;
revoke all on function socle_saisine_resembling(text, int) from public;
grant execute on function socle_saisine_resembling(text, int) to socle_app, socle_owner;
"""


class Migration(migrations.Migration):
    dependencies = [("saisines", "0003_passes")]

    operations = [
        migrations.RunSQL(FRENCH, "drop text search configuration socle_french"),
        migrations.AddField(
            model_name="saisine",
            name="label",
            field=models.CharField(blank=True, default="", max_length=120, verbose_name="sujet en clair"),
        ),
        migrations.CreateModel(
            name="Words",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("side_id", models.UUIDField(null=True)),
                ("name", models.TextField(blank=True)),
                ("vector", django.contrib.postgres.search.SearchVectorField()),
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
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["vector"], name="saisine_words_vector", fastupdate=False
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["name"], name="saisine_words_name", opclasses=["gin_trgm_ops"]
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="words",
            constraint=models.UniqueConstraint(fields=("saisine", "side_id"), name="words_once", nulls_distinct=False),
        ),
        migrations.AddIndex(
            model_name="saisine",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["followers"], name="saisine_followed_open", condition=Q(closed_at=None)
            ),
        ),
        migrations.AddIndex(
            model_name="saisine",
            index=models.Index(fields=["door", "state", "due_at"], name="saisine_of_door"),
        ),
        tenancy.secure(
            TABLE,
            read="false",
            extra=tenancy.tenant_key(TABLE)
            + tenancy.tenant_fk(TABLE, "saisine_id", "saisines_saisine")
            + tenancy.role_may(TABLE, "socle_scope", "select", "insert", "update", "delete"),
        ),
        migrations.RunSQL(
            tenancy.role_may("saisines_entry", "socle_scope", "select") + REMEMBER + FOUND + SIGHT,
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            "select socle_saisine_remember(array(select id from saisines_saisine))", migrations.RunSQL.noop
        ),
    ]
