"""A profile of consultation: its public, its purposes, its conditions and its row of the matrix (MCP-60)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from socle.dossiers.domain.groups import Cell, Group
from socle.kernel.clause import Clause

Parameter = int | str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Purpose:
    """Why a file is opened; its mission, when the text ties it to one, must be ticked (MCP-07).

    A temporary purpose asks for a right that ends.
    """

    code: str
    label: str
    mission: str = ""
    temporary: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """A predicate by its code, with its clause and its parameters."""

    code: str
    clause: Clause
    parameters: Mapping[str, Parameter] = field(default_factory=dict)

    def number(self, name: str) -> int:
        value = self.parameters[name]
        assert isinstance(value, int)
        return value

    def text(self, name: str) -> str:
        value = self.parameters[name]
        assert isinstance(value, str)
        return value

    def names(self, name: str) -> tuple[str, ...]:
        value = self.parameters.get(name, ())
        assert isinstance(value, tuple)
        return value


@dataclass(frozen=True, slots=True)
class Profile:
    """One row of the matrix."""

    code: str
    title: str
    public: str
    clause: Clause
    cells: Mapping[Group, Cell]
    purposes: tuple[Purpose, ...] = ()
    conditions: tuple[Condition, ...] = ()

    def purpose(self, code: str) -> Purpose | None:
        return next((purpose for purpose in self.purposes if purpose.code == code), None)

    def with_parameters(self, parameters: Mapping[str, Mapping[str, Parameter]]) -> Profile:
        """The same profile, its conditions set by the terms of a convention: {code: {name: value}}."""
        conditions = tuple(
            replace(condition, parameters={**condition.parameters, **parameters.get(condition.code, {})})
            for condition in self.conditions
        )
        return replace(self, conditions=conditions)
