"""The tables that the drawn demonstration fills, in the order their keys ask for."""

from __future__ import annotations

from socle.accounts.models import Account
from socle.conventions.models import Act, Convention, ConventionDocument, ConventionParty, Term
from socle.habilitations.models import Delegation, Habilitation, SeatBucket, SeatHold
from socle.organismes.models import Equipment, Membership, Organisation, Person, Place

__all__ = [
    "TABLES",
    "Account",
    "Act",
    "Convention",
    "ConventionDocument",
    "ConventionParty",
    "Delegation",
    "Equipment",
    "Habilitation",
    "Membership",
    "Organisation",
    "Person",
    "Place",
    "SeatBucket",
    "SeatHold",
    "Term",
]

TABLES = (
    Organisation, Person, Membership, Equipment, Place, Account, Convention, ConventionParty, ConventionDocument, Act,
    Term, Delegation, Habilitation, SeatBucket, SeatHold,
)  # fmt: skip
