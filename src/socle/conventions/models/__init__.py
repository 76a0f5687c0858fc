"""The tables of conventions, by noun: what was signed, what the parties say of their obligations, how it ends."""

from socle.conventions.models.endings import ForceMajeure, Letter, LetterEvent, Termination
from socle.conventions.models.obligations import CalendarFeed, ObligationEntry, ObligationFact, ObligationHolder
from socle.conventions.models.signed import Act, Convention, ConventionDocument, ConventionParty, OfConvention, Term

__all__ = [
    "Act",
    "CalendarFeed",
    "Convention",
    "ConventionDocument",
    "ConventionParty",
    "ForceMajeure",
    "Letter",
    "LetterEvent",
    "ObligationEntry",
    "ObligationFact",
    "ObligationHolder",
    "OfConvention",
    "Term",
    "Termination",
]
