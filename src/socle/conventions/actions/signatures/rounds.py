"""What every act on a paper that goes round needs: reading, deciding, keeping its file, tracing, telling."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from socle.conventions import emails
from socle.conventions.completion import completed
from socle.conventions.domain.access import follows_life
from socle.conventions.domain.signing_round import HOUSE, LIFECYCLE, TAGS, Case, Place, RoundState, Signing
from socle.conventions.models import SigningEntry, SigningRound
from socle.conventions.queries import signatures as queries
from socle.database.constraints import register
from socle.files.actions import Handed, receive
from socle.files.examining import composed
from socle.files.queries import StoredFile
from socle.kernel.actor import Actor
from socle.kernel.decision import ALLOWED, Act, Decision, Refused, refuse
from socle.notifications.actions import enqueue
from socle.notifications.domain.mail import Mail
from socle.organismes.queries import calendar_of
from socle.traces import actions as traces

SUBJECT = "signing_round"
MEANWHILE = refuse(
    "signing_meanwhile",
    "Une autre signature vient d'être apposée sur ce papier.",
    clause=HOUSE,
    fix="Rechargez la page : le papier à signer la porte déjà.",
)
register("signing_entry_once", MEANWHILE)
register("signing_entry_rank_once", MEANWHILE)
NOT_OPENER = refuse(
    "signing_not_opened",
    "Votre rôle ne permet pas d'envoyer un papier à la signature.",
    clause=HOUSE,
    fix="Demandez à un administrateur de votre organisme.",
)
GONE = refuse("signing_gone", "Ce papier n'est pas à la signature.", clause=HOUSE, fix="Rechargez la page.")
Writes = Callable[..., Mail]


def may_open(actor: Actor) -> Decision:
    """The administrators of either side send papers round."""
    return ALLOWED if follows_life(actor) else NOT_OPENER


def places_of(found: queries.Round, party: UUID, actor: Actor) -> frozenset[Place]:
    """On which sides of one signature the actor stands."""
    held = {Place.PARTY} if actor.organisation_id == party and found.of(party) else set()
    is_opener = actor.organisation_id == found.row.author_organisation_id and bool(may_open(actor))
    return frozenset(held | ({Place.OPENER} if is_opener else set()))


def round_and_day(home_id: UUID, round_id: UUID, at: datetime) -> tuple[queries.Round, date]:
    """The paper, and today in the territory of its convention."""
    found = queries.round_of(home_id, round_id)
    if found is None:
        raise Refused(GONE, Act(TAGS["sign"], "convention", str(home_id)))
    return found, calendar_of(found.row.organisation_id).day_of(at)


def decide(step: str, found: queries.Round, party: UUID, actor: Actor, case: Case) -> Decision:
    """Whether the actor may take this step for that party; the sentence cites our rule when no guard did."""
    state = found.done.get(party, Signing.EXPECTED)
    return LIFECYCLE.decide(step, state, places_of(found, party, actor), case).citing(HOUSE)


def act_of(step: str, found: queries.Round) -> Act:
    """What was attempted, for the trace of a refusal."""
    row = found.row
    return Act(TAGS[step], _kind(row), str(row.home_id), row.title, row.organisation_id, {"paper": row.title})


def entry_for(found: queries.Round, step: str, party: UUID, actor: Actor, at: datetime) -> SigningEntry:
    """The row of one step, to complete and to save."""
    row = found.row
    return SigningEntry(
        id=uuid4(),
        organisation_id=row.organisation_id,
        convention_id=row.convention_id,
        draft_id=row.draft_id,
        round=row,
        party_id=party,
        author_organisation_id=actor.organisation_id,
        rank=len(found.entries) + 1,
        step=step,
        state=LIFECYCLE.steps[step].target.value,
        author_id=actor.person_id,
        author_name=actor.name,
        recorded_at=at,
    )


def keep(
    content: bytes, title: str, round_id: UUID, parties: Sequence[UUID], *, actor: Actor, at: datetime
) -> StoredFile:
    """One state of the paper, encrypted, readable by every party."""
    handed = Handed(f"{title}.pdf", content, SUBJECT, round_id, parties)
    return receive(handed, composed(content), actor=actor, at=at)


def trace(tag: str, row: SigningRound, payload: dict[str, object], *, actor: Actor, at: datetime) -> None:
    """The trace of an act on a paper."""
    traces.record(
        tag,
        actor=actor,
        at=at,
        subject_kind=_kind(row),
        subject_id=str(row.home_id),
        subject_label=row.title,
        clause=str(HOUSE),
        caisse_id=row.organisation_id,
        payload={"round": str(row.id), **payload},
    )


def _kind(row: SigningRound) -> str:
    return "draft" if row.draft_id else "convention"


def tell(write: Writes, row: SigningRound, at: datetime, **said: str) -> None:
    """Tell the signatories and the administrators that the text names, on every side."""
    for address in queries.recipients(row):
        enqueue(write(row, address, **said), at)


def follow(found: queries.Round, today: date, *, actor: Actor, at: datetime) -> None:
    """Once the last one signed: date the paper, set going what waited for it, tell everybody."""
    again = queries.round_of(found.row.home_id, found.row.id)
    assert again is not None, "just read"
    if again.state is RoundState.COMPLETE:
        queries.date_paper(again.row.id, max(entry.signed_on or today for entry in again.entries))
        completed(again.row, actor, at)
        tell(emails.complete, again.row, at)
    elif again.row.is_ordered:
        tell(emails.asked, again.row, at)
