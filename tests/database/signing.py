"""A paper of the commune's convention sent to signature by its caisse, and a delegation of signature of each body."""

from __future__ import annotations

from django.db import connection

SIGNED = """
select p.organisation_id, p.convention_id, p.party_id
from conventions_conventionparty p join organismes_organisation o on o.id = p.party_id and o.nature = 'commune'
order by p.convention_id limit 1
"""
OF_ROUND = "gen_random_uuid(), r.organisation_id, r.convention_id, r.id"
ROWS = f"""
insert into conventions_signinground (id, organisation_id, convention_id, paper_key, title, is_ordered,
  author_organisation_id, opened_at, opened_by_id, opened_by_name, file_id, sha256, completes_kind, completes_id)
select gen_random_uuid(), organisation_id, convention_id, 'essai', 'Essai', false, organisation_id, now(),
       gen_random_uuid(), 'Fictive', gen_random_uuid(), '', '', '' from ({SIGNED}) s;
insert into conventions_signatory (id, organisation_id, convention_id, round_id, party_id, author_organisation_id,
  position, name, capacity, body_name, siret)
select {OF_ROUND}, r.organisation_id, r.organisation_id, 0, 'Fictive', 'directrice', 'Caisse', '' from conventions_signinground r;
insert into conventions_signingentry (id, organisation_id, convention_id, round_id, party_id, author_organisation_id,
  rank, step, state, author_id, author_name, signs_as, recorded_at, sha256_before, sha256, certificate, note)
select {OF_ROUND}, r.organisation_id, r.organisation_id, 1, 'sign', 'signed', gen_random_uuid(), 'Fictive', '', now(),
       '', '', '', '' from conventions_signinground r;
insert into conventions_signingmandate (id, organisation_id, person_id, person_name, capacity, act, since, until,
  recorded_at, recorded_by_id)
select gen_random_uuid(), id, gen_random_uuid(), 'Fictive', 'adjointe', 'arrêté', now(), now(), now(), gen_random_uuid()
from organismes_organisation;
"""
OTHER_PARTY = f"(select party_id from ({SIGNED}) s where %s is not null)"
NEW = {
    "conventions_signatory": f"""
insert into conventions_signatory (id, organisation_id, convention_id, round_id, party_id, author_organisation_id,
  position, name, capacity, body_name, siret)
select {OF_ROUND}, {OTHER_PARTY}, r.organisation_id, 1, 'Fictive', 'maire', 'Commune', '' from conventions_signinground r
""",
    "conventions_signingentry": f"""
insert into conventions_signingentry (id, organisation_id, convention_id, round_id, party_id, author_organisation_id,
  rank, step, state, author_id, author_name, signs_as, recorded_at, sha256_before, sha256, certificate, note)
select {OF_ROUND}, {OTHER_PARTY}, r.organisation_id, 2, 'sign', 'signed', gen_random_uuid(), 'Fictive', '', now(),
       '', '', '', '' from conventions_signinground r
""",
}


def arrange() -> None:
    """One row of each table, committed to nobody: the caller undoes them."""
    with connection.cursor() as cursor:
        cursor.execute(ROWS)
        cursor.execute("set constraints all immediate; set constraints all deferred")
