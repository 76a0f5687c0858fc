"""Papers that go round to be signed: opened, signed, signed by hand, refused, taken back; who may sign for a body."""

from socle.conventions.actions.signatures.ending import cancel, refuse_to_sign
from socle.conventions.actions.signatures.mandating import Delegation, record_mandate, withdraw_mandate
from socle.conventions.actions.signatures.opening import Opening, open_round
from socle.conventions.actions.signatures.rounds import act_of, decide, may_open, places_of, round_and_day
from socle.conventions.actions.signatures.signing import (
    ByHand,
    authority_decision,
    case_of,
    record_paper,
    refuse_scan,
    sign,
)

__all__ = [
    "ByHand",
    "Delegation",
    "Opening",
    "act_of",
    "authority_decision",
    "cancel",
    "case_of",
    "decide",
    "may_open",
    "open_round",
    "places_of",
    "record_mandate",
    "record_paper",
    "refuse_scan",
    "refuse_to_sign",
    "round_and_day",
    "sign",
    "withdraw_mandate",
]
