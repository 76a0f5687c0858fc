"""No change without its trace: the commit is refused for every traced table of the catalogue (reliability.md §1.4, A9)."""

from __future__ import annotations

from json import dumps
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection

from tests.database import attempts, brought, catalogue, drafted, ended, obligations, signing, supervised

UNTRACED, STAGED = "SC002", "account:sign_in:ended"
TRACED = (
    "accounts_account",
    "accounts_identitylink",
    "conventions_act",
    "conventions_calendarfeed",
    "conventions_convention",
    "conventions_conventiondocument",
    "conventions_conventionparty",
    "conventions_draft",
    "conventions_draftcomment",
    "conventions_draftparty",
    "conventions_draftversion",
    "conventions_obligationentry",
    "conventions_obligationfact",
    "conventions_obligationholder",
    "conventions_reading",
    "conventions_readingvoice",
    "conventions_reminder",
    "conventions_forcemajeure",
    "conventions_letter",
    "conventions_letterevent",
    "conventions_signatory",
    "conventions_signingentry",
    "conventions_signingmandate",
    "conventions_signinground",
    "conventions_paperchange",
    "conventions_term",
    "files_storedfile",
    "conventions_termination",
    "habilitations_appointmentform",
    "habilitations_attestation",
    "habilitations_bulkact",
    "habilitations_bulkline",
    "habilitations_delegation",
    "habilitations_group",
    "habilitations_groupentry",
    "habilitations_groupmember",
    "habilitations_habilitation",
    "habilitations_import",
    "habilitations_importrow",
    "habilitations_localprofile",
    "habilitations_localprofileline",
    "habilitations_reviewcampaign",
    "habilitations_reviewcertificate",
    "habilitations_reviewline",
    "habilitations_savedview",
    "habilitations_seatbucket",
    "habilitations_seathold",
    "habilitations_suspension",
    "organismes_directoryentry",
    "habilitations_takeover",
    "organismes_equipment",
    "organismes_membership",
    "organismes_person",
    "organismes_place",
    "saisines_absence",
    "saisines_entry",
    "saisines_invitation",
    "saisines_notice",
    "saisines_paper",
    "saisines_pause",
    "saisines_post",
    "saisines_saisine",
    "saisines_sectorversion",
    "saisines_telling",
    "saisines_wording",
    "supervision_answerdelay",
    "supervision_audit",
    "supervision_call",
    "supervision_failure",
    "supervision_finding",
    "supervision_measure",
    "supervision_question",
    "supervision_sample",
    "supervision_sampleline",
    "supervision_statement",
)
ONLY_GROW = (
    {
        "conventions_act",
        "conventions_draftcomment",
        "conventions_draftversion",
        "conventions_paperchange",
        "conventions_signinground",
        "conventions_term",
        "saisines_entry",
        "saisines_telling",
        "saisines_sectorversion",
        "habilitations_appointmentform",
        "habilitations_attestation",
    }
    | supervised.APPENDED
    | obligations.APPENDED
    | ended.APPENDED
)
BY_CAISSE = {"habilitations_appointmentform", "habilitations_takeover"}
OF_PARTNER = {"conventions_calendarfeed", "conventions_signingmandate"}
IS_THE_TRACE = {"traces_entry", "traces_staged_trace"}
# what is being typed, and how far somebody has read: the act that follows, and the reading, leave their own traces
# what is searched is computed from what is traced
CHANGES_NOTHING = {"saisines_draft", "saisines_seen", "saisines_words"}
FOUND = """
select c.relname from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid
where p.proname = 'socle_require_trace' and t.tgdeferrable and t.tginitdeferred and t.tgenabled = 'O' order by 1
"""
COLUMNS = "select attname from pg_attribute where attrelid = %s::regclass and attnum > 0"
STAGE = """
insert into traces_staged_trace (id, at, log, tag, outcome, salt)
values (gen_random_uuid(), now(), 'traces', %s, 'done', decode(repeat('00', 16), 'hex'))
"""
NEW = signing.NEW | {
    "files_storedfile": """
insert into files_storedfile (id, organisation_id, name, kind, size, received_sha256, sha256, state, code, reason, checks,
  subject_kind, subject_id, shared_with, received_at, received_by_id, received_by_name, key_id)
select gen_random_uuid(), organisation_id, 'essai.pdf', 'pdf', 0, '', '', 'clean', '', '', '[]', 'essai', id, '{}', now(), id, '', ''
from organismes_membership where person_id = %s limit 1
""",
    "accounts_identitylink": """
insert into accounts_identitylink (id, account_id, issuer, subject, linked_at)
select gen_random_uuid(), id, 'https://agent.example', 'essai', now() from accounts_account where person_id = %s
""",
    "habilitations_groupentry": """
insert into habilitations_groupentry (id, organisation_id, group_id, external_id, linked_at)
select gen_random_uuid(), g.organisation_id, g.id, 'essai', now() from habilitations_group g
join organismes_membership m on m.organisation_id = g.organisation_id and m.person_id = %s limit 1
""",
    "conventions_readingvoice": """
insert into conventions_readingvoice (id, organisation_id, convention_id, reading_id, party_id, is_for, reason, author_id, said_at)
select gen_random_uuid(), organisation_id, convention_id, id, organisation_id, true, '', %s, now() from conventions_reading limit 1
""",
    "organismes_directoryentry": """
insert into organismes_directoryentry (id, organisation_id, person_id, user_name, external_id, linked_at)
select gen_random_uuid(), organisation_id, person_id, 'essai', '', now() from organismes_membership where person_id = %s
""",
    "habilitations_savedview": """
insert into habilitations_savedview (id, organisation_id, membership_id, list, name, query, is_shared, created_at)
select gen_random_uuid(), m.organisation_id, m.id, 'droits', 'essai', '', true, now()
from organismes_membership m join organismes_organisation o on o.id = m.organisation_id
where m.person_id = %s and o.nature = 'commune'
""",
    "habilitations_reviewcertificate": """
insert into habilitations_reviewcertificate (
  id, organisation_id, caisse_id, convention_id, campaign_id, issued_at, trace_id, digest, body
)
select gen_random_uuid(), c.organisation_id, c.caisse_id, c.convention_id, c.id, now(), gen_random_uuid(), '', '{}'
from habilitations_reviewcampaign c join organismes_membership m on m.organisation_id = c.organisation_id
where m.person_id = %s and c.closed_at is not null
""",
}


