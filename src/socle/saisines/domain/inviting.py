"""Ask somebody without an account one question about one case: named, for some days, once (MCP-40, DRT-04).

They read that question and nothing else of the case; what they say is read by who asked them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from socle.kernel.clause import Clause
from socle.kernel.decision import Decision, allow, refuse

CLAUSE = Clause.house("MCP-40")
DAYS, MOST_DAYS, LONGEST, LONGEST_EMAIL = 7, 30, 4000, 254
_EMAIL = re.compile(r"^[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+$")


@dataclass(frozen=True, slots=True)
class Invited:
    """What a link opens: a question, who asks it, until when."""

    id: UUID
    saisine_id: UUID
    organisation_id: UUID
    side_id: UUID
    number: str
    term_key: str
    asked_by: str
    question: str
    expires_at: datetime
    revoked_at: datetime | None
    answered_at: datetime | None


def may_invite(*, holds: bool, is_open: bool, email: str, question: str, days: int) -> Decision:
    """Who answers asks, while the case waits for its answer; the address is one, the delay is short."""
    if not holds:
        return refuse("not_holder", "Seul qui répond à la saisine invite quelqu'un.", clause=CLAUSE)
    if not is_open:
        return refuse("case_answered", "La saisine n'attend plus de réponse.", clause=CLAUSE, fix="Reprenez-la.")
    if len(email) > LONGEST_EMAIL or not _EMAIL.match(email):
        return refuse("email_wrong", "Donnez une adresse de courriel, par exemple a.b@mairie.example.", clause=CLAUSE)
    if not 0 < len(question.strip()) <= LONGEST:
        return refuse("text_missing", f"Écrivez une question de {LONGEST} caractères au plus.", clause=CLAUSE)
    if not 0 < days <= MOST_DAYS:
        return refuse("delay_wrong", f"Le lien vaut de 1 à {MOST_DAYS} jours.", clause=CLAUSE)
    return allow(CLAUSE)


def may_reply(found: Invited | None, at: datetime) -> Decision:
    """Once, before its end, unless it was taken back; a link that does not exist is told like one that is over."""
    fix = "Demandez un nouveau lien à l'organisme qui vous a écrit."
    if found is None:
        return refuse("link_unknown", "Ce lien n'est pas valable.", clause=CLAUSE, fix=fix)
    if found.answered_at is not None:
        return refuse("link_used", "Vous avez déjà répondu par ce lien.", clause=CLAUSE, fix=fix)
    if found.revoked_at is not None or at >= found.expires_at:
        return refuse("link_over", "Ce lien n'est plus valable.", clause=CLAUSE, fix=fix)
    return allow(CLAUSE, until=found.expires_at)
