"""Rows of saisines about the commune's own request, that the demonstration leaves empty; as the owner."""

from __future__ import annotations

from django.db import connection

CASE = """(select c.id from saisines_saisine c join organismes_organisation o on o.id = c.organisation_id
where o.nature = 'commune' order by c.number limit 1)"""
ROWS = f"""
insert into saisines_pause (id, organisation_id, saisine_id, since, until, wanted)
select gen_random_uuid(), organisation_id, id, now(), null, '' from saisines_saisine where id = {CASE};
insert into saisines_paper (id, organisation_id, saisine_id, code, form, signed_on, scope, given_at, given_by_id,
  is_refused, note)
select gen_random_uuid(), organisation_id, id, 'signed_mandate', 'paper', now(), '', now(), opener_id, false, ''
from saisines_saisine where id = {CASE};
insert into saisines_invitation (id, organisation_id, saisine_id, side_id, email, question, token_hash, sent_at,
  sent_by_id, expires_at)
select gen_random_uuid(), organisation_id, id, organisation_id, 'x@y.example', 'essai', decode('00', 'hex'), now(),
  opener_id, now() + interval '1 day'
from saisines_saisine where id = {CASE};
insert into saisines_wording (id, organisation_id, name, text, written_at, written_by_id)
select gen_random_uuid(), organisation_id, 'essai', 'essai', now(), opener_id from saisines_saisine where id = {CASE};
insert into saisines_seen (id, organisation_id, saisine_id, membership_id, side_id, position, seen_at)
select gen_random_uuid(), organisation_id, id, opener_id, organisation_id, 0, now()
from saisines_saisine where id = {CASE};
insert into saisines_draft (id, organisation_id, saisine_id, membership_id, side_id, text, saved_at)
select gen_random_uuid(), organisation_id, id, opener_id, organisation_id, 'essai', now()
from saisines_saisine where id = {CASE};
insert into saisines_absence (id, organisation_id, membership_id, since, until, recorded_at, recorded_by_id)
select gen_random_uuid(), organisation_id, opener_id, now(), now() + interval '1 day', now(), opener_id
from saisines_saisine where id = {CASE};
insert into saisines_notice (id, organisation_id, kind, title, text, begins_at, announced_at, announced_by_id)
select gen_random_uuid(), organisation_id, 'problem', 'essai', '', now(), now(), opener_id
from saisines_saisine where id = {CASE};
insert into saisines_telling (id, organisation_id, saisine_id, membership_id, step, about_at, told_at)
select gen_random_uuid(), organisation_id, id, opener_id, 'late', now(), now() from saisines_saisine where id = {CASE};
insert into saisines_sectorversion (id, organisation_id, convention_id, term_key, sector_id, name, communes, unit, line,
  permanence, email, since, is_ended, version, written_at, written_by_id)
select gen_random_uuid(), organisation_id, convention_id, 'annuaire', gen_random_uuid(), 'Centre', array['34172'], '',
  '', '', '', current_date, false, 0, now(), opener_id
from saisines_saisine where id = {CASE};
"""


def arrange() -> None:
    """One row of each table that the demonstration leaves empty."""
    with connection.cursor() as cursor:
        cursor.execute(ROWS)
