"""A PDF is read object by object, each of its revisions: whatever runs, opens or carries a file is refused.

A link to an address stays allowed: it does nothing by itself. A fault of structure refuses as well: what we cannot
read, another reader may read otherwise.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from socle.files.domain.kinds import FileCode
from socle.files.inspection.fault import Fault

ACTIVE = {
    "/JS": "JavaScript",
    "/JavaScript": "JavaScript",
    "/Launch": "lancement de programme",
    "/EmbeddedFile": "fichier joint",
    "/EmbeddedFiles": "fichier joint",
    "/EF": "fichier joint",
    "/RichMedia": "média enrichi",
    "/XFA": "formulaire XFA",
    "/SubmitForm": "envoi de formulaire",
    "/ImportData": "import de données",
    "/GoToE": "fichier joint",
    "/GoToR": "autre document",
    "/Rendition": "média",
    "/Sound": "son",
    "/Movie": "film",
    "/AA": "action automatique",
}
NAMED_BY = ("/S", "/Type", "/Subtype", "/FT")
RAW = (b"/JavaScript", b"/EmbeddedFile", b"/RichMedia")
MOST_OBJECTS = 200_000
DEEPEST = 64
END = b"%%EOF"


def inspect(content: bytes) -> bytes:
    """The same content; Fault when it hides, runs or carries something."""
    if content.rpartition(END)[2].strip(b"\r\n\t \0") or END not in content:
        raise Fault(FileCode.TRAILING)
    for name in RAW:
        if name in content:
            raise Fault(FileCode.ACTIVE, ACTIVE[name.decode()])
    try:
        _read(content)
    except (MemoryError, RecursionError):
        raise Fault(FileCode.BOMB) from None
    except (PdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, NotImplementedError, OSError):
        raise Fault(FileCode.UNREADABLE) from None
    return content


def _read(content: bytes) -> None:
    reader = PdfFileReader(io.BytesIO(content), strict=False)
    if reader.encrypted:
        raise Fault(FileCode.LOCKED)
    if not reader.root.get("/Pages"):
        raise Fault(FileCode.UNREADABLE)
    seen = 0
    for revision in range(reader.xrefs.total_revisions):
        resolver = reader.get_historical_resolver(revision)
        for reference in reader.xrefs.explicit_refs_in_revision(revision):
            seen += 1
            if seen > MOST_OBJECTS:
                raise Fault(FileCode.BOMB)
            for found in _active(resolver.get_object(reference), 0):
                raise Fault(FileCode.ACTIVE, found)
    for found in _active(reader.root, 0):
        raise Fault(FileCode.ACTIVE, found)


def _active(value: object, depth: int) -> Iterator[str]:
    """What is active in one object; the walk over all objects follows the references."""
    if depth > DEEPEST:
        raise Fault(FileCode.BOMB)
    if isinstance(value, generic.DictionaryObject):
        for key, held in dict.items(value):
            if key in ACTIVE:
                yield ACTIVE[key]
            if key in NAMED_BY and isinstance(held, generic.NameObject) and held in ACTIVE:
                yield ACTIVE[held]
            yield from _active(held, depth + 1)
    elif isinstance(value, generic.ArrayObject):
        for held in list.__iter__(value):
            yield from _active(held, depth + 1)
