"""The types a field of a term may have; each stands for one grammar of `grammar.py` (docs/format-convention.md)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NewType, Self

from socle.kernel.french import headline

Code = NewType("Code", str)
DelayText = NewType("DelayText", str)
HoursText = NewType("HoursText", str)
TimeText = NewType("TimeText", str)
AmountText = NewType("AmountText", str)
CtesText = NewType("CtesText", str)
SiretText = NewType("SiretText", str)
TerritoryCode = NewType("TerritoryCode", str)
PartyId = NewType("PartyId", str)
Bearer = NewType("Bearer", str)
DecimalText = NewType("DecimalText", str)
ProxyText = NewType("ProxyText", str)
LatecomerText = NewType("LatecomerText", str)
ClauseText = NewType("ClauseText", str)

ServiceCode = NewType("ServiceCode", str)
ProfileCode = NewType("ProfileCode", str)
PurposeCode = NewType("PurposeCode", str)
MissionCode = NewType("MissionCode", str)
DocumentId = NewType("DocumentId", str)
ContactId = NewType("ContactId", str)
TermId = NewType("TermId", str)

EVERY = "*"
EVERYBODY = Bearer("all")


class Word(StrEnum):
    """A word of a closed list: an English code, stored, and its French label, shown."""

    label: str

    def __new__(cls, value: str, label: str) -> Self:
        word = str.__new__(cls, value)
        word._value_ = value
        word.label = label
        return word

    @classmethod
    def coded(cls, code: str) -> Self:
        """The word of a stored code; ValueError for any other."""
        return cls(code)  # type: ignore[call-arg]

    @property
    def headline(self) -> str:
        """The label at the head of a sentence."""
        return headline(self.label)


def listed(items: Iterable[str], last: str = "et") -> str:
    """French enumeration: « a, b et c »; a Word gives its label.

    >>> listed(["a", "b", "c"])
    'a, b et c'
    """
    words = [item.label if isinstance(item, Word) else item for item in items]
    if len(words) > 1:
        return f"{', '.join(words[:-1])} {last} {words[-1]}"
    return words[0] if words else "aucun"
