"""The number of a person in the national register, never shown whole by accident.

Source: Insee, NIR: 13 characters and a key of 2 digits, 97 − (number mod 97), Corsica's 2A and 2B counting as 19 and
18. First digit 1 or 2 definitive; 3, 4, 7 or 8 waiting for one (NIA). No message repeats it: it is personal data.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from stdnum.fr import nir

LENGTH = 15
SHAPE = re.compile(r"[1-478][0-9]{4}(?:[0-9]{2}|2[AB])[0-9]{8}")
TEMPORARY = frozenset("3478")
HIDDEN = "•"


@dataclass(frozen=True, slots=True, repr=False)
class Nir:
    """Fifteen checked characters; `value` is the only way to read them.

    >>> Nir("2 95 10 99 126 111 93")
    Nir(• •• •• •• ••• ••• 93)
    >>> Nir("253072b07300470").value
    '253072B07300470'
    """

    value: str

    def __post_init__(self) -> None:
        compact = "".join(self.value.split()).replace(".", "").upper()
        if len(compact) != LENGTH:
            raise ValueError(
                f"numéro de sécurité sociale : {LENGTH} caractères attendus, clé comprise, {len(compact)} reçus ; "
                "recopiez-le en entier"
            )
        if SHAPE.fullmatch(compact) is None:
            raise ValueError(
                "numéro de sécurité sociale : un caractère n'est pas à sa place ; "
                "des chiffres seulement, sauf 2A ou 2B pour la Corse, et il commence par 1, 2, 3, 4, 7 ou 8"
            )
        if not nir.is_valid(compact):
            raise ValueError("numéro de sécurité sociale : la clé ne correspond pas ; vérifiez chaque chiffre")
        object.__setattr__(self, "value", compact)

    @property
    def is_temporary(self) -> bool:
        """Whether the person waits for a definitive number (NIA)."""
        return self.value[0] in TEMPORARY

    def __str__(self) -> str:
        hidden = " ".join(HIDDEN * length for length in (1, 2, 2, 2, 3, 3))
        return f"{hidden} {self.value[-2:]}"

    def __repr__(self) -> str:
        return f"Nir({self})"
