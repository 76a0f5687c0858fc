"""A paper goes round its parties: each signs by its own representative, in the set order or in any (MCP-01, FSV-01).

The paper is what its signatories make of it: complete when the last one signed, over as soon as one refuses.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from socle.kernel.clause import Clause
from socle.kernel.decision import ALLOWED, Decision, first_refusal, refuse
from socle.kernel.workflow import Step, Workflow

HOUSE = Clause.house("MCP-01")
TITLE = "La signature d'un papier par une partie"
SHORTEST = 3


class Signing(StrEnum):
    """Where one signatory is."""

    EXPECTED = "expected"
    SIGNED = "signed"
    ON_PAPER = "on_paper"
    REFUSED = "refused"
    CANCELLED = "cancelled"


class RoundState(StrEnum):
    """Where the whole paper is."""

    OPEN = "open"
    COMPLETE = "complete"
    REFUSED = "refused"
    CANCELLED = "cancelled"


class Place(StrEnum):
    """On which side of a signature somebody stands."""

    PARTY = "party"
    OPENER = "opener"


@dataclass(frozen=True, slots=True)
class Expected:
    """One signatory of the paper, as its text names it."""

    party: UUID
    position: int
    name: str
    capacity: str


@dataclass(frozen=True, slots=True)
class Mandate:
    """A recorded delegation of signature: who, as what, by which act, from when until when (both days included)."""

    person: UUID
    capacity: str
    act: str
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Hand:
    """The person who would sign: name and function in the body, delegations they hold there."""

    person: UUID
    party: UUID
    name: str
    function: str
    mandates: tuple[Mandate, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """What the guards need: the round, whose turn it is, the hand, the identity confirmed, what is said."""

    state: RoundState
    is_turn: bool
    today: date
    hand: Decision = ALLOWED
    confirmed: Decision = ALLOWED
    reason: str = ""
    signed_on: date | None = None
    has_scan: bool = False


NOT_OPEN = refuse(
    "signing_not_open",
    "Ce papier n'est plus à signer.",
    clause=HOUSE,
    fix="Lisez pourquoi dans son histoire ; une nouvelle signature s'ouvre depuis la convention.",
)
NOT_TURN = refuse(
    "signing_not_your_turn",
    "L'ordre convenu met une autre partie avant la vôtre.",
    clause=HOUSE,
    fix="Attendez sa signature : vous serez prévenu par courriel.",
)


def may_sign(case: Case) -> Decision:
    """Open, one's turn, the right hand, and an identity just confirmed."""
    return first_refusal((_open(case), ALLOWED if case.is_turn else NOT_TURN, case.hand, case.confirmed))


def may_refuse(case: Case) -> Decision:
    """The right hand, at any time before the end, with a reason that all parties will read."""
    return first_refusal((_open(case), case.hand, _said(case.reason)))


def may_record(case: Case) -> Decision:
    """A paper signed by hand: the day it bears, already come, and its scan."""
    if case.signed_on is None or case.signed_on > case.today:
        day = refuse(
            "signing_day_to_come",
            "Le jour de la signature manque, ou n'est pas encore venu.",
            clause=HOUSE,
            fix="Recopiez le jour écrit à la main sur le papier, aujourd'hui au plus tard.",
        )
        return first_refusal((_open(case), day))
    scan = refuse(
        "signing_scan_missing",
        "Le papier signé n'est pas joint.",
        clause=HOUSE,
        fix="Joignez son scan.",
    )
    turn = ALLOWED if case.is_turn else NOT_TURN
    return first_refusal((_open(case), turn, ALLOWED if case.has_scan else scan))


def may_cancel(case: Case) -> Decision:
    """Whoever opened the round ends it, with a reason."""
    return first_refusal((_open(case), _said(case.reason)))


