"""Spaces and apostrophes of French printing, for texts that people typed with those of a keyboard.

Source: Lexique des règles typographiques en usage à l'Imprimerie nationale.
"""

from __future__ import annotations

import re

NBSP, THIN = "\u00a0", "\u202f"
_RULES = (
    (re.compile(r"(?<=\w)'(?=\w)"), "’"),
    (re.compile(r"«\s*"), f"«{NBSP}"),
    (re.compile(r"\s*»"), f"{NBSP}»"),
    (re.compile(r"[ \u00a0]+:(?=\s|$)"), f"{NBSP}:"),
    (re.compile(r"[ \u00a0\u202f]+([;!?])"), rf"{THIN}\1"),
    (re.compile(r"(?<=\d) (?=\d{3}\b)"), THIN),
    (re.compile(r"(?<=\d) (?=[€%])"), NBSP),
    (re.compile(r"\bn° "), f"n°{NBSP}"),
)


def typeset(text: str) -> str:
    """The same words with the spaces that do not break.

    >>> typeset("L'accord « type » : 1 254 € ?").replace(NBSP, "~").replace(THIN, "_")
    'L’accord «~type~»~: 1_254~€_?'
    """
    for pattern, written in _RULES:
        text = pattern.sub(written, text)
    return text
