"""The links given for a case, and what one of them opens for somebody who has no account."""

from __future__ import annotations

from django.db import connection

from socle.accounts.tokens import hash_token
from socle.saisines.domain.inviting import Invited
from socle.saisines.models import Invitation, Saisine

INVITED = "select * from socle_saisine_invited(%s)"


def invitations_of(case: Saisine) -> list[Invitation]:
    """As the side that asked them sees them, the latest first."""
    return list(Invitation.objects.filter(saisine=case).order_by("-sent_at", "id"))


def invited(token: str) -> Invited | None:
    with connection.cursor() as cursor:
        cursor.execute(INVITED, [hash_token(token)])
        row = cursor.fetchone()
    return Invited(*row) if row else None
