"""Recovery codes: ten, on paper, each good once in the place of the TOTP.

Source: ASVS 5.0 6.5.1 to 6.5.3 (one use, enough chance, kept hashed), 6.4.3 (recovery never skips the second factor).
"""

from __future__ import annotations

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
GROUP = 5
LENGTH = 2 * GROUP
TOTP_DIGITS = 6


def shown(letters: str) -> str:
    """How a code is printed.

    >>> shown("abcdefghjk")
    'abcde-fghjk'
    """
    return f"{letters[:GROUP]}-{letters[GROUP:]}"


def normalized(typed: str) -> str:
    """What was typed, without the spaces and dashes people add.

    >>> normalized(" ABCDE-fghjk "), normalized("123 456")
    ('abcdefghjk', '123456')
    """
    return "".join(letter for letter in typed.lower() if letter.isalnum())[: 2 * LENGTH]


def is_totp(code: str) -> bool:
    """Whether a normalized code can only be a TOTP."""
    return len(code) == TOTP_DIGITS and code.isascii() and code.isdigit()
