"""The tables of conventions, by noun: what is being written, was signed, goes to signature, is owed, how it ends."""

from socle.conventions.models.drafts import Draft, DraftComment, DraftParty, DraftVersion
from socle.conventions.models.endings import ForceMajeure, Letter, LetterEvent, Termination
from socle.conventions.models.light import PaperChange
from socle.conventions.models.obligations import CalendarFeed, ObligationEntry, ObligationFact, ObligationHolder
from socle.conventions.models.readings import Reading, ReadingVoice
from socle.conventions.models.reminders import Reminder
from socle.conventions.models.signatures import Signatory, SigningEntry, SigningMandate, SigningRound
from socle.conventions.models.signed import Act, Convention, ConventionDocument, ConventionParty, OfConvention, Term

__all__ = [
    "Act",
    "CalendarFeed",
    "Convention",
    "ConventionDocument",
    "ConventionParty",
    "Draft",
    "DraftComment",
    "DraftParty",
    "DraftVersion",
    "ForceMajeure",
    "Letter",
    "LetterEvent",
    "ObligationEntry",
    "ObligationFact",
    "ObligationHolder",
    "OfConvention",
    "PaperChange",
    "Reading",
    "ReadingVoice",
    "Reminder",
    "Signatory",
    "SigningEntry",
    "SigningMandate",
    "SigningRound",
    "Term",
    "Termination",
]
