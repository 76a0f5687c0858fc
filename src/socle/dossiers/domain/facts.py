"""What the judge of a consultation knows: collected by the caller, never fetched here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo

from socle.dossiers.domain.file import ORDINARY, Benefit, File, Situations
from socle.dossiers.domain.profile import Profile, Purpose
from socle.dossiers.domain.search import EVERY_KEY
from socle.dossiers.domain.search import RULE as SEARCH_RULE
from socle.dossiers.domain.spans import Span
from socle.kernel.clause import Clause
from socle.kernel.decision import Decision

MISSIONS_CLAUSE = Clause("convention", "8")
PARIS = ZoneInfo("Europe/Paris")


@dataclass(frozen=True, slots=True)
class Contacts:
    """Whom to ask: the person who manages rights in the organisation, by name if known, and the caisse."""

    principal: str = ""
    caisse: str = "la caisse"

    @property
    def manager(self) -> str:
        return f"{self.principal}, qui gère les habilitations de votre organisme" if self.principal else self.caisse


@dataclass(frozen=True, slots=True)
class Reader:
    """The person who consults: diplomas of social work, by code."""

    diplomas: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ReaderService:
    """Where the person works: the category of the organisation and the traits of the service."""

    category: str = ""
    traits: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What predicates ask about a file, and nothing else of it."""

    rsa: tuple[Span, ...] = ()
    rights: tuple[Span, ...] = ()
    c2s: tuple[Span, ...] = ()
    cmg_requests: tuple[date, ...] = ()
    situations: Situations = ORDINARY
    social_third_party_payment: bool = False

    @classmethod
    def of(cls, file: File) -> FileFacts:
        return cls(
            rsa=file.rights.spans(Benefit.RSA),
            rights=file.rights.spans(),
            c2s=file.rights.spans(Benefit.C2S),
            cmg_requests=file.rights.cmg_requests,
            situations=file.situations,
            social_third_party_payment=file.housing.social_landlord and file.housing.third_party_payment,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationFacts:
    """Everything one consultation is judged on; `searched` and `file` are set after the look-up.

    `rights` is the decision of `habilitations` (convention, service, profile, habilitation); `until` is its end.
    `purpose` is None for a mere question about a right: what a reader states when asking is then not judged.
    """

    profile: Profile
    rights: Decision
    purpose: str | None
    missions: frozenset[str]
    missions_clause: Clause = MISSIONS_CLAUSE
    mission_labels: Mapping[str, str] = field(default_factory=dict)
    keys: frozenset[str] = EVERY_KEY
    keys_clause: Clause = SEARCH_RULE
    reader: Reader = Reader()
    service: ReaderService = ReaderService()
    instructor_number: str = ""
    informed: bool = True
    key: str = ""
    searched: bool = False
    file: FileFacts | None = None
    contacts: Contacts = Contacts()
    zone: tzinfo = PARIS

    @property
    def chosen(self) -> Purpose | None:
        """The stated purpose, when it is one of the profile's."""
        return self.profile.purpose(self.purpose or "")

    def today(self, at: datetime) -> date:
        """The day of `at` where the caisse is."""
        return at.astimezone(self.zone).date()
