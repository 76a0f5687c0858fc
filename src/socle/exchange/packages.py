"""XLSX and ODS are ZIP archives: what they unpack to is measured before anything reads them."""

from __future__ import annotations

import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile, is_zipfile

from socle.exchange.refusals import (
    HARMLESS_BYTES,
    HIGHEST_RATIO,
    MOST_UNPACKED_BYTES,
    FileCode,
    Unreadable,
    broken,
    unreadable,
)

ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
CHUNK = 1 << 16
BROKEN = (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, KeyError)


def is_package(data: bytes) -> bool:
    return is_zipfile(BytesIO(data))


def unpacked(name: str, data: bytes) -> dict[str, bytes]:
    """Every file of the archive, read whole under the limits: sizes that the archive declares are not believed."""
    found: dict[str, bytes] = {}
    left = min(MOST_UNPACKED_BYTES, max(HARMLESS_BYTES, HIGHEST_RATIO * len(data)))
    try:
        with ZipFile(BytesIO(data)) as archive:
            for member in archive.namelist():
                found[member] = _content(archive, member, left, name)
                left -= len(found[member])
    except BROKEN as error:
        raise broken(name) from error
    return found


def _content(archive: ZipFile, member: str, most: int, name: str) -> bytes:
    content = bytearray()
    with archive.open(member) as stream:
        while chunk := stream.read(CHUNK):
            content += chunk
            if len(content) > most:
                raise _bomb(name)
    return bytes(content)


def _bomb(name: str) -> Unreadable:
    return unreadable(
        FileCode.BOMB,
        f"« {name} » se déplie bien au-delà de sa taille : il n'est pas ouvert.",
        "Copiez les seules cellules utiles dans un classeur neuf, puis renvoyez-le.",
    )
