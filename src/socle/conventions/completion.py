"""What follows a paper signed by all its parties; the rooms and the nouns that wait for it hand it in by name.

`open_round(…, completes=("draft", "<id>"))` names what waits; `hand_in({"draft": function})` says what to do, in the
transaction of the last signature. Without a name, the paper of the tree takes the day of the last signature.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from socle.conventions.models import SigningRound
from socle.kernel.actor import Actor

Completed = Callable[[SigningRound, Actor, datetime], None]


@dataclass(slots=True)
class _Handed:
    by_kind: Mapping[str, Completed] = field(default_factory=dict)


_handed = _Handed()


def hand_in(by_kind: Mapping[str, Completed]) -> None:
    """Replace what waits for papers to be signed; called once by `site`."""
    _handed.by_kind = dict(by_kind)


def completed(signed: SigningRound, actor: Actor, at: datetime) -> None:
    """Set going what waited for this paper; nothing when nobody handed it in."""
    waiting = _handed.by_kind.get(signed.completes_kind)
    if waiting is not None:
        waiting(signed, actor, at)
