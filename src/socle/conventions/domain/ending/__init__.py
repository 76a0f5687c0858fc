"""How a convention ends before its term, for every ground of the five families, with proof (MCP-04, DRT-11, DRT-13)."""

from socle.conventions.domain.ending.calculator import calculate
from socle.conventions.domain.ending.facts import Facts, Setting, Signatory
from socle.conventions.domain.ending.outcome import Cure, Ending, LetterToSend, PossibleEnd

__all__ = ["Cure", "Ending", "Facts", "LetterToSend", "PossibleEnd", "Setting", "Signatory", "calculate"]
