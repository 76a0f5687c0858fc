"""What a term makes a party owe: one frozen value, from which the board and the calendar draw dated occurrences."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from socle.conventions.domain.words import Role, Side, Start

_OF_CAISSE = frozenset({Role.CAISSE_ADMIN, Role.CAISSE_SUPERVISOR, Role.CAISSE_AUTHORISED, Role.CNAF_AUTHORISED})
_FACING = {Side.CAISSE: Side.PARTNER, Side.PARTNER: Side.CAISSE, Side.ALL: Side.ALL}


def facing(side: Side) -> Side:
    """The side to whom a duty of `side` is owed when the term names nobody else."""
    return _FACING[side]


def side_of(role: Role) -> Side:
    """The side for which a role acts."""
    return Side.CAISSE if role in _OF_CAISSE else Side.PARTNER


class Rhythm(StrEnum):
    """When a duty is owed: always, once, every so often, or each time a fact happens."""

    STANDING = "standing"
    ONCE = "once"
    PERIODIC = "periodic"
    ON_EVENT = "on_event"


class Year(StrEnum):
    """Where periods are counted from: the day the convention took effect, or the first of January."""

    CONVENTION = "convention"
    CIVIL = "civil"


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing owed by somebody to somebody; `bearer` and `beneficiary` are a `Side` or the id of a party.

    `what` is an infinitive clause in French (« remettre l’attestation d’assurance »). `every` makes it periodic: due on
    the last day of each period, or `within` a delay after its first day. Without `every`, `starts` says the fact from
    which `within` runs: the signature gives one date, any other fact one date each time it happens.
    """

    code: str
    what: str
    bearer: str
    beneficiary: str
    every: str | None = None
    year: Year = Year.CONVENTION
    within: str | None = None
    starts: Start | None = None
    chased_before: str | None = None
    proof: str = ""
    document: str | None = None

    @property
    def rhythm(self) -> Rhythm:
        if self.every:
            return Rhythm.PERIODIC
        if self.starts is None:
            return Rhythm.STANDING
        return Rhythm.ONCE if self.starts is Start.SIGNATURE else Rhythm.ON_EVENT
