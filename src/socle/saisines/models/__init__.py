"""The tables of saisines, by noun: cases and what is said of them, who answers, papers, the directory."""

from socle.saisines.models.base import OfSaisine
from socle.saisines.models.cases import Absence, Draft, Entry, Notice, Pause, Post, Saisine, Seen, Telling, Words
from socle.saisines.models.directory import SectorVersion
from socle.saisines.models.papers import Invitation, Paper, Wording

__all__ = [
    "Absence",
    "Draft",
    "Entry",
    "Invitation",
    "Notice",
    "OfSaisine",
    "Paper",
    "Pause",
    "Post",
    "Saisine",
    "SectorVersion",
    "Seen",
    "Telling",
    "Wording",
    "Words",
]
