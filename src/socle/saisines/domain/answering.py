"""To whom a personal answer goes: the partner with mandate and identity, else the person alone (URS-07, URS-14).

Two questions, one rule: what is announced when a case is opened reads the papers as they are given; what is done when
it is answered counts only those that who answers has checked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from socle.conventions.domain.kinds.mandate import Answered, Mandate
from socle.conventions.domain.reading import Written
from socle.conventions.domain.types import Word, listed
from socle.conventions.domain.vocabulary import word
from socle.kernel.clause import Clause

MANDATE, IDENTITY = "signed_mandate", "identity_card"


class PaperForm(Word):
    """How a mandate was given."""

    PAPER = "paper", "papier signé"
    PHONE = "phone", "accord par téléphone"
    SMS = "sms", "accord par SMS"


@dataclass(frozen=True, slots=True)
class Given:
    """A paper that came with the case: which, since and until when it is worth, what was found when it was checked."""

    code: str
    signed_on: date
    ends_on: date | None = None
    form: PaperForm = PaperForm.PAPER
    refused: bool = False
    checked: bool = False
    over: bool = False


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who gets the answer, why, and what is missing for the partner to get it."""

    to: Answered
    clause: Clause | None
    missing: tuple[str, ...] = ()

    @property
    def says(self) -> str:
        if self.to is Answered.PARTNER:
            return "La réponse vous sera adressée."
        what = listed(tuple(word(code) for code in self.missing), "et")
        return f"La réponse ira à la personne seule : il manque {what}. Vous saurez qu'elle est partie, sans la lire."


def addressee(
    mandate: Written[Mandate] | None, given: Iterable[Given], day: date, *, is_answered: bool = False
) -> Addressee:
    """Without every paper that the clause asks, worth on the day, the answer goes where the clause says.

    A mandate given by telephone or text message is not signed: it is worth only where the text asks for no signature.
    When the case `is_answered`, a paper that nobody has checked is worth nothing.
    """
    if mandate is None:
        return Addressee(Answered.PARTNER, None)
    worth = {paper.code for paper in given if _is_worth(paper, day) and (paper.checked or not is_answered)}
    missing = tuple(code for code in mandate.body.papers if code not in worth)
    if missing:
        return Addressee(mandate.body.otherwise, mandate.clause, missing)
    return Addressee(Answered.PARTNER, mandate.clause)


def addressee_without_clause(announced: Answered, given: Iterable[Given], day: date) -> Answered:
    """Once the convention is over: nobody receives more than was announced, and nothing on unchecked papers."""
    papers = tuple(given)
    proved = {one.code for one in papers if one.checked and _is_worth(one, day)}
    return announced if proved == {one.code for one in papers} else Answered.PERSON


def _is_worth(paper: Given, day: date) -> bool:
    if paper.refused or paper.over or paper.signed_on > day or (paper.ends_on is not None and paper.ends_on < day):
        return False
    return paper.code != MANDATE or paper.form is PaperForm.PAPER
