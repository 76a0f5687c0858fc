"""Cells made harmless: no formula leaves, no character that a database or an XML file refuses comes in."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from django.utils import timezone

from socle.exchange.refusals import LONGEST_CELL, cell_too_long
from socle.exchange.tables import Cell, cell_place

DANGEROUS = re.compile(r"'*[=+\-@\t＝＋－＠]")
GUARDED = re.compile(r"'+[=+\-@\t＝＋－＠]")
LINE_ENDS = re.compile(r"\r\n?")
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
YES, NO = "oui", "non"


def neutral(text: str) -> str:
    """The text with an apostrophe before what a spreadsheet would run as a formula.

    >>> neutral("=1+1"), neutral("Martin")
    ("'=1+1", 'Martin')
    """
    return f"'{text}" if DANGEROUS.match(text) else text


def restored(text: str) -> str:
    """The text as it was before `neutral`."""
    return text[1:] if GUARDED.match(text) else text


def printable(text: str) -> str:
    """The text with one kind of line end, without the control characters that no format of table carries."""
    return FORBIDDEN.sub("", LINE_ENDS.sub("\n", text))


def local(value: datetime) -> datetime:
    """The moment as a clock on the wall shows it: spreadsheets know no time zone."""
    shown = timezone.localtime(value) if timezone.is_aware(value) else value
    return shown.replace(tzinfo=None, microsecond=0)


def text_of(value: Cell | time) -> str:
    """A cell as text: dates in ISO 8601, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        moment = local(value)
        return moment.date().isoformat() if moment.time() == time() else moment.isoformat(" ")
    if isinstance(value, (date, time)):
        return value.isoformat()
    return printable(str(value)).strip()


def checked(text: str, number: int, index: int) -> str:
    """The cell, refused when its length shows that something is wrong."""
    if len(text) > LONGEST_CELL:
        raise cell_too_long(cell_place(number, index).capitalize())
    return text
