"""The identifier of an account is drawn, never chosen nor taken from a name: two syllables and four digits.

Source: MCP-24 (identifiers are generated), ASVS 5.0 6.1.1; letters that look like digits are left out.
"""

from __future__ import annotations

CONSONANTS = "bdfgjkmnprtvz"
VOWELS = "aeiu"
DIGITS = 10_000
SYLLABLES = tuple(consonant + vowel for consonant in CONSONANTS for vowel in VOWELS)
SPACE = len(SYLLABLES) * (len(SYLLABLES) - 1) * DIGITS


def identifier_of(drawn: int) -> str:
    """The identifier of a number drawn in [0, SPACE): each number has its own, and no syllable comes twice.

    >>> identifier_of(0), identifier_of(SPACE - 1)
    ('babe0000', 'zuzi9999')
    """
    if not 0 <= drawn < SPACE:
        raise ValueError(f"tirage {drawn} : il doit être entre 0 et {SPACE - 1}")
    syllables, digits = divmod(drawn, DIGITS)
    first, second = divmod(syllables, len(SYLLABLES) - 1)
    return f"{SYLLABLES[first]}{SYLLABLES[second + (second >= first)]}{digits:04d}"


def normalized(typed: str) -> str:
    """What was typed, without spaces, capitals or control characters: how an identifier is looked up."""
    return "".join(letter for letter in typed if letter.isprintable() and not letter.isspace()).lower()[:60]
