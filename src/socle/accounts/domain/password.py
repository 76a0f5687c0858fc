"""What makes a password acceptable: long, hard to guess, unknown, and not made of words of its context.

Source: CNIL 2022-100, ASVS 5.0 6.1.2 and 6.2 (no composition rule, paste allowed, no rotation), reliability.md §3.1.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from socle.accounts.domain import policy
from socle.kernel.decision import Decision, allow, refuse

SHORTEST_WORD = 4
LEFT_BESIDE_WORDS = 8
ADVICE = "Choisissez une phrase de quatre mots ou plus, sans lien entre eux ni avec votre travail."


class PasswordCode(StrEnum):
    """The stable codes of a refused password."""

    SHORT = "password_short"
    LONG = "password_long"
    COMMON = "password_common"
    CONTEXT = "password_context"
    WEAK = "password_weak"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A password with what outside lists say of it: zxcvbn's score of 0 to 4, and whether it is a known one."""

    password: str
    score: int
    is_common: bool
    context: tuple[str, ...] = ()


def plain(text: str) -> str:
    """The text without accents or capitals, so that « Évreux » and « evreux » are one word."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def context_words(own: Iterable[str]) -> tuple[str, ...]:
    """The words to keep out: names of the bodies, and those of the person, their organisation and its town."""
    words = {word for text in own for word in re.split(r"[^a-z0-9]+", plain(text)) if len(word) >= SHORTEST_WORD}
    return (*policy.CONTEXT_WORDS, *sorted(words - set(policy.CONTEXT_WORDS)))


def decide(candidate: Candidate) -> Decision:
    """A password is refused with the first reason found, and with advice."""
    length = len(candidate.password)
    if length < policy.MIN_LENGTH:
        return _refuse(PasswordCode.SHORT, f"Ce mot de passe a moins de {policy.MIN_LENGTH} caractères.")
    if length > policy.MAX_LENGTH:
        return refuse(
            PasswordCode.LONG,
            f"Ce mot de passe a plus de {policy.MAX_LENGTH} caractères.",
            clause=policy.CLAUSE,
            fix="Raccourcissez-le.",
        )
    if candidate.is_common:
        return _refuse(PasswordCode.COMMON, "Ce mot de passe figure dans une liste de mots de passe connus.")
    word = _dominant_word(candidate)
    if word:
        return _refuse(PasswordCode.CONTEXT, f"Ce mot de passe repose sur « {word} », facile à deviner ici.")
    if candidate.score < policy.MIN_SCORE:
        return _refuse(PasswordCode.WEAK, "Ce mot de passe serait deviné trop vite.")
    return allow(policy.CLAUSE)


def _dominant_word(candidate: Candidate) -> str:
    """A context word without which too little is left."""
    text = plain(candidate.password)
    for word in sorted(candidate.context, key=len, reverse=True):
        if word in text and len(text.replace(word, "")) < LEFT_BESIDE_WORDS:
            return word
    return ""


def _refuse(code: PasswordCode, reason: str) -> Decision:
    return refuse(code, reason, clause=policy.CLAUSE, fix=ADVICE)
