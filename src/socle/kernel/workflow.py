"""A life cycle is a table — step, from, to, roles, guard — and its diagram and matrix come from it.

Source: house.md, « Values and shapes »; style.md, « Rules as values ». No library: the table is the documentation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Generic, TypeVar

from socle.kernel.decision import ALLOWED, Decision, refuse

State = TypeVar("State", bound=StrEnum)
Case = TypeVar("Case")


class StepCode(StrEnum):
    """The stable codes of a refused step, as they are traced; a guard brings its own."""

    UNKNOWN_STEP = "unknown_step"
    WRONG_STATE = "wrong_state"
    WRONG_ROLE = "wrong_role"


@dataclass(frozen=True, slots=True)
class Step(Generic[State, Case]):
    """One row of the table: who may move the object from where to where, on what condition."""

    name: str
    sources: frozenset[State]
    target: State
    roles: frozenset[str]
    guard: Callable[[Case], Decision] | None = None


class Workflow(Generic[State, Case]):
    """A life cycle; `labels` gives the French wording of step, state and role codes for the sentences shown."""

    def __init__(
        self,
        *steps: Step[State, Case],
        initial: State | None = None,
        labels: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.steps: Mapping[str, Step[State, Case]] = MappingProxyType({step.name: step for step in steps})
        self.initial = initial
        self._labels = labels
        if len(self.steps) != len(steps):
            raise ValueError("cycle de vie : deux étapes portent le même nom ; renommez-en une")
        for step in steps:
            if not (step.sources and step.roles):
                raise ValueError(f"étape « {step.name} » : indiquez au moins un état de départ et un rôle")

    def decide(self, name: str, state: State, role: str | Iterable[str], case: Case) -> Decision:
        """Whether someone holding `role` (or several) may take the step now: step, then state, role and guard."""
        step = self.steps.get(name)
        if step is None:
            return refuse(
                StepCode.UNKNOWN_STEP,
                f"l'étape « {name} » n'existe pas dans ce cycle de vie",
                fix=f"choisissez parmi : {self._list(self.steps)}",
            )
        if state not in step.sources:
            return refuse(
                StepCode.WRONG_STATE,
                f"« {self._label(name)} » n'est pas possible depuis l'état « {self._label(state)} »",
                fix=f"possible seulement depuis : {self._list(sorted(step.sources))}",
            )
        if step.roles.isdisjoint(_roles(role)):
            return refuse(
                StepCode.WRONG_ROLE,
                f"votre rôle ne permet pas « {self._label(name)} »",
                fix=f"adressez-vous à : {self._list(sorted(step.roles))}",
            )
        return step.guard(case) if step.guard is not None else ALLOWED

    def open_steps(self, state: State, role: str | Iterable[str], case: Case) -> tuple[Step[State, Case], ...]:
        """The steps this person may take now, in the order of the table: what a page offers as buttons."""
        held = frozenset(_roles(role))
        return tuple(step for step in self.steps.values() if self.decide(step.name, state, held, case))

    def mermaid(self) -> str:
        """The diagram of states for the generated documentation."""
        lines = ["stateDiagram-v2"]
        if self.initial is not None:
            lines.append(f"    [*] --> {self.initial.value}")
        sources = {source for step in self.steps.values() for source in step.sources}
        targets = {step.target for step in self.steps.values()}
        lines += [f"    {state.value} : {self._label(state)}" for state in sorted(sources | targets)]
        for step in self.steps.values():
            lines += [
                f"    {source.value} --> {step.target.value} : {self._label(step.name)}"
                for source in sorted(step.sources)
            ]
        lines += [f"    {state.value} --> [*]" for state in sorted(targets - sources)]
        return "\n".join(lines) + "\n"

    def matrix(self) -> str:
        """The table step × role in Markdown; a guarded cell names its guard."""
        roles = sorted({role for step in self.steps.values() for role in step.roles})
        header = ["étape", "depuis", "vers", *(self._label(role) for role in roles)]
        rows = [_row(header), _row(["---"] * len(header))]
        for step in self.steps.values():
            mark = "oui" if step.guard is None else f"oui, si `{_name(step.guard)}`"
            cells = [mark if role in step.roles else "–" for role in roles]
            rows.append(
                _row([self._label(step.name), self._list(sorted(step.sources)), self._label(step.target), *cells])
            )
        return "\n".join(rows) + "\n"

    def _label(self, code: str) -> str:
        return self._labels.get(code, str(code))

    def _list(self, codes: Iterable[str]) -> str:
        return ", ".join(self._label(code) for code in codes)


def _roles(role: str | Iterable[str]) -> Iterable[str]:
    return (role,) if isinstance(role, str) else role


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _name(guard: Callable[[Case], Decision]) -> str:
    return getattr(guard, "__name__", type(guard).__name__)
