"""What a person writes in a form, as the table of a term: one answer by field, read by the grammar of its kind.

A form offers a field by its grammar: a day, a number, a yes or no, one word or several of a list, lines of text. What
was left empty is not written; a grammar then says what is missing, next to the field.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from socle.conventions.domain.check import check
from socle.conventions.domain.convention import Convention, Term
from socle.conventions.domain.fields import Field, fields_of
from socle.conventions.domain.grammar import plain
from socle.conventions.domain.kinds import KINDS
from socle.conventions.domain.source import Source, drafts, parse
from socle.conventions.domain.types import Word

OPENED = "opened"


class Entry(StrEnum):
    """How a field is asked for."""

    YES_NO = "yes_no"
    NUMBER = "number"
    DAY = "day"
    ONE_OF = "one_of"
    SOME_OF = "some_of"
    LINES = "lines"
    TEXT = "text"


def entry_of(field: Field) -> Entry:
    """How a form asks for this field."""
    schema = field.grammar.schema
    items = schema.get("items")
    if schema.get("type") == "array":
        return Entry.SOME_OF if isinstance(items, Mapping) and "enum" in items else Entry.LINES
    if "enum" in schema:
        return Entry.ONE_OF
    if schema.get("format") == "date":
        return Entry.DAY
    simple = {"boolean": Entry.YES_NO, "integer": Entry.NUMBER}
    return simple.get(str(schema.get("type")), Entry.TEXT)


def choices_of(field: Field) -> tuple[tuple[str, str], ...]:
    """The words a field offers, with their French label."""
    schema = field.grammar.schema
    items = schema.get("items")
    codes = items.get("enum") if isinstance(items, Mapping) else schema.get("enum")
    if not isinstance(codes, list):
        return ()
    words = [_word(field, code, is_list=isinstance(items, Mapping)) for code in codes]
    return tuple((word.value, word.headline) for word in words if isinstance(word, Word))


def _word(field: Field, code: str, *, is_list: bool) -> object:
    read = field.grammar.read([code] if is_list else code)
    return read[0] if isinstance(read, tuple) else read


def raw_of(field: Field, answer: object) -> object | None:
    """The value that the answer spells, as TOML would write it; None when nothing was answered."""
    kind = entry_of(field)
    if kind is Entry.YES_NO:
        return {"oui": True, "non": False}.get(str(answer))
    if kind is Entry.SOME_OF and isinstance(answer, (list, tuple)):
        return list(answer) or None
    text = str(answer or "").strip()
    if not text:
        return None
    if kind is Entry.LINES:
        return [line.strip() for line in text.splitlines() if line.strip()]
    if kind is Entry.NUMBER:
        digits = text.replace(" ", "").replace("\N{NO-BREAK SPACE}", "").replace("\N{NARROW NO-BREAK SPACE}", "")
        return int(digits) if digits.isascii() and digits.isdigit() else text
    return _day(text) if kind is Entry.DAY else text


def _day(text: str) -> date | str:
    """A day as TOML writes it; what cannot be read is left to the grammar, which says so."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def answer_of(field: Field, value: object) -> object:
    """What the form shows for a value already written."""
    written = plain(value) if value is not None else None
    kind = entry_of(field)
    if kind is Entry.YES_NO:
        return "" if written is None else "oui" if written else "non"
    if kind is Entry.SOME_OF:
        return written or []
    if kind is Entry.LINES and isinstance(written, list):
        return "\n".join(str(item) for item in written)
    return "" if written is None else str(written)


def table_of(fields: Iterable[Field], answers: Mapping[str, object]) -> dict[str, object]:
    """The table that answers spell: a field without answer is left out."""
    found = {field.name: raw_of(field, answers.get(field.name, "")) for field in fields}
    return {name: value for name, value in found.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Blank:
    """A term of a model that leaves fields open: what the form asks, by their kind."""

    id: str
    kind: str
    clause: str
    says: str
    fields: tuple[Field, ...]

    @property
    def title(self) -> str:
        return KINDS[self.kind].title

    @property
    def may_close(self) -> bool:
        """Whether leaving it empty says that the cell is blank: nothing is opened (MCP-61)."""
        return any(field.name == OPENED for field in fields_of(KINDS[self.kind]))

    def table(self, answers: Mapping[str, object]) -> dict[str, object]:
        """What the convention writes over the model's term."""
        written = table_of(self.fields, answers)
        if not written and self.may_close:
            return {"id": self.id, OPENED: False}
        return {"id": self.id, **written}


def blanks_of(model_text: str) -> tuple[Blank, ...]:
    """What a model leaves to the parties, in the order of its text."""
    source = parse("model", model_text)
    if not isinstance(source, Source):
        return ()
    return tuple(
        Blank(
            draft.id,
            str(draft.raw["kind"]),
            str(draft.raw.get("clause", "")),
            str(draft.raw.get("says", "")),
            tuple(field for field in fields_of(KINDS[str(draft.raw["kind"])]) if field.name in _open(draft.raw)),
        )
        for draft in drafts(source, "terms")
        if _open(draft.raw) and draft.raw.get("kind") in KINDS
    )


def _open(raw: Mapping[str, object]) -> Sequence[str]:
    names = raw.get("open", ())
    return [str(name) for name in names] if isinstance(names, (list, tuple)) else []


def open_fields(model_text: str) -> Mapping[str, frozenset[str]]:
    """The blanks of a model, by term: writing them is filling, not changing; a blank cell closes what it counts."""
    return {
        blank.id: frozenset(field.name for field in blank.fields) | ({OPENED} if blank.may_close else frozenset())
        for blank in blanks_of(model_text)
    }


def model_terms(model_text: str) -> tuple[Term, ...]:
    """The terms of a model, blanks included."""
    model: Convention | None = check(model_text).convention
    return model.terms if model else ()