def _change(table: str) -> tuple[str, tuple]:
    """The smallest change of a row, or a new one beside it where rows never change; one that nobody has yet."""
    if table in NEW:
        return NEW[table], (attempts.LOGINS["partner-principal"].person_id,)
    row = attempts.victim_row(table, {name for (name,) in catalogue.rows(COLUMNS, table)})
    if row.table in ONLY_GROW:
        fresh = row.columns | {"id": str(uuid4()), "number": 99, "act_number": 99, "rank": 99}
        fresh |= {"term_key": "essai", "name": "essai", "position": 99, "version": 99, "about_at": "2040-01-01"}
        known = {name: value for name, value in fresh.items() if name in row.columns}
        return f"insert into {row.table} select (jsonb_populate_record(null::{row.table}, %s)).*", (dumps(known),)
    return f"update {row.table} set id = id where id = %s", (row.value,)


def _commit_error(table: str, *, is_traced: bool) -> str | None:
    """What a commit answers to a change made by the web role, None when it goes through."""
    is_caisse_s = table.startswith(("conventions_", "supervision_")) or table in BY_CAISSE
    of_caisse = is_caisse_s and table not in OF_PARTNER
    who = ("caisse-admin", "caf") if of_caisse else ("partner-principal", "commune")
    with attempts.undone():
        if table.startswith(("habilitations_import", "habilitations_bulk")):
            attempts.arrange_import()
        change = _change(table)
        with attempts.acting(*who), connection.cursor() as cursor:
            cursor.execute(*change)
            assert cursor.rowcount == 1
            if is_traced:
                cursor.execute(STAGE, (STAGED,))
            try:
                cursor.execute("savepoint attempt; set constraints all immediate")
            except DatabaseError as error:
                cursor.execute("rollback to attempt")
                return error.__cause__.sqlstate
    return None


@pytest.mark.parametrize("table", TRACED)
def test_a_change_commits_only_with_its_trace(demo, owner, table):
    with owner(), attempts.undone():
        supervised.arrange()
        obligations.arrange()
        ended.arrange()
        drafted.arrange()
        signing.arrange()
        brought.arrange()
        attempts.arrange_reviews()
        assert _commit_error(table, is_traced=False) == UNTRACED
        assert _commit_error(table, is_traced=True) is None


def test_every_tenant_table_is_traced(db):
    found = {name for (name,) in catalogue.rows(FOUND)}
    assert found == set(TRACED)
    assert set(catalogue.tenant_tables()) - found == IS_THE_TRACE | CHANGES_NOTHING


def test_without_its_trigger_a_table_commits_in_silence(demo, owner):
    with owner(), attempts.undone():
        with connection.cursor() as cursor:
            cursor.execute("drop trigger organismes_place_traced on organismes_place")
        assert _commit_error("organismes_place", is_traced=False) is None
