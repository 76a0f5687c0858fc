"""Write a trace in the transaction of its act: if it cannot be written, the act is not done (reliability.md §1.3)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from secrets import token_bytes
from uuid import UUID, uuid4

from django.db import connection

from socle.database.transactions import transaction
from socle.kernel.actor import Actor
from socle.kernel.decision import Act, Refused
from socle.traces.domain.author import NOBODY, Author
from socle.traces.domain.event import SALT_SIZE, Outcome, canonical_json
from socle.traces.domain.table import CATALOGUE, REFUSED_PAGE

FAILURES = frozenset({"dossier:search:failed"})
STAGE = """
insert into traces_staged_trace (
  id, at, log, tag, outcome, organisation_id, organisation_name, person_id, person_name, membership_id, account_id,
  channel, request_id, caisse_id, subject_kind, subject_id, subject_label, clause, payload, salt
) values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s::jsonb, %s)
"""


def record(
    tag: str,
    *,
    actor: Actor | Author | None,
    at: datetime,
    outcome: str = Outcome.DONE,
    subject_kind: str = "",
    subject_id: str = "",
    subject_label: str = "",
    clause: str = "",
    payload: Mapping[str, object] | None = None,
    caisse_id: UUID | None = None,
) -> UUID:
    """Stage the trace of an act in the current transaction; returns its identifier.

    `actor` is the actor, or an Author when only an account or nobody is known. `caisse_id` is the provider of the data
    read. Raises UnknownTagError or ValueError when the catalogue does not describe this event.
    """
    said = dict(payload or {})
    kind = CATALOGUE.check(tag, said, outcome)
    if kind.log is None:
        raise ValueError(f"{tag} belongs to the sealer")
    author = Author.of(actor) if isinstance(actor, Actor) else actor or NOBODY
    trace_id = uuid4()
    with connection.cursor() as cursor:
        cursor.execute(
            STAGE,
            (
                *(trace_id, at, kind.log.value, tag, Outcome(outcome).value),
                *(author.organisation_id, author.organisation_name, author.person_id, author.person_name),
                *(author.membership_id, author.account_id, author.channel, author.request_id),
                *(caisse_id, subject_kind, subject_id, subject_label, clause),
                *(canonical_json(said).decode(), token_bytes(SALT_SIZE)),
            ),
        )
    return trace_id


def record_refusal(error: Refused, *, actor: Actor | Author | None) -> UUID:
    """Trace a refusal in a transaction of its own, for the refused one is gone; the act says what was attempted."""
    act = error.act or Act(REFUSED_PAGE)
    decision = error.decision
    with transaction(actor if isinstance(actor, Actor) else None) as at:
        return record(
            act.tag,
            actor=actor,
            at=at,
            outcome=Outcome.FAILED if act.tag in FAILURES else Outcome.REFUSED,
            subject_kind=act.subject_kind,
            subject_id=act.subject_id,
            subject_label=act.subject_label,
            clause=str(decision.clause or ""),
            caisse_id=act.caisse_id,
            payload={**act.payload, "code": decision.code, "reason": decision.reason, "fix": decision.fix},
        )
