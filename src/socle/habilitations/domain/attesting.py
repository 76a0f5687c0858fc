"""Who attests what a person did: each signs their own pledge, a manager records a training with its proof (MCP-34).

Source: convention 5.2 and 9.2 (people are told and trained, and the proof is kept); DRT-08, ISU-06. Whether a right
waits for it is a term of the convention (`prerequisite`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from socle.conventions.domain.kinds import Prerequisite, Training
from socle.conventions.domain.kinds.prerequisite import Need
from socle.conventions.domain.reading import AnyTerm
from socle.conventions.domain.rules.prerequisites import holds_until
from socle.habilitations.domain.requirements import Requirement
from socle.kernel.clause import Clause
from socle.kernel.deadlines import Calendar
from socle.kernel.decision import Decision, allow, first_refusal, refuse

HOUSE = Clause.house("MCP-34")


class AttestationCode(StrEnum):
    """Why nothing is attested; traced."""

    UNKNOWN = "unknown_duty"
    OF_ANOTHER = "pledge_of_another"
    OTHER_VERSION = "other_version"
    UNREAD = "pledge_unread"
    BY_ONESELF = "attested_by_oneself"
    LATER = "done_later"
    WITHOUT_PROOF = "proof_missing"


@dataclass(frozen=True, slots=True)
class Duty:
    """Something a convention asks of people: a condition before some rights, or the training a party owes them."""

    code: str
    needs: Need
    label: str
    clause: Clause
    topics: tuple[str, ...] = ()
    text: str = ""
    version: str = ""
    condition: Prerequisite | None = None

    @property
    def is_condition(self) -> bool:
        """Whether a right waits for it."""
        return self.condition is not None

    def concerns(self, service: str, profile: str) -> bool:
        """Whether who holds this right has to do it."""
        return self.condition is None or self.condition.concerns(service, profile)

    def holds_until(self, done_at: datetime, calendar: Calendar) -> datetime | None:
        """When what was done stops holding, by the term in force now."""
        return holds_until(self.condition, done_at, calendar) if self.condition else None


@dataclass(frozen=True, slots=True)
class Attested:
    """What was done, as kept: `version` is that of the text that was signed."""

    code: str
    done_at: datetime
    version: str = ""


def duties_of(terms: Sequence[AnyTerm]) -> tuple[Duty, ...]:
    """What the convention asks of people, in the order of the text."""
    found = (_duty(term) for term in terms)
    return tuple(duty for duty in found if duty is not None)


def _duty(term: AnyTerm) -> Duty | None:
    body = term.body
    if isinstance(body, Prerequisite):
        return Duty(
            body.code,
            body.needs,
            body.label,
            term.clause,
            tuple(body.topics),
            body.text or "",
            body.version or "",
            body,
        )
    if isinstance(body, Training):
        return Duty(term.id, Need.TRAINING, "avoir suivi la sensibilisation", term.clause, tuple(body.topics))
    return None


def standing(duty: Duty, attested: Sequence[Attested], calendar: Calendar, ask: str) -> Requirement:
    """Where a person stands: the latest attestation counts, and a pledge only in the version in force."""
    own = [one for one in attested if one.code == duty.code and _counts(one, duty)]
    last = max((one.done_at for one in own), default=None)
    return Requirement(
        code=duty.code,
        label=duty.label,
        clause=duty.clause,
        fix=_fix(duty, ask),
        done_at=last,
        valid_until=duty.holds_until(last, calendar) if last else None,
    )


def _counts(done: Attested, duty: Duty) -> bool:
    """A pledge is worth what its text says: another version is another pledge."""
    return duty.needs is not Need.PLEDGE or done.version == duty.version


def _fix(duty: Duty, ask: str) -> str:
    if duty.needs is Need.PLEDGE:
        return "La personne lit et signe elle-même ce texte, dans « Mes droits »."
    return f"{ask} enregistre la formation, avec sa date et sa preuve, sur la fiche de la personne."


@dataclass(frozen=True, slots=True)
class Signature:
    """One person about to sign: the version they read, and whether they ticked that they did."""

    duty: Duty | None
    is_own: bool
    version: str
    is_read: bool


def decide_signature(case: Signature) -> Decision:
    """A pledge is signed by its own person, in the version in force, once read."""
    if case.duty is None or case.duty.needs is not Need.PLEDGE:
        return _unknown()
    clause = case.duty.clause
    if not case.is_own:
        reason = "Un engagement se signe soi-même : personne ne le signe pour un autre."
        return refuse(
            AttestationCode.OF_ANOTHER, reason, clause=clause, fix="La personne le signe dans « Mes droits »."
        )
    if case.version != case.duty.version:
        reason = f"Le texte a changé : la version en vigueur est « {case.duty.version} »."
        return refuse(AttestationCode.OTHER_VERSION, reason, clause=clause, fix="Relisez le texte, puis signez.")
    if not case.is_read:
        reason = "Pour signer, dites que vous avez lu le texte."
        return refuse(AttestationCode.UNREAD, reason, clause=clause, fix="Cochez la case sous le texte.")
    return allow(clause)


@dataclass(frozen=True, slots=True)
class TrainingCase:
    """One training to record."""

    duty: Duty | None
    actor_id: UUID
    person_id: UUID
    may_record: Decision
    done_on: date
    today: date
    proof: str


def decide_training(case: TrainingCase) -> Decision:
    """A manager records somebody else's training, done already, with what proves it."""
    return first_refusal((case.may_record, *_training(case)))


def _training(case: TrainingCase) -> tuple[Decision, ...]:
    if case.duty is None or case.duty.needs is not Need.TRAINING:
        return (_unknown(),)
    clause = case.duty.clause
    own = refuse(
        AttestationCode.BY_ONESELF,
        "Personne n'atteste sa propre formation.",
        clause=HOUSE,
        fix="Demandez-le à un autre gestionnaire de votre organisme.",
    )
    later = refuse(
        AttestationCode.LATER,
        "La date de la formation est à venir.",
        clause=clause,
        fix="Enregistrez-la une fois qu'elle a eu lieu.",
    )
    unproved = refuse(
        AttestationCode.WITHOUT_PROOF,
        "Dites ce qui prouve la formation.",
        clause=clause,
        fix="Par exemple : feuille d'émargement du 3 mars, attestation n° 12.",
    )
    return (
        own if case.actor_id == case.person_id else allow(clause),
        later if case.done_on > case.today else allow(clause),
        allow(clause) if case.proof.strip() else unproved,
    )


def _unknown() -> Decision:
    return refuse(
        AttestationCode.UNKNOWN,
        "La convention ne demande rien de tel.",
        clause=HOUSE,
        fix="Rechargez la page : elle montre ce que la convention demande.",
    )
