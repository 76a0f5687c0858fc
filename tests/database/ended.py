"""Rows about the end of the commune's convention, that the demonstration leaves empty; as the owner, for its caisse."""

from __future__ import annotations

from django.db import connection

APPENDED = frozenset({"conventions_letter", "conventions_letterevent"})
PARTY = """
select p.convention_id, p.organisation_id, p.party_id
from conventions_conventionparty p join organismes_organisation o on o.id = p.party_id
where o.nature = 'commune' and p.role = 'partner' order by p.convention_id limit 1
"""
ROWS = f"""
insert into conventions_termination (id, organisation_id, convention_id, author_organisation_id, author_id, recorded_at,
  ground, clause, cause, agreeing, state, proof, closed_reason)
select gen_random_uuid(), organisation_id, convention_id, organisation_id, gen_random_uuid(), now(), 'will',
  'convention, 17.2', '', '{{}}', 'announced', '{{}}', '' from ({PARTY}) p;
insert into conventions_letter (id, organisation_id, convention_id, author_organisation_id, author_id, recorded_at, about,
  sender_id, recipient_id, number)
select gen_random_uuid(), organisation_id, convention_id, organisation_id, gen_random_uuid(), now(), 'termination',
  organisation_id, party_id, '1A 1' from ({PARTY}) p;
insert into conventions_letterevent (id, organisation_id, convention_id, author_organisation_id, author_id, recorded_at,
  letter_id, what, "on", rank, evidence, reason)
select gen_random_uuid(), organisation_id, convention_id, organisation_id, gen_random_uuid(), now(), id, 'sent', now(), 1,
  'récépissé', '-' from conventions_letter;
insert into conventions_forcemajeure (id, organisation_id, convention_id, author_organisation_id, author_id, recorded_at,
  clause, event, measures, terms, began_on, informed_on)
select gen_random_uuid(), organisation_id, convention_id, organisation_id, gen_random_uuid(), now(), 'convention, 10',
  'crue', 'guichet déplacé', '{{}}', now(), now() from ({PARTY}) p;
"""


def arrange() -> None:
    """One row of each table, committed to nobody: the caller undoes them."""
    with connection.cursor() as cursor:
        cursor.execute(ROWS + "set constraints all immediate; set constraints all deferred")
