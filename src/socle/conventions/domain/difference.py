"""Two sets of terms side by side, by identifier: added, replaced field by field, ended (MCP-05).

The same comparison reads an avenant against the terms in force, and a local convention against its national model.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from socle.conventions.domain.fields import fields_of
from socle.conventions.domain.grammar import plain
from socle.conventions.domain.kinds import KINDS
from socle.conventions.domain.reading import AnyTerm
from socle.kernel.clause import Clause


class Change(StrEnum):
    """What happened to a term; `FILLED` only writes what the model left blank."""

    ADDED = "added"
    REPLACED = "replaced"
    FILLED = "filled"
    ENDED = "ended"

    @property
    def label(self) -> str:
        return {"added": "ajouté", "replaced": "modifié", "filled": "complété", "ended": "terminé"}[self.value]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a term before and after; None when it is not written."""

    name: str
    says: str
    before: object
    after: object
    was_open: bool = False


@dataclass(frozen=True, slots=True)
class TermChange:
    """One term that is not the same on both sides."""

    change: Change
    before: AnyTerm | None
    after: AnyTerm | None
    fields: tuple[FieldChange, ...]

    @property
    def term(self) -> AnyTerm:
        """The term as it will read, or as it read when it ends."""
        found = self.after or self.before
        assert found, "a change has at least one side"
        return found

    @property
    def id(self) -> str:
        return self.term.id

    @property
    def kind(self) -> str:
        return self.term.body.kind

    @property
    def title(self) -> str:
        return KINDS[self.kind].title

    @property
    def clause(self) -> Clause:
        return self.term.clause


_COMMON = (("clause", "clause"), ("says", "ce qu’il dit"))


def difference(
    before: Iterable[AnyTerm], after: Iterable[AnyTerm], blanks: Mapping[str, frozenset[str]] | None = None
) -> tuple[TermChange, ...]:
    """What changes from one set of terms to the other, in the order of the second, ended terms last.

    `blanks` gives, for each term of a model, the fields that it leaves open: writing them is filling, not changing.
    """
    old = {term.id: term for term in before}
    new = {term.id: term for term in after}
    found = [_change(old.get(term.id), term, (blanks or {}).get(term.id, frozenset())) for term in new.values()]
    found += [
        TermChange(Change.ENDED, term, None, tuple(_written(term))) for term in old.values() if term.id not in new
    ]
    return tuple(change for change in found if change is not None)


def _change(before: AnyTerm | None, after: AnyTerm, blanks: frozenset[str]) -> TermChange | None:
    if before is None:
        return TermChange(Change.ADDED, None, after, tuple(_written(after, is_new=True)))
    fields = tuple(_fields(before, after, blanks))
    if not fields:
        return None
    ruled = [field for field in fields if field.name not in dict(_COMMON)]
    is_filling = bool(blanks) and all(field.was_open for field in ruled)
    return TermChange(Change.FILLED if is_filling else Change.REPLACED, before, after, fields)


def _fields(before: AnyTerm, after: AnyTerm, blanks: frozenset[str]) -> Iterator[FieldChange]:
    for name, says in _COMMON:
        one, other = str(getattr(before, name)), str(getattr(after, name))
        if one != other:
            yield FieldChange(name, says, one, other)
    if before.body.kind != after.body.kind:
        yield FieldChange("kind", "nature du terme", KINDS[before.body.kind].title, KINDS[after.body.kind].title)
        return
    for field in fields_of(type(after.body)):
        old, new = getattr(before.body, field.name), getattr(after.body, field.name)
        if old != new:
            yield FieldChange(field.name, field.says, old, new, was_open=field.name in blanks)


def _written(term: AnyTerm, *, is_new: bool = False) -> Iterator[FieldChange]:
    """Every field of a term that stands on one side only."""
    for field in fields_of(type(term.body)):
        value = getattr(term.body, field.name)
        if field.is_required or value != field.default:
            yield FieldChange(field.name, field.says, None if is_new else value, value if is_new else None)


def change_json(change: TermChange) -> dict[str, object]:
    """One change as the command line and the API say it."""
    return {
        "change": change.change.value,
        "term": change.id,
        "kind": change.kind,
        "title": change.title,
        "clause": str(change.clause),
        "before": change.before.says if change.before else None,
        "after": change.after.says if change.after else None,
        "fields": [
            {"field": field.name, "says": field.says, "before": plain(field.before), "after": plain(field.after)}
            for field in change.fields
        ],
    }
