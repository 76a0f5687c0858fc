"""One condition of an aid, with the question that tells it (URS-05)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.delays import spoken
from socle.conventions.domain.finding import Flaw
from socle.conventions.domain.types import Code, DelayText, Word


class Check(Word):
    """What is checked."""

    AFFILIATED_FOR = "affiliated_for", "affiliation plus longue que la durée écrite"
    HAS_PAID = "has_paid", "cotisations versées"
    MAIN_ACTIVITY = "main_activity", "activité indépendante principale"
    NO_UNDECLARED_WORK = "no_undeclared_work", "aucune procédure pour travail dissimulé"
    NO_CONTEST = "no_contest", "monopole de la sécurité sociale non contesté"


@dataclass(frozen=True, slots=True)
class Criterion(Body):
    kind: ClassVar[str] = "criterion"
    title: ClassVar[str] = "Critère d’une aide"
    obliges: ClassVar[str] = "Un seul critère non rempli suffit à écarter l’aide, et la réponse le nomme."
    once_by: ClassVar[tuple[str, ...] | None] = ("test",)

    test: Annotated[Check, "ce qui est vérifié"]
    question: Annotated[str, "question posée"]
    longer_than: Annotated[DelayText | None, "durée à dépasser"] = None
    aids: Annotated[tuple[Code, ...], "aides concernées ; aucune : toutes"] = ()

    def flaws(self) -> Iterator[Flaw]:
        if (self.test is Check.AFFILIATED_FOR) != (self.longer_than is not None):
            yield Flaw(
                "longer_than", "la durée d’affiliation et son critère vont ensemble", 'Écrivez « longer_than = "P1Y" »'
            )

    def sentence(self) -> str:
        longer = f" ({spoken(self.longer_than)})" if self.longer_than else ""
        return f"{self.test.headline}{longer}."
