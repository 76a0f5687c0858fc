"""The kinds of files kept: what their name, their size and their first bytes must be (reliability.md §3.4; ASVS 5.2).

Source: the papers a convention may bring — a scan or a signed PDF; @CTES knows PDF, JPG, PNG besides its XML.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from socle.kernel.clause import Clause
from socle.kernel.decision import Decision, allow, refuse

CLAUSE = Clause.house("dépôt de fichiers")
MEGABYTE = 1_000_000
FIX = "Déposez un fichier PDF, JPG ou PNG."


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file."""

    code: str
    media_type: str
    extensions: tuple[str, ...]
    starts: bytes
    most_bytes: int


PDF = Kind("pdf", "application/pdf", ("pdf",), b"%PDF-", 20 * MEGABYTE)
JPEG = Kind("jpeg", "image/jpeg", ("jpg", "jpeg"), b"\xff\xd8\xff", 10 * MEGABYTE)
PNG = Kind("png", "image/png", ("png",), b"\x89PNG\r\n\x1a\n", 10 * MEGABYTE)
KINDS = {kind.code: kind for kind in (PDF, JPEG, PNG)}
MOST_BYTES = max(kind.most_bytes for kind in KINDS.values())


class FileState(StrEnum):
    """Where a file is: waiting for its checks, kept, or refused and never stored."""

    QUARANTINED = "quarantined"
    CLEAN = "clean"
    REFUSED = "refused"


class FileCode(StrEnum):
    """Why a file is refused; traced."""

    EMPTY = "file_empty"
    TOO_BIG = "file_too_big"
    UNKNOWN = "file_kind_unknown"
    MISNAMED = "file_misnamed"
    ACTIVE = "file_active_content"
    UNREADABLE = "file_unreadable"
    TRAILING = "file_trailing_content"
    LOCKED = "file_locked"
    BOMB = "file_too_large_inside"
    VIRUS = "file_virus"
    WAITING = "file_waiting"
    GONE = "file_gone"


def kind_of(content: bytes) -> Kind | None:
    """The kind that the first bytes tell, at the very start: nothing may come before them."""
    return next((kind for kind in KINDS.values() if content.startswith(kind.starts)), None)


def admitted(name: str, content: bytes) -> Decision:
    """Whether the size, the first bytes and the name agree; what is inside is judged apart."""
    if not content:
        return refuse(FileCode.EMPTY, "Le fichier est vide.", clause=CLAUSE, fix="Choisissez le bon fichier.")
    kind = kind_of(content)
    if kind is None:
        return refuse(FileCode.UNKNOWN, "Ce fichier n'est ni un PDF, ni une image JPG ou PNG.", clause=CLAUSE, fix=FIX)
    if len(content) > kind.most_bytes:
        return too_big(kind.most_bytes)
    if extension_of(name) not in kind.extensions:
        said = (
            f"Le nom finit par « {extension_of(name) or 'rien'} », mais le contenu est un fichier {kind.code.upper()}."
        )
        fix = f"Renommez-le en « .{kind.extensions[0]} », ou déposez le bon fichier."
        return refuse(FileCode.MISNAMED, said, clause=CLAUSE, fix=fix)
    return allow(CLAUSE)


def too_big(most: int = MOST_BYTES) -> Decision:
    """The refusal of a file over its limit; also said before it is read whole."""
    said = f"Le fichier dépasse {most // MEGABYTE} Mo."
    return refuse(FileCode.TOO_BIG, said, clause=CLAUSE, fix="Numérisez-le en moindre résolution.")


def extension_of(name: str) -> str:
    return PurePosixPath(clean_name(name)).suffix.removeprefix(".").lower()


def clean_name(name: str) -> str:
    """A name safe to show and to hand over: no folder, no control nor direction mark, 120 characters at most.

    >>> clean_name("../../etc/passwd"), clean_name(f"fdp{chr(0x202E)}.pdf"), clean_name("  ")
    ('passwd', 'fdp.pdf', 'fichier')
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(_kept(last)).strip(" .")
    if not kept:
        return "fichier"
    stem, dot, extension = kept.rpartition(".")
    return f"{stem[:112]}{dot}{extension[:7]}" if dot and stem else kept[:120]


def _kept(name: Iterable[str]) -> Iterator[str]:
    """Printable characters; what a shell or a header could read otherwise becomes a dash."""
    for character in name:
        if character.isprintable():
            yield "-" if character in '"<>|:*?;%' else character
