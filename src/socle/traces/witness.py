"""The second store: the last signed checkpoint of each log, outside the database (reliability.md §1.1, Sunlight).

A restored or rewritten database cannot make the sealer sign a second history: what it signs must continue this file.
Publishing takes two steps, as a commit in two phases: `prepare` writes `<log>.next` before the database commits,
`publish` renames it to `<log>.note` after. After a crash, the database says whether `.next` was committed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from socle.traces import files
from socle.traces.domain import note as notes
from socle.traces.domain.note import Checkpoint, NoteError, Verifier


class LogRefused(Exception):  # noqa: N818 - reads as a sentence: « raise LogRefused(why) »
    """The sealer will not sign: the database does not continue what was signed; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Witness:
    """The second store of one log."""

    folder: Path
    log: str
    origin: str
    verifiers: Sequence[Verifier]

    @property
    def published(self) -> Path:
        return self.folder / f"{self.log}.note"

    @property
    def prepared(self) -> Path:
        return self.folder / f"{self.log}.next"

    def last(self) -> Checkpoint | None:
        """The last checkpoint known to have been published; NoteError when the file was altered."""
        return self._read(self.published)

    def prepare(self, note: str) -> None:
        """Keep the note before the database commits it."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        files.write(self.prepared, note.encode())

    def publish(self) -> None:
        """The database has committed: the prepared note becomes the last one."""
        files.rename(self.prepared, self.published)

    def settle(self, head: Checkpoint | None, was_signed: Callable[[Checkpoint], bool]) -> None:
        """Finish what a crash interrupted, then refuse a database that does not continue the published checkpoint.

        `head` is the database's last checkpoint; `was_signed` asks whether it still holds an older one.
        """
        try:
            if self.prepared.exists():
                self._settle_prepared(head)
            last = self.last()
        except NoteError as error:
            raise LogRefused(self._altered(error)) from error
        if last == head:
            return
        if last is None:
            raise LogRefused(self._missing())
        if head is None or head.size < last.size:
            raise LogRefused(self._behind(last, head))
        if head.size == last.size or not was_signed(last):
            raise LogRefused(self._forked(last))

    def _settle_prepared(self, head: Checkpoint | None) -> None:
        if self._read(self.prepared) == head:
            self.publish()
        else:
            self.prepared.unlink()
            files.flush_folder(self.folder)

    def _read(self, path: Path) -> Checkpoint | None:
        if not path.exists():
            return None
        return notes.verify(path.read_text(encoding="utf-8"), self.origin, self.verifiers)

    def _altered(self, error: NoteError) -> str:
        return (
            f"Le point de contrôle gardé dans {self.published} ne tient pas : {error}. Rien n'est plus signé dans le "
            f"journal « {self.log} ». Restaurez ce fichier depuis une sauvegarde, puis relancez le scelleur."
        )

    def _missing(self) -> str:
        return (
            f"Le point de contrôle {self.published} a disparu, et le journal « {self.log} » contient des entrées. "
            "Restaurez le dossier d'état depuis une sauvegarde : sans lui, une base restaurée passerait inaperçue."
        )

    def _behind(self, last: Checkpoint, head: Checkpoint | None) -> str:
        return (
            f"La base contient {head.size if head else 0} entrées scellées du journal « {self.log} », mais {last.size} "
            f"ont été signées ({self.published}) : une sauvegarde plus ancienne a été restaurée, ou la fin coupée. "
            "Rien n'est plus signé. Restaurez une sauvegarde plus récente, puis lancez « socle traces verify »."
        )

    def _forked(self, last: Checkpoint) -> str:
        return (
            f"Le journal « {self.log} » de la base ne continue pas le point de contrôle {last.size} déjà signé "
            f"({self.published}) : son histoire a été réécrite. Rien n'est plus signé. Lancez « socle traces verify », "
            "puis restaurez une sauvegarde intacte."
        )
