"""Who signs, with what, and where on the paper."""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.x509 import Certificate
from cryptography.x509.oid import NameOID

MILLIMETRE = 72 / 25.4
PAGE_HEIGHT = 297
LEFT, TOP, WIDTH, HEIGHT, STEP = 80, 60, 112, 30, 34
MOST = 6


@dataclass(frozen=True, slots=True)
class Signatory:
    """One party and the person who signs for it."""

    siret: str
    organisation: str
    name: str
    capacity: str


@dataclass(frozen=True, slots=True)
class Credential:
    """A certificate, its key, and what leads to a root."""

    certificate: Certificate
    key: PrivateKeyTypes
    chain: tuple[Certificate, ...] = ()

    @property
    def issuer(self) -> str:
        """The name of the authority, as people read it."""
        names = self.certificate.issuer.get_attributes_for_oid(NameOID.COMMON_NAME)
        return str(names[0].value) if names else self.certificate.issuer.rfc4514_string()


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of a signature on the last page, in millimetres as the sheet draws it: the right part of its box."""

    rank: int

    @property
    def field(self) -> str:
        return f"Signature{self.rank + 1}"

    @property
    def top(self) -> int:
        return TOP + self.rank * STEP

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Left, bottom, right, top in points, from the foot of the page."""
        high = PAGE_HEIGHT - self.top
        corners = (LEFT, high - HEIGHT, LEFT + WIDTH, high)
        left, bottom, right, top = (round(one * MILLIMETRE) for one in corners)
        return left, bottom, right, top
