"""The order of a review's list: the riskiest first, control lines among them, what the caisse judges at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from socle.habilitations.domain.reviewing.controls import Control, drawn, rank_again, rank_departed, wanted
from socle.habilitations.domain.reviewing.risk import Risk

STEP = 100
AGAIN_AT, DEPARTED_AT = 10, 50


class Listed(Protocol):
    """What the plan needs of a right."""

    @property
    def is_for_caisse(self) -> bool: ...

    @property
    def is_departed(self) -> bool: ...


Right = TypeVar("Right", bound=Listed)


@dataclass(frozen=True, slots=True)
class Placed(Generic[Right]):
    """One line of the plan; `again` is the rank, in the plan, of the line it shows again."""

    right: Right
    risk: Risk
    position: int
    control: str = ""
    again: int | None = None


def plan(rights: Sequence[tuple[Right, Risk]], seed: str) -> list[Placed[Right]]:
    """Every right once, the riskiest first, and the controls that the seed draws."""
    in_force = [one for one in rights if not one[0].is_departed]
    judged = sorted((one for one in in_force if not one[0].is_for_caisse), key=lambda one: -one[1].points)
    for_caisse = [one for one in in_force if one[0].is_for_caisse]
    lines = [Placed(right, risk, rank * STEP) for rank, (right, risk) in enumerate([*judged, *for_caisse], start=1)]
    departed = [one for one in rights if one[0].is_departed]
    return [*lines, *_controls(lines[: len(judged)], departed, seed)]


def _controls(
    lines: Sequence[Placed[Right]], departed: Sequence[tuple[Right, Risk]], seed: str
) -> Iterator[Placed[Right]]:
    count, size = wanted(len(lines)), len(lines)
    gone = drawn(range(len(departed)), f"{seed} departed", (count + 1) // 2)
    for order, index in enumerate(gone):
        right, risk = departed[index]
        yield Placed(right, risk, rank_departed(order, size, seed) * STEP + DEPARTED_AT + order, Control.DEPARTED)
    early = range(max(2 * size // 3, 1))
    for order, index in enumerate(drawn(early, f"{seed} again", count - len(gone))):
        rank = rank_again(index + 1, size, seed)
        position = rank * STEP + AGAIN_AT + order
        yield Placed(lines[index].right, lines[index].risk, position, Control.AGAIN, index)
