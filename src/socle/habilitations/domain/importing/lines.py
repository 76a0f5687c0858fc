"""A row of the table as a wish: what it says of a person and of a right, and where each thing is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from socle.habilitations.domain.importing.columns import Field
from socle.habilitations.domain.importing.words import plain
from socle.kernel.decision import ALLOWED, Decision

RIGHT_FIELDS = (Field.SERVICE, Field.PROFILE, Field.PURPOSE, Field.SCOPE, Field.START, Field.END)


class Outcome(StrEnum):
    """What a row would do, or did."""

    CREATE = "create"
    CHANGE = "change"
    IGNORE = "ignore"
    ERROR = "error"


OUTCOME_SAYS = {
    Outcome.ERROR: "À corriger",
    Outcome.CREATE: "Créer",
    Outcome.CHANGE: "Modifier",
    Outcome.IGNORE: "Déjà ainsi",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row read through the columns chosen."""

    number: int
    said: Mapping[Field, str]
    where: Mapping[Field, int] = field(default_factory=dict)
    surplus: int | None = None  # the first column beyond the header that holds something

    def get(self, name: Field) -> str:
        return self.said.get(name, "")

    @property
    def asks_right(self) -> bool:
        return any(self.said.get(name) for name in RIGHT_FIELDS)

    @property
    def name(self) -> str:
        return f"{self.get(Field.FIRST_NAME)} {self.get(Field.LAST_NAME)}".strip()

    @property
    def who(self) -> str:
        """The person, as two rows of a file are compared: the address, else the name."""
        return self.get(Field.EMAIL).casefold() or plain(self.name)

    @property
    def right_key(self) -> tuple[str, ...]:
        """The right asked for, as two rows of a file are compared."""
        return tuple(plain(self.get(name)) for name in (Field.SERVICE, Field.PROFILE, Field.SCOPE))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a row would do: in French, piece by piece; an error has its decision and the field to mend."""

    outcome: Outcome
    says: tuple[str, ...] = ()
    decision: Decision = ALLOWED
    at: Field | None = None


def line_of(number: int, cells: Sequence[str], columns: Sequence[Field | None]) -> Line:
    """Read a row through the columns chosen; a column without a field is left aside."""
    where = {name: index for index, name in enumerate(columns) if name is not None}
    said = {name: " ".join(cells[index].split()) for name, index in where.items() if index < len(cells)}
    surplus = next((index for index in range(len(columns), len(cells)) if cells[index]), None)
    return Line(number, said, where, surplus)