LABELS: dict[str, str] = {
    "sign": "signer",
    "record_paper": "enregistrer une signature manuscrite",
    "refuse": "refuser de signer",
    "cancel": "retirer le papier de la signature",
    Signing.EXPECTED: "attendue",
    Signing.SIGNED: "signée",
    Signing.ON_PAPER: "signée à la main",
    Signing.REFUSED: "refusée",
    Signing.CANCELLED: "retirée",
    Place.PARTY: "partie signataire",
    Place.OPENER: "qui a ouvert la signature",
}
LIFECYCLE: Workflow[Signing, Case] = Workflow(
    Step("sign", frozenset({Signing.EXPECTED}), Signing.SIGNED, frozenset({Place.PARTY}), may_sign),
    Step(
        "record_paper",
        frozenset({Signing.EXPECTED}),
        Signing.ON_PAPER,
        frozenset({Place.PARTY, Place.OPENER}),
        may_record,
    ),
    Step("refuse", frozenset({Signing.EXPECTED}), Signing.REFUSED, frozenset({Place.PARTY}), may_refuse),
    Step("cancel", frozenset({Signing.EXPECTED}), Signing.CANCELLED, frozenset({Place.OPENER}), may_cancel),
    initial=Signing.EXPECTED,
    labels=LABELS,
)
TAGS = {
    "sign": "convention:signature:signed",
    "record_paper": "convention:signature:recorded",
    "refuse": "convention:signature:refused",
    "cancel": "convention:signature:cancelled",
}


def state_of(expected: Iterable[Expected], done: Mapping[UUID, Signing]) -> RoundState:
    """The state of a paper, from what each party did; what a party has not done yet is expected."""
    found = {done.get(one.party, Signing.EXPECTED) for one in expected}
    if Signing.CANCELLED in done.values():
        return RoundState.CANCELLED
    if Signing.REFUSED in found:
        return RoundState.REFUSED
    return RoundState.OPEN if Signing.EXPECTED in found else RoundState.COMPLETE


def next_ones(expected: Sequence[Expected], done: Mapping[UUID, Signing], *, is_ordered: bool) -> tuple[Expected, ...]:
    """Who may sign now: all those left, or the first of them when the order is set."""
    left = [one for one in sorted(expected, key=lambda one: one.position) if one.party not in done]
    return tuple(left[:1] if is_ordered else left)


def hand_of(one: Expected, hand: Hand, today: date) -> Decision:
    """The named representative, by name and function in their own body, or somebody who holds a delegation that day."""
    if hand.party != one.party:
        return refuse(
            "signing_other_party",
            "Chaque représentant signe pour son seul organisme.",
            clause=HOUSE,
            fix=f"{one.name} signe pour cette partie.",
        )
    if _same(hand.name, one.name) and _same(hand.function, one.capacity):
        return ALLOWED
    if mandate_of(hand, today) is not None:
        return ALLOWED
    return refuse(
        "signing_not_representative",
        f"Le texte donne {one.name}, {one.capacity}, pour signataire.",
        clause=HOUSE,
        fix="Faites enregistrer votre délégation de signature par un administrateur de votre organisme.",
    )


def mandate_of(hand: Hand, today: date) -> Mandate | None:
    """The delegation that holds on a day."""
    return next((one for one in hand.mandates if one.person == hand.person and one.since <= today <= one.until), None)


def signs_as(one: Expected, hand: Hand, today: date) -> str:
    """The capacity printed beside the signature."""
    mandate = mandate_of(hand, today)
    if mandate is None or (_same(hand.name, one.name) and _same(hand.function, one.capacity)):
        return one.capacity
    return f"{mandate.capacity}, par délégation de {one.name} ({mandate.act})"


def _open(case: Case) -> Decision:
    return ALLOWED if case.state is RoundState.OPEN else NOT_OPEN


def _said(reason: str) -> Decision:
    if len(reason.strip()) >= SHORTEST:
        return ALLOWED
    return refuse(
        "signing_reason_missing",
        "La raison n'est pas écrite.",
        clause=HOUSE,
        fix="Dites pourquoi en quelques mots : toutes les parties la liront.",
    )


def _same(one: str, other: str) -> bool:
    return bool(_plain(one)) and _plain(one) == _plain(other)


def _plain(text: str) -> str:
    """Without accents, case nor double spaces: « Élise » is « elise »."""
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return " ".join(bare.casefold().split())
