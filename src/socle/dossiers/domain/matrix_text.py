"""Finding the line of a mistake in the text of the matrix, and saying what to write instead."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

from socle.kernel.clause import Clause

Table = dict[str, Any]


class MatrixError(ValueError):
    """The matrix is refused: where, why, and what to write."""

    def __init__(self, reason: str, fix: str, line: int | None = None) -> None:
        where = "" if line is None else f"ligne {line} : "
        super().__init__(f"{where}{reason} ; {fix}")
        self.reason, self.fix, self.line = reason, fix, line


@dataclass(frozen=True, slots=True)
class Text:
    """The lines of a TOML text; `start` and `end` bound the entry being read."""

    content: str
    start: int = 0
    end: int | None = None

    def line_of(self, name: str) -> int | None:
        """The line where a key or a header is written, else the first line of the entry."""
        pattern = re.compile(rf"\s*(\[+[\w.]*\b{re.escape(name)}\]+|{re.escape(name)}\s*=)")
        lines = self.content.splitlines()[self.start : self.end]
        found = (number for number, line in enumerate(lines, self.start + 1) if pattern.match(line))
        return next(found, self.start + 1)

    def sections(self, header: str) -> list[Text]:
        """One bounded text per `[[header]]`."""
        lines = self.content.splitlines()
        starts = [number for number, line in enumerate(lines) if line.strip() == f"[[{header}]]"]
        others = [number for number, line in enumerate(lines) if line.startswith("[[")] + [len(lines)]
        return [Text(self.content, start, min(end for end in others if end > start)) for start in starts]


@dataclass(frozen=True, slots=True)
class Place:
    """Where we are in the text; reads values and refuses them with their line."""

    text: Text

    def fail(self, name: str, reason: str, fix: str) -> NoReturn:
        raise MatrixError(reason, fix, self.text.line_of(name))

    def word(self, raw: Table, name: str) -> str:
        value = raw.get(name)
        if not (isinstance(value, str) and value.strip()):
            self.fail(name, f"« {name} » manque", f'écrivez {name} = "…"')
        return value

    def only(self, raw: Table, names: Collection[str]) -> None:
        """Refuse a key that nobody reads: a slip of the pen must not pass for a rule."""
        for name in raw:
            if name not in names:
                self.fail(name, f"« {name} » inconnu", f"choisissez parmi {', '.join(sorted(names))}")

    def clause(self, raw: Table, name: str) -> Clause:
        try:
            return Clause.parse(self.word(raw, name))
        except MatrixError:
            raise
        except ValueError as error:
            self.fail(name, str(error), "citez l'article du bulletin")

    def table(self, raw: object) -> Table:
        if not isinstance(raw, dict):
            self.fail("cells", "une table est attendue", "écrivez des lignes clé = valeur")
        return raw

    def listed(self, raw: Table, name: str, *, at_least_one: bool = False) -> list[Table]:
        entries = raw.get(name, [])
        if not isinstance(entries, list) or (at_least_one and not entries):
            self.fail(name, f"« {name} » manque", f"écrivez {name} = [{{ … }}]")
        return [self.table(entry) for entry in entries]

    def entries(self, raw: Table, name: str) -> Iterator[tuple[Place, Table]]:
        """Each `[[name]]` of the text with its own place."""
        tables = self.listed(raw, name, at_least_one=True)
        return ((Place(text), entry) for text, entry in zip(self.text.sections(name), tables, strict=True))
