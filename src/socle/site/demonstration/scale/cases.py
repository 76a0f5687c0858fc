"""Saisines by the hundred thousand: drawn from those of the demonstration, by batches, each with its trace.

Forty doors share them: the real ones and thirty-nine alike for each, so that an agent of one door sees a fortieth. No
closed case is wiped, which is the worst for the search. Everybody and everything said is fictional.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from random import Random

from django.db import connection

from socle.database.transactions import run
from socle.traces import actions as traces

Asked = dict[str, int | str | list[str]]
Say = Callable[[str], None]
BATCH = 20_000
DOORS, SENTENCES, NAMES = 40, 4000, 20_000
WORDS = """
dossier versement retraite pension trimestre relevé carrière justificatif attestation courrier paiement retard
rappel demande réponse caisse allocation logement enfant ressource déclaration erreur calcul majoration
réversion conjoint décès domicile adresse banque virement trop-perçu remise contrôle notification recours
délai urgence médiateur hébergement hôpital sortie droits complémentaire aide sociale commune travailleuse
entretien rendez-vous identité mandat procuration tutelle étranger titre séjour préfecture impôt avis revenu
chômage employeur salaire
"""
SYLLABLES = ("ba", "ber", "cham", "del", "fau", "gran", "hol", "jac", "lan", "mar", "nor", "pel", "rou", "sal", "tri")
FIRST = ("Odette", "Marcel", "Élise", "Gaston", "Inès", "Léon", "Noémie", "Oscar", "Solène", "Théo", "Zélie", "Hugo")
CASES = """
with drawn as (
  select n, gen_random_uuid() as id, (n %% %(doors)s)::int as k, n %% 11 = 0 as is_open,
    case when n %% 11 = 0 then now() - make_interval(mins => (n * 7919 %% 20160)::int)
      else now() - interval '15 days' - make_interval(mins => (n * 7919 %% 2600000)::int) end as received
  from generate_series(%(first)s::bigint, %(last)s) n
), model as (
  select row_number() over (order by number) - 1 as nth, count(*) over () as size, s.*
  from saisines_saisine s where s.number like 'S%%'
)
insert into saisines_saisine (
  id, organisation_id, number, convention_id, holder_id, door, term_key, kind, subject, label, route, state, is_urgent,
  person, commune, context, followers, opener_id, received_at, first_received_at, answer_to, within, due_at, due_clause,
  due_proof, clause, rank, assigned_id, assigned_at, answered_at, closed_at, outcome, wipe_on
)
select d.id, m.organisation_id, 'G2026-' || lpad(d.n::text, 8, '0'), m.convention_id, m.holder_id,
  case when d.k = 0 then m.door else m.door || '~' || d.k end, m.term_key, m.kind, m.subject, m.label, m.route,
  case when not d.is_open then 'closed' when d.n %% 19 = 0 then 'awaiting' when d.n %% 2 = 0 then 'received'
    else 'in_progress' end,
  d.n %% 50 = 0, jsonb_build_object('name', p.said), '', '{}',
  case when d.n %% 400 = 0 then array[m.opener_id] else array[md5((d.n %% 9000)::text)::uuid] end
    || case when d.n %% 300 = 0 then array[%(mediator)s::uuid] else '{}'::uuid[] end,
  m.opener_id, d.received, d.received, m.answer_to, m.within,
  case when d.is_open and d.n %% 19 = 0 then null else d.received + interval '10 days' end, m.due_clause, m.due_proof,
  m.clause, case when d.n %% 300 = 0 then 1 else 0 end,
  case when d.n %% 10 = 0 then m.assigned_id else md5('a' || (d.n %% 400))::uuid end, d.received,
  case when not d.is_open then d.received + make_interval(hours => (d.n * 31 %% 300)::int) end,
  case when not d.is_open then d.received + interval '14 days' end, case when d.is_open then '' else 'solved' end,
  case when not d.is_open then (d.received + interval '198 days')::date end
from drawn d
join model m on m.nth = d.n %% m.size
join unnest(%(names)s::text[]) with ordinality p(said, rank)
  on p.rank = 1 + d.n * 104729 %% cardinality(%(names)s::text[])
"""
ENTRIES = """
insert into saisines_entry (id, organisation_id, saisine_id, position, step, text, detail, is_internal, side_id,
  said_by_id, said_at)
select gen_random_uuid(), s.organisation_id, s.id, said.position, said.step, t.said, '{}', false, said.side,
  s.opener_id, s.received_at
from saisines_saisine s
cross join lateral (
  values (0, 'open', s.organisation_id, 1), (1, 'answer', s.holder_id, 7)
) said(position, step, side, salt)
join unnest(%(sentences)s::text[]) with ordinality t(said, rank)
  on t.rank = 1 + (right(s.number, 8)::bigint * 15485863 + said.salt) %% cardinality(%(sentences)s::text[])
where s.number between 'G2026-' || lpad(%(first)s::text, 8, '0') and 'G2026-' || lpad(%(last)s::text, 8, '0')
  and (said.position = 0 or s.closed_at is not null)
"""


def grow(total: int, mediator: object, say: Say) -> int:
    """Add cases up to this number, one in eleven open; a stopped growth goes on from where it was."""
    names, sentences = _drawn()
    first = _written() + 1
    while first <= total:
        last = min(first + BATCH - 1, total)
        asked: Asked = {"first": first, "last": last, "doors": DOORS, "mediator": str(mediator)}
        asked |= {"names": names, "sentences": sentences}
        run(None, lambda at, asked=asked: _write(asked, at))  # type: ignore[misc]
        say(f"{last} saisines sur {total}")
        first = last + 1
    with connection.cursor() as cursor:
        cursor.execute("analyze saisines_saisine, saisines_entry, saisines_words")
    return total


def _write(asked: Asked, at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute("set local jit = off")
        cursor.execute(CASES, asked)
        cursor.execute(ENTRIES, asked)
    traces.record(
        "demonstration:data:loaded",
        actor=None,
        at=at,
        payload={"organisations": 0, "people": 0},
    )


def _written() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select coalesce(max(right(number, 8)::bigint), 0) from saisines_saisine where number like 'G%'")
        (found,) = cursor.fetchone()
    return int(found)


def words() -> list[str]:
    """The words of everything that is said."""
    return WORDS.split()


def _drawn() -> tuple[list[str], list[str]]:
    """Names and sentences, the same each time."""
    draw = Random(5)  # noqa: S311 - a draw that can be repeated, not a secret
    names = [f"{draw.choice(FIRST)} {''.join(draw.choices(SYLLABLES, k=3)).capitalize()}" for _ in range(NAMES)]
    return names, [" ".join(draw.choices(words(), k=24)) for _ in range(SENTENCES)]
