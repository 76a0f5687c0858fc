"""Rows about the obligations and readings of the commune's convention, that the demonstration leaves empty; as the owner."""

from __future__ import annotations

from django.db import connection

APPENDED = frozenset(
    {
        "conventions_obligationentry",
        "conventions_obligationfact",
        "conventions_obligationholder",
        "conventions_reminder",
    }
)
SIGNED = """
select p.organisation_id, p.convention_id, p.party_id, m.id as membership_id, m.person_id
from conventions_conventionparty p
join organismes_organisation o on o.id = p.party_id and o.nature = 'commune'
join organismes_membership m on m.organisation_id = o.id
order by m.id limit 1
"""
OF_TERM = "gen_random_uuid(), organisation_id, convention_id, 'essai', 'remise', organisation_id, person_id, now()"
NAMES = "id, organisation_id, convention_id, term_key, code, author_organisation_id, author_id, recorded_at"
ROWS = f"""
insert into conventions_obligationentry ({NAMES}, occasion, bearer_id, rank, step, state, note)
select {OF_TERM}, '2025-10-08', party_id, 1, 'contest', 'contested', 'n' from ({SIGNED}) s;
insert into conventions_obligationfact ({NAMES}, happened_at, note) select {OF_TERM}, now(), 'n' from ({SIGNED}) s;
insert into conventions_obligationholder ({NAMES}, party_id, person_id)
select {OF_TERM}, organisation_id, person_id from ({SIGNED}) s;
insert into conventions_reminder (id, organisation_id, convention_id, term_key, code, occasion, bearer_id, step, person_id,
  sent_at)
select gen_random_uuid(), organisation_id, convention_id, 'rappel', 'remise', '2025-10-08', organisation_id, 'week',
  person_id, now() from ({SIGNED}) s;
insert into conventions_calendarfeed (id, organisation_id, membership_id, person_id, token_hash, opened_at, revoked_at)
select gen_random_uuid(), party_id, membership_id, person_id, sha256('essai'), now(), now() from ({SIGNED}) s;
insert into conventions_reading (id, organisation_id, convention_id, point_key, question, text, chosen, target_key,
  fields, state, author_organisation_id, author_id, proposed_at)
select gen_random_uuid(), organisation_id, convention_id, 'essai', 'q', 't', '', '', '{{}}', 'withdrawn', organisation_id,
  person_id, now() from ({SIGNED}) s;
insert into conventions_readingvoice (id, organisation_id, convention_id, reading_id, party_id, is_for, reason,
  author_id, said_at)
select gen_random_uuid(), r.organisation_id, r.convention_id, r.id, s.party_id, true, '', r.author_id, now()
from conventions_reading r, ({SIGNED}) s;
"""


def arrange() -> None:
    """One row of each table, committed to nobody: the caller undoes them."""
    with connection.cursor() as cursor:
        cursor.execute(ROWS)
        cursor.execute("set constraints all immediate; set constraints all deferred")
