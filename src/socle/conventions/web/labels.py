"""The words and tones that the pages of conventions use for stored codes: one place."""

from __future__ import annotations

from datetime import date

from socle.conventions.domain.delays import spoken
from socle.conventions.domain.life import State
from socle.conventions.domain.open_points import PointKind
from socle.conventions.domain.signing_round import RoundState
from socle.conventions.domain.types import Word, listed
from socle.conventions.domain.vocabulary import WORDS
from socle.conventions.domain.words import DocumentKind
from socle.theme import french

STATES: dict[State, tuple[str, str]] = {
    State.IN_FORCE: ("en vigueur", "success"),
    State.COMING: ("pas encore en vigueur", "info"),
    State.OVER: ("terminée", "neutral"),
}
POINTS: dict[PointKind, tuple[str, str]] = {
    PointKind.CONFLICT: ("contradiction", "danger"),
    PointKind.GAP: ("manque", "warning"),
    PointKind.READING: ("lecture à convenir", "info"),
}
ROUNDS: dict[RoundState, tuple[str, str]] = {
    RoundState.OPEN: ("à signer", "warning"),
    RoundState.COMPLETE: ("signé par toutes les parties", "success"),
    RoundState.REFUSED: ("refusé", "danger"),
    RoundState.CANCELLED: ("retiré", "neutral"),
}
SIDES = {"caisse": "organisme de protection sociale", "partner": "partenaire"}
SIGNED_KINDS = frozenset({DocumentKind.CONVENTION, DocumentKind.CONTRAT, DocumentKind.BULLETIN})


def state_badge(state: State) -> dict[str, str]:
    label, tone = STATES[state]
    return {"label": label, "tone": tone}


def said(value: object) -> str:
    """A value of a term in French words.

    >>> said(True), said("P6M"), said(("a", "b"))
    ('oui', '6 mois', 'a et b')
    """
    if value is None or value in ((), ""):
        return "—"
    if isinstance(value, Word):
        return value.headline
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, tuple):
        return listed([item if isinstance(item, Word) else said(item) for item in value])
    return french.day(value, weekday=False) if isinstance(value, date) else _text(WORDS.get(str(value), str(value)))


def _text(text: str) -> str:
    if text.replace(".", "", 1).isdigit():
        return text.replace(".", ",")
    if not text[:1].isdigit() and text[:1] != "P":
        return text
    try:
        return spoken(text)
    except ValueError:
        return text
