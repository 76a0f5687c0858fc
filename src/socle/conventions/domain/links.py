"""How the terms of a text hang together: what a term names, and which terms name it (house.md, flat list of terms)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.fields import references
from socle.conventions.domain.kinds import Mission, Profile, Service
from socle.conventions.domain.reading import AnyTerm

T = TypeVar("T", bound=AnyTerm)
_NAMED: dict[type[Body], str] = {Service: "service", Profile: "profile", Mission: "mission"}


def names_of(term: AnyTerm) -> frozenset[tuple[str, str]]:
    """What other terms may call this one: its identifier, and its code when it defines one."""
    kind = _NAMED.get(type(term.body))
    code = getattr(term.body, "code", "")
    return frozenset({("term", term.id)} | ({(kind, code)} if kind else set()))


def named_by(body: Body) -> frozenset[tuple[str, str]]:
    """What a term names: services, profiles, missions, other terms."""
    return frozenset((refers, code) for _, refers, code in references(body))


def dependents_of(term: AnyTerm, terms: Iterable[T]) -> tuple[T, ...]:
    """The terms that name this one, in the order of the text."""
    names = names_of(term)
    return tuple(other for other in terms if other.id != term.id and names & named_by(other.body))


def foundations_of(term: AnyTerm, terms: Iterable[T]) -> tuple[T, ...]:
    """The terms that this one names, in the order of the text."""
    named = named_by(term.body)
    return tuple(other for other in terms if other.id != term.id and names_of(other) & named)


def services_of(body: Body) -> frozenset[str]:
    """The services a term is about; empty when it is about the whole convention."""
    own = {getattr(body, "code", "")} if isinstance(body, Service) else set()
    return frozenset(own | {code for kind, code in named_by(body) if kind == "service"})
