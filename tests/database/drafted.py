"""A draft proposed to the commune by its caisse, with a version and a comment, for the tests of isolation."""

from __future__ import annotations

from django.db import connection

OWN = "title = 'Essai'"
ROWS = """
insert into conventions_draft (id, organisation_id, kind, family, title, base_id, state, version, opened_at,
  opened_by_id, proposed_at, reason)
select gen_random_uuid(), c.organisation_id, 'avenant', c.family, 'Essai', c.id, 'proposed', 1, now(),
       gen_random_uuid(), now(), ''
from conventions_convention c where c.slug = 'saint-aubin-mcp';
insert into conventions_draftparty (id, organisation_id, draft_id, party_id, position, role, name, is_public,
  representative, evidence, remark)
select gen_random_uuid(), d.organisation_id, d.id, p.party_id, p.position, p.role, 'Essai', false, '', '', ''
from conventions_draft d join conventions_conventionparty p on p.convention_id = d.base_id and p.role = 'partner'
where d.title = 'Essai';
insert into conventions_draftversion (id, organisation_id, draft_id, number, is_aside, text, note, written_at,
  written_by_id, written_by_name, body_name)
select gen_random_uuid(), organisation_id, id, 1, false, '', '', now(), gen_random_uuid(), 'Fictive', ''
from conventions_draft where title = 'Essai';
insert into conventions_draftcomment (id, organisation_id, draft_id, version, term_key, text, said_at, said_by_id,
  said_by_name, body_name)
select gen_random_uuid(), organisation_id, id, 1, '', 'Essai', now(), gen_random_uuid(), 'Fictive', ''
from conventions_draft where title = 'Essai';
insert into conventions_paperchange (id, organisation_id, convention_id, document_key, rank, party_id, form, clause,
  dated_on, received_on, is_resent, evidence, contacts, changed_at, changed_by_id)
select gen_random_uuid(), p.organisation_id, p.convention_id, 'essai', 1, p.party_id, 'notice', 'convention, 17.3',
       now(), now(), true, 'avis', '[]', now(), gen_random_uuid()
from conventions_conventionparty p join conventions_convention c on c.id = p.convention_id
where c.slug = 'saint-aubin-mcp' and p.role = 'partner';
"""


def arrange() -> None:
    """One row of each table, committed to nobody: the caller undoes them."""
    with connection.cursor() as cursor:
        cursor.execute(ROWS)
        cursor.execute("set constraints all immediate; set constraints all deferred")
