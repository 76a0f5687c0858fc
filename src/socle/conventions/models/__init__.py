"""The tables of conventions, by noun: what was signed."""

from socle.conventions.models.signed import Act, Convention, ConventionDocument, ConventionParty, OfConvention, Term

__all__ = ["Act", "Convention", "ConventionDocument", "ConventionParty", "OfConvention", "Term"]
