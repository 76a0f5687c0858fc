"""Ask a person without an account, take the link back, and receive what they say, once (MCP-40, DRT-04)."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection

from socle.accounts import attempts, vault
from socle.accounts.domain.throttle import Key
from socle.accounts.tokens import hash_token, new_token
from socle.database.transactions import run
from socle.kernel.actor import Actor
from socle.kernel.decision import Act, Refused, allow, first_refusal, refuse
from socle.saisines.actions.keeping import keep, locked, trace
from socle.saisines.domain.inviting import CLAUSE, Invited, may_invite, may_reply
from socle.saisines.domain.life import HOLDER, OPEN, CaseState, LifeCase, with_words
from socle.saisines.emails import tell_invited
from socle.saisines.models import Invitation
from socle.saisines.queries.cases import sides_of
from socle.saisines.queries.inviting import invited
from socle.traces import actions as traces
from socle.traces.domain.author import Author

SENT, REVOKED = "saisine:invitation:sent", "saisine:invitation:revoked"
OPENED, ANSWERED = "saisine:invitation:opened", "saisine:invitation:answered"
REPLY = "select socle_saisine_reply(%s, %s)"


def invite(case_id: UUID, email: str, question: str, days: int, *, actor: Actor, at: datetime) -> Invitation:
    """Send a link by e-mail; the link is known to its addressee alone, the database keeps its hash."""
    case = locked(case_id)
    holds, is_open = HOLDER in sides_of(case, actor, at), CaseState(case.state) in OPEN
    act = Act(SENT, "saisine", str(case.id), case.number, payload={"door": case.term_key})
    may_invite(holds=holds, is_open=is_open, email=email, question=question, days=days).or_raise(act)
    token = new_token()
    row = Invitation.objects.create(
        organisation_id=case.organisation_id,
        saisine=case,
        side_id=actor.organisation_id,
        email=email,
        question=question.strip(),
        token_hash=hash_token(token),
        sent_at=at,
        sent_by_id=actor.person_id,
        expires_at=at + timedelta(days=days),
    )
    keep(case, "invite", question, actor=actor, at=at, is_internal=True)
    trace(SENT, case, actor=actor, at=at)
    tell_invited(email, case.holder.legal_name, f"{settings.ORIGIN}/saisines/repondre/{token}/", row.expires_at, at)
    return row


def revoke(invitation_id: UUID, case_id: UUID, *, actor: Actor, at: datetime) -> Invitation:
    """The link opens nothing from now on."""
    row = Invitation.objects.select_for_update().get(id=invitation_id, saisine_id=case_id)
    case = locked(case_id)
    over = refuse("link_over", "Ce lien ne vaut déjà plus.", clause=CLAUSE)
    held = refuse("not_holder", "Seul qui répond à la saisine reprend un lien.", clause=CLAUSE)
    is_over = bool(row.revoked_at or row.answered_at)
    judged = (allow(CLAUSE) if HOLDER in sides_of(case, actor, at) else held, over if is_over else allow(CLAUSE))
    first_refusal(judged).or_raise(Act(REVOKED, "saisine", str(case.id), case.number, payload={"door": case.term_key}))
    row.revoked_at, row.revoked_by_id = at, actor.person_id
    row.save()
    trace(REVOKED, case, actor=actor, at=at)
    return row


def open_link(token: str, network: str) -> Invited:
    """What the link asks, its reading traced; guesses from one network wait longer and longer."""
    counted = (attempts.Counted(Key.NETWORK, vault.fingerprint("throttle", Key.NETWORK.value, network)),)
    attempts.reserve(counted).or_raise()
    return run(None, lambda at: _opened(token, counted, at))


def reply(token: str, network: str, text: str) -> Invited:
    """Their words, kept where who asked them reads; the link is then used up."""
    found = open_link(token, network)
    with_words(LifeCase(text)).or_raise()
    run(None, lambda at: _replied(token, found, text, at))
    return found


def _opened(token: str, counted: tuple[attempts.Counted, ...], at: datetime) -> Invited:
    found = invited(token)
    may_reply(found, at).or_raise()
    assert found is not None
    attempts.forgive(counted, at)
    _trace(OPENED, found, at)
    return found


def _replied(token: str, found: Invited, text: str, at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(REPLY, [hash_token(token), text.strip()])
        (is_kept,) = cursor.fetchone()
    if not is_kept:
        may_reply(invited(token), at).or_raise()
        raise Refused(refuse("link_over", "Ce lien n'est plus valable.", clause=CLAUSE))
    _trace(ANSWERED, found, at)


def _trace(tag: str, found: Invited, at: datetime) -> None:
    traces.record(
        tag,
        actor=Author(organisation_id=found.side_id, channel="web"),
        at=at,
        subject_kind="saisine",
        subject_id=str(found.saisine_id),
        subject_label=found.number,
        clause=str(CLAUSE),
        payload={"door": found.term_key},
    )
