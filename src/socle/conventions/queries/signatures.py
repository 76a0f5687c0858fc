"""Papers that go round to be signed: where each stands, whose turn it is, what this person may do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q

from socle.conventions.domain.signing_round import (
    Expected,
    Hand,
    Mandate,
    RoundState,
    Signing,
    next_ones,
    state_of,
)
from socle.conventions.models import Draft, Signatory, SigningEntry, SigningMandate, SigningRound
from socle.kernel.actor import Actor
from socle.organismes.queries import membership_of

STATES = {state.value: state for state in Signing}


@dataclass(frozen=True, slots=True)
class Round:
    """One paper with its signatories and what they did."""

    row: SigningRound
    signatories: tuple[Signatory, ...]
    entries: tuple[SigningEntry, ...]

    @property
    def expected(self) -> tuple[Expected, ...]:
        return tuple(Expected(one.party_id, one.position, one.name, one.capacity) for one in self.signatories)

    @property
    def done(self) -> dict[UUID, Signing]:
        return {entry.party_id: STATES[entry.state] for entry in self.entries}

    @property
    def state(self) -> RoundState:
        return state_of(self.expected, self.done)

    @property
    def turns(self) -> tuple[Expected, ...]:
        """Who may sign now."""
        return next_ones(self.expected, self.done, is_ordered=self.row.is_ordered) if self.is_open else ()

    @property
    def is_open(self) -> bool:
        return self.state is RoundState.OPEN

    @property
    def signed(self) -> tuple[SigningEntry, ...]:
        """The electronic signatures, in their order."""
        return tuple(entry for entry in self.entries if entry.step == "sign")

    @property
    def file_id(self) -> UUID:
        """The paper as it stands: with the last signature made."""
        found = next((entry.file_id for entry in reversed(self.signed) if entry.file_id), None)
        return found or self.row.file_id

    @property
    def sha256(self) -> str:
        return self.signed[-1].sha256 if self.signed else self.row.sha256

    def of(self, party: UUID) -> Expected | None:
        return next((one for one in self.expected if one.party == party), None)

    def entry_of(self, party: UUID) -> SigningEntry | None:
        return next((entry for entry in self.entries if entry.party_id == party), None)


def rounds_of(home_id: UUID) -> list[Round]:
    """The papers of a convention, that of its draft included, the latest first; three statements."""
    rows = SigningRound.objects.filter(_of(home_id)).select_related("convention", "draft")
    return _rounds(list(rows.order_by("-opened_at", "id")))


def rounds_on(draft: Draft) -> list[Round]:
    """The papers of a draft that went or go round, the latest first; one statement when there is none."""
    rows = SigningRound.objects.filter(completes_kind="draft", completes_id__startswith=f"{draft.id}:")
    found = list(rows.order_by("-opened_at", "id"))
    return _rounds(found) if found else []


def round_open_on(draft: Draft) -> Round | None:
    """The paper of a draft that its parties are signing."""
    return next((found for found in rounds_on(draft) if found.is_open), None)


def _of(home_id: UUID) -> Q:
    """What a convention keeps of its draft, whose identity it took."""
    return Q(convention_id=home_id) | Q(draft_id=home_id)


def rounds_open_for(organisation_id: UUID) -> list[Round]:
    """The papers that a body has still to sign, the oldest first."""
    waiting = Signatory.objects.filter(party_id=organisation_id).values("round_id")
    done = SigningEntry.objects.filter(party_id=organisation_id).values("round_id")
    rows = (
        SigningRound.objects.filter(id__in=waiting)
        .exclude(id__in=done)
        .select_related("convention", "draft")
        .order_by("opened_at", "id")
    )
    return [found for found in _rounds(list(rows.order_by("opened_at", "id"))) if found.is_open]


def round_of(home_id: UUID, round_id: UUID) -> Round | None:
    """One paper; None when the actor may not see it."""
    rows = SigningRound.objects.filter(_of(home_id), id=round_id).select_related("convention", "draft")
    return next(iter(_rounds(list(rows))), None)


def hand_of_actor(actor: Actor, at: datetime) -> Hand:
    """The actor as somebody who would sign: name, function in their body, delegations of signature."""
    found = membership_of(actor.person_id, actor.organisation_id, at)
    return Hand(
        actor.person_id,
        actor.organisation_id,
        actor.name,
        found.function if found else "",
        tuple(_mandate(row) for row in mandates(actor.organisation_id) if row.withdrawn_at is None),
    )


def mandates(organisation_id: UUID) -> list[SigningMandate]:
    """The delegations of signature of a body, those that end last first."""
    return list(SigningMandate.objects.filter(organisation_id=organisation_id).order_by("-until", "person_name", "id"))


def recipients(row: SigningRound) -> list[str]:
    """Where the parties are told of a paper, by a narrow database function."""
    function = "socle_draft_recipients" if row.draft_id else "socle_signing_recipients"
    with connection.cursor() as cursor:
        cursor.execute(f"select {function}(%s)", (row.home_id,))
        return sorted(cursor.fetchone()[0])


def date_paper(round_id: UUID, day: date) -> None:
    """Give the paper of the tree the day of its last signature, by a narrow function: it belongs to the caisse."""
    with connection.cursor() as cursor:
        cursor.execute("select socle_paper_signed(%s, %s)", (round_id, day))


def _rounds(rows: Sequence[SigningRound]) -> list[Round]:
    keys = [row.id for row in rows]
    people = _by_round(Signatory.objects.filter(round_id__in=keys).order_by("position"))
    done = _by_round(SigningEntry.objects.filter(round_id__in=keys).order_by("rank"))
    return [Round(row, tuple(people.get(row.id, ())), tuple(done.get(row.id, ()))) for row in rows]


def _by_round(rows: Iterable[object]) -> dict[UUID, list]:  # type: ignore[type-arg]
    found: dict[UUID, list] = {}  # type: ignore[type-arg]
    for row in rows:
        found.setdefault(row.round_id, []).append(row)  # type: ignore[attr-defined]
    return found


def _mandate(row: SigningMandate) -> Mandate:
    return Mandate(row.person_id, row.capacity, row.act, row.since, row.until)
