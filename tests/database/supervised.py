"""Rows of supervision about the commune, that the demonstration leaves empty; as the owner."""

from __future__ import annotations

from django.db import connection

OF_CAISSE = frozenset({"supervision_answerdelay", "supervision_sample", "supervision_sampleline"})
APPENDED = OF_CAISSE | {"supervision_call", "supervision_statement"}
RIGHT = """
select h.* from habilitations_habilitation h join organismes_organisation o on o.id = h.organisation_id
where o.nature = 'commune' order by h.granted_at, h.id limit 1
"""
ROWS = f"""
insert into habilitations_takeover (id, organisation_id, caisse_id, convention_id, period, cause, taken_at, taken_by_id)
select gen_random_uuid(), organisation_id, caisse_id, convention_id, tstzrange(now(), null), 'c', now(), granted_by_id
from ({RIGHT}) h;
insert into supervision_question (id, organisation_id, caisse_id, convention_id, habilitation_id, text, state,
  asked_at, asked_by_id, due_at, due_origin, due_clause, due_proof)
select gen_random_uuid(), organisation_id, caisse_id, convention_id, id, 'Pourquoi ?', 'asked', now(), granted_by_id,
  now(), 'convention', 'contrat de service, 2.2.1', '{{}}' from ({RIGHT}) h;
insert into supervision_call (id, organisation_id, caisse_id, convention_id, question_id, rank, contact, name, email,
  called_at, called_by_id)
select gen_random_uuid(), organisation_id, caisse_id, convention_id, id, 1, 'c', 'X', '', now(), asked_by_id
from supervision_question;
insert into supervision_failure (id, organisation_id, caisse_id, convention_id, ground, facts, evidence, clause, state,
  notified_at, notified_by_id, due_at, due_origin, urgency)
select gen_random_uuid(), organisation_id, caisse_id, convention_id, 'management_failure', 'f', 'e', 'c', 'notified',
  now(), asked_by_id, now(), 'convention', '' from supervision_question;
insert into supervision_measure (id, organisation_id, caisse_id, convention_id, failure_id, kind, reach, target, cause,
  clause, state, people, rights, roles, sign_ins, tokens, taken_at, taken_by_id)
select gen_random_uuid(), organisation_id, caisse_id, convention_id, id, 'suspension', 'all', '', 'c', 'c', 'taken',
  '{{}}', '{{}}', '{{}}', 0, 0, now(), notified_by_id from supervision_failure;
insert into supervision_audit (id, organisation_id, caisse_id, convention_id, scope, since, until, state, clause,
  conclusion, opened_at, opened_by_id)
select gen_random_uuid(), organisation_id, caisse_id, convention_id, 's', now(), now(), 'open', 'c', '', now(),
  asked_by_id from supervision_question;
insert into supervision_finding (id, organisation_id, caisse_id, convention_id, audit_id, severity, observed, evidence,
  clause, correction, due_on, state, recorded_at, recorded_by_id)
select gen_random_uuid(), organisation_id, caisse_id, convention_id, id, 'minor', 'o', 'e', 'c', 'c', now(), 'asked',
  now(), opened_by_id from supervision_audit;
insert into supervision_statement (id, organisation_id, caisse_id, convention_id, question_id, step, text, said_at,
  said_by_id)
select gen_random_uuid(), organisation_id, caisse_id, convention_id, id, 'answer', 't', now(), asked_by_id
from supervision_question;
"""
OWN_ROWS = f"""
insert into supervision_answerdelay (id, organisation_id, convention_id, delay, recorded_at, recorded_by_id)
select gen_random_uuid(), caisse_id, convention_id, '1 mois', now(), granted_by_id from ({RIGHT}) h;
insert into supervision_sample (id, organisation_id, partner_id, service, profile, size, risk_percent, seed, population,
  population_digest, population_list, drawn_at, drawn_by_id)
select gen_random_uuid(), caisse_id, organisation_id, '', '', 1, 0, 'graine', 1, '', '', now(), granted_by_id
from ({RIGHT}) h;
insert into supervision_sampleline (id, organisation_id, sample_id, rank, partner_id, habilitation_id, why, reasons)
select gen_random_uuid(), s.organisation_id, s.id, 1, s.partner_id, h.id, 'lot', '{{}}'
from supervision_sample s, ({RIGHT}) h;
"""


def arrange() -> None:
    """One row of each table, committed to nobody: the caller undoes them."""
    with connection.cursor() as cursor:
        cursor.execute(ROWS + OWN_ROWS)
        cursor.execute("set constraints all immediate; set constraints all deferred")
