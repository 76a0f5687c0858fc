"""The numbers of an organisation and of its establishment, checked before anything is stored.

Source: Insee, répertoire Sirene: 9 and 14 digits, Luhn key on both. La Poste (SIREN 356 000 000) numbers its
establishments beyond what Luhn allows: there, a sum of digits that is a multiple of 5 is accepted too. A right key does
not prove that the establishment exists: only the directory does.
"""

from __future__ import annotations

from dataclasses import dataclass

from stdnum import luhn

SIREN_LENGTH, SIRET_LENGTH = 9, 14
LA_POSTE = "356000000"
LA_POSTE_DIVISOR = 5


@dataclass(frozen=True, slots=True, order=True)
class Siren:
    """The nine digits of an organisation; spaces and points are dropped.

    >>> str(Siren("213401359"))
    '213 401 359'
    """

    value: str

    def __post_init__(self) -> None:
        digits = _digits(self.value, "SIREN", SIREN_LENGTH)
        if not luhn.is_valid(digits):
            raise ValueError(_wrong_key("SIREN", self.value))
        object.__setattr__(self, "value", digits)

    def __str__(self) -> str:
        return _grouped(self.value)


@dataclass(frozen=True, slots=True, order=True)
class Siret:
    """The fourteen digits of an establishment; spaces and points are dropped.

    >>> siret = Siret("213 401 359 00012")
    >>> siret.value, str(siret), str(siret.siren), siret.nic
    ('21340135900012', '213 401 359 00012', '213 401 359', '00012')
    >>> Siret("356 000 000 09075").siren.value
    '356000000'
    """

    value: str

    def __post_init__(self) -> None:
        digits = _digits(self.value, "SIRET", SIRET_LENGTH)
        if not (luhn.is_valid(digits[:SIREN_LENGTH]) and (luhn.is_valid(digits) or _is_la_poste(digits))):
            raise ValueError(_wrong_key("SIRET", self.value))
        object.__setattr__(self, "value", digits)

    @property
    def siren(self) -> Siren:
        """The organisation the establishment belongs to."""
        return Siren(self.value[:SIREN_LENGTH])

    @property
    def nic(self) -> str:
        """The five digits that number the establishment within its organisation."""
        return self.value[SIREN_LENGTH:]

    def __str__(self) -> str:
        return f"{_grouped(self.value[:SIREN_LENGTH])} {self.nic}"


def _digits(text: str, name: str, length: int) -> str:
    digits = "".join(text.split()).replace(".", "")
    if not (digits.isascii() and digits.isdigit()):
        raise ValueError(f"{name} « {text} » : il ne contient que des chiffres ; retirez les autres caractères")
    if len(digits) != length:
        raise ValueError(
            f"{name} « {text} » : il compte {length} chiffres, vous en donnez {len(digits)} ; vérifiez la saisie"
        )
    if not int(digits):
        raise ValueError(f"{name} « {text} » : il n'est pas attribué ; donnez celui de l'avis de situation Insee")
    return digits


def _is_la_poste(digits: str) -> bool:
    return digits.startswith(LA_POSTE) and sum(int(digit) for digit in digits) % LA_POSTE_DIVISOR == 0


def _wrong_key(name: str, text: str) -> str:
    return f"{name} « {text} » : la clé de contrôle est fausse ; un chiffre est sans doute mal recopié, vérifiez-le"


def _grouped(siren: str) -> str:
    return f"{siren[:3]} {siren[3:6]} {siren[6:]}"
