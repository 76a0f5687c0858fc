"""How far a local convention stands from its national model: what was changed, added, taken out, by subject (issue 3).

Writing what the model leaves open is no gap. Neither is another wording of our own plain-French twin: only what binds
the parties counts. The steps of intensity are the house's, in force since 20/11/2026.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from socle.conventions.domain.difference import Change, TermChange, difference
from socle.conventions.domain.reading import AnyTerm

TWIN = "says"
STEPS = (1, 2, 5, 10)  # [house] from how many gaps a cell darkens
SAID = ("conforme au modèle", "un écart", "quelques écarts", "plusieurs écarts", "beaucoup d'écarts")


class Subject(StrEnum):
    """What kinds of terms are about, in the order of the columns."""

    LIFE = "life"
    PAPERS = "papers"
    SERVICES = "services"
    SEATS = "seats"
    DELAYS = "delays"
    RIGHTS = "rights"
    DATA = "data"
    MONEY = "money"
    OPEN = "open"
    OTHER = "other"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Subject.LIFE: "Durée et fin",
    Subject.PAPERS: "Papiers et signature",
    Subject.SERVICES: "Services et missions",
    Subject.SEATS: "Sièges",
    Subject.DELAYS: "Délais",
    Subject.RIGHTS: "Habilitations",
    Subject.DATA: "Données et traces",
    Subject.MONEY: "Prix",
    Subject.OPEN: "Points à trancher",
    Subject.OTHER: "Autres termes",
}
_NAMED = {
    Subject.LIFE: "duration renewal effect termination lapse succession transfer force_majeure independence",
    Subject.PAPERS: "numbering precedence authority deliberation amendment form deliverable formality kept_document",
    Subject.SERVICES: "service profile mission purpose withheld search opening offer aid presence reduced_presence "
    "training_programme place_hours room structure route claim_circuit work_queue entrusted_task joint_handling",
    Subject.SEATS: "seats",
    Subject.DELAYS: "deadline incident_notice provider_notice meeting minutes dispute indicator availability report "
    "committee newsletter yearly_letter local_event examination",
    Subject.RIGHTS: "management delegation review prerequisite appointment supervision assignment credential automaton "
    "least_access password_policy training sanction mandate mutual_access contact_role escalation rung channel "
    "directory",
    Subject.DATA: "retention tracing trace_access data_copy secrecy information audit data_use exchange licence record "
    "video_surveillance figures browser",
    Subject.MONEY: "fee fee_formula budget_line criterion staffing load_sharing",
    Subject.OPEN: "conflict gap interpretation",
}
_SUBJECTS = {kind: subject for subject, kinds in _NAMED.items() for kind in kinds.split()}


@dataclass(frozen=True, slots=True)
class Gaps:
    """The gaps of one convention, and how many blanks it fills."""

    changes: tuple[TermChange, ...]
    filled: int

    def of(self, subject: Subject) -> tuple[TermChange, ...]:
        return tuple(change for change in self.changes if subject_of(change.kind) is subject)

    def counts(self) -> Mapping[Subject, int]:
        """How many gaps by subject; a subject without any is absent."""
        return Counter(subject_of(change.kind) for change in self.changes)


def subject_of(kind: str) -> Subject:
    """The subject of a kind; one that nobody sorted is with the others."""
    return _SUBJECTS.get(kind, Subject.OTHER)


def gaps(model: Iterable[AnyTerm], terms: Iterable[AnyTerm], blanks: Mapping[str, frozenset[str]]) -> Gaps:
    """What a convention says otherwise than its model."""
    found = difference(model, terms, blanks)
    kept = tuple(change for change in found if change.change is not Change.FILLED and _binds(change))
    return Gaps(kept, sum(change.change is Change.FILLED for change in found))


def _binds(change: TermChange) -> bool:
    return change.change is not Change.REPLACED or any(field.name != TWIN for field in change.fields)


def step_of(count: int) -> int:
    """From 0 (as the model) to 4 (many gaps)."""
    return bisect_right(STEPS, count)


def said(count: int) -> str:
    """What the colour means, in words."""
    return SAID[step_of(count)]
