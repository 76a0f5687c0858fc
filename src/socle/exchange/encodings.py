"""Which encoding a text file uses, among those that French offices produce.

The list is closed and short, so the choice is a count of French characters rather than a general detector, which
confuses Mac Roman and Windows-1252 on the few accents of a list of names.
"""

from __future__ import annotations

import codecs

from socle.exchange.refusals import FileCode, Unreadable, unreadable

LABELS = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp1252": "Windows-1252",
    "iso8859-15": "ISO-8859-15",
    "mac_roman": "Mac Roman",
}
ONE_BYTE = ("cp1252", "iso8859-15", "mac_roman")
BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
COMMON = frozenset("éèêëàâîïôöùûüçœæ")
FRENCH = frozenset("ÉÈÊËÀÂÎÏÔÖÙÛÜÇŒÆ«»’…–—€°§\u00a0\u202fñáíóúäß")
FIRST_OF_LATIN_1 = "\xa0"
WIDE = 0.25


def decode(data: bytes, name: str) -> tuple[str, str]:
    """The text of a file and the name of its encoding; raises Unreadable when it is no text."""
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return _strictly(data[len(bom) :], encoding, name), LABELS[encoding]
    encoding = _guess(data)
    text = _strictly(data, encoding, name)
    if "\0" in text:
        raise no_text(name)
    return text, LABELS[encoding]


def _guess(data: bytes) -> str:
    zeros = (data[0::2].count(0), data[1::2].count(0))
    if len(data) % 2 == 0 and max(zeros) > WIDE * len(data) / 2 and min(zeros) * 4 < max(zeros):
        return "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
    if _reads(data, "utf-8"):
        return "utf-8"
    return max((one for one in ONE_BYTE if _reads(data, one)), key=lambda one: _likelihood(data.decode(one)))


def _reads(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _likelihood(text: str) -> int:
    """How French the accents are; a capital counts less, for the accents of one encoding are capitals of another."""
    found = [character for character in text if character > "\x7f"]
    return sum(2 if one in COMMON else 1 if one in FRENCH else -5 if one < FIRST_OF_LATIN_1 else -1 for one in found)


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise no_text(name) from error


def no_text(name: str) -> Unreadable:
    return unreadable(
        FileCode.UNKNOWN,
        f"« {name} » n'est ni un texte CSV, ni un classeur XLSX ou ODS.",
        "Dans votre tableur, choisissez « Enregistrer sous », puis CSV, XLSX ou ODS.",
    )
