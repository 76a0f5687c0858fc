"""A TOML text with its lines, and the tables of a convention laid over those of its model."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from socle.conventions.domain.finding import Finding, Flaw, Place, Severity
from socle.conventions.domain.lines import Lines, Path

_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")


@dataclass(frozen=True, slots=True)
class Source:
    """One parsed text; `name` is convention or model."""

    name: str
    tables: Mapping[str, object]
    lines: Lines


@dataclass(frozen=True, slots=True)
class Draft:
    """One table of the text, laid over the model's table of the same identifier when there is one."""

    raw: Mapping[str, object]
    own: Mapping[str, object]
    path: Path
    source: Source
    under: Draft | None = None

    @property
    def id(self) -> str:
        return str(self.raw.get("id", ""))

    def place(self, key: str = "") -> Place:
        """Where `key` is written, in the text or in the model under it; the table itself when nowhere."""
        if self.under and key not in self.own and key in self.under.raw:
            return self.under.place(key)
        return Place(self.source.name, self.source.lines.of(self.path, key))

    def finding(self, flaw: Flaw) -> Finding:
        source, line = self.place(flaw.field)
        return Finding(flaw.severity, line, flaw.what, flaw.remedy, self.id, source)


def parse(name: str, text: str) -> Source | Finding:
    """The text as tables, or where its syntax breaks."""
    try:
        return Source(name, tomllib.loads(text), Lines(text))
    except tomllib.TOMLDecodeError as error:
        place = _AT_LINE.search(str(error))
        line = int(place.group(1)) if place else text.count("\n") + 1
        what = f"la syntaxe TOML s’arrête ici ({error})"
        return Finding(Severity.ERROR, line, what, "Fermez le guillemet ou le crochet de cette ligne", source=name)
    except RecursionError:
        what = "les crochets s’emboîtent trop profondément"
        return Finding(Severity.ERROR, 1, what, "Écrivez chaque terme comme dans les modèles", source=name)


def drafts(source: Source, key: str, path: Path = (), within: Mapping[str, object] | None = None) -> list[Draft]:
    """The tables of an array, in order; anything else than an array of tables reads as none."""
    items = (source.tables if within is None else within).get(key, [])
    if not isinstance(items, list):
        return []
    return [Draft(item, item, (*path, key, rank), source) for rank, item in enumerate(items) if isinstance(item, dict)]


def laid_over(own: Iterable[Draft], model: Iterable[Draft]) -> list[Draft]:
    """The model's tables, each completed by the convention's of the same identifier, then the convention's others."""
    below = {draft.id: draft for draft in model}
    above: dict[str, Draft] = {}
    others: list[Draft] = []
    for draft in own:
        if draft.id in below and draft.id not in above:
            above[draft.id] = _completed(draft, below[draft.id])
        else:
            others.append(draft)
    return [above.get(identifier) or _closed(draft) for identifier, draft in below.items()] + others


def _completed(draft: Draft, below: Draft) -> Draft:
    return replace(draft, raw={**_closed(below).raw, **draft.own}, under=below)


def _closed(draft: Draft) -> Draft:
    """A model's table in a convention: its blanks are no longer allowed."""
    return replace(draft, raw={key: value for key, value in draft.raw.items() if key != "open"})
