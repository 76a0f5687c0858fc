"""The closed table of what is traced: tag, French sentence, fields, log, and how the personal data disappears.

Source: Mon Compte Partenaire, contrat de service 5.3.1 and 5.3.2 (every action from sign-in to sign-out; six months for
traces, six years for habilitations). An act without its line here cannot be traced, so it cannot be done.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from string import Formatter

from socle.traces.domain.event import Log, Outcome, TraceEvent, check_payload

NAMES = frozenset({"person", "organisation", "subject"})
WHY = frozenset({"code", "reason", "fix"})
OUTCOMES = {Outcome.REFUSED: "Refusé : ", Outcome.FAILED: "Sans succès : "}
TOLD_BY_TAG = (":refused", ":failed", ":locked", ":expired")
UNSAID = "non précisé"
NOBODY = "Quelqu'un sans identité établie"


class DataClass(StrEnum):
    """Whose personal data a trace holds."""

    NONE = "none"
    STAFF = "staff"
    BENEFICIARY = "beneficiary"


class Erasure(StrEnum):
    """How that data is erased."""

    NOT_NEEDED = "not_needed"
    WITH_SALT = "with_salt"


ERASURE_SAYS = {
    Erasure.NOT_NEEDED: "La trace ne contient aucune donnée personnelle.",
    Erasure.WITH_SALT: "À la fin de la conservation, la trace et son sel sont détruits ensemble, avec leur mois : "
    "l'empreinte qui reste dans l'arbre ne permet plus de deviner ce qu'elle disait.",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """One type of event. `fields` are those of its payload; a name that ends with « ? » may be left out.

    `log` None: the event exists in each log (the sealer's own).
    """

    tag: str
    sentence: str
    log: Log | None
    fields: tuple[str, ...] = ()
    data: DataClass = DataClass.STAFF
    erasure: Erasure = Erasure.WITH_SALT

    @property
    def required(self) -> frozenset[str]:
        return frozenset(name for name in self.fields if not name.endswith("?"))

    @property
    def known(self) -> frozenset[str]:
        """Fields the payload may have; why an act was refused is always welcome."""
        return frozenset(name.rstrip("?") for name in self.fields) | WHY

    def placeholders(self) -> frozenset[str]:
        """The names the sentence uses."""
        return frozenset(name for _, name, _, _ in Formatter().parse(self.sentence) if name)


class UnknownTagError(ValueError):
    """No line of the table describes this event."""


class Catalogue:
    """The kinds by tag; two lines for one tag, or a sentence that names an unknown field, are refused."""

    def __init__(self, *groups: Iterable[Kind]) -> None:
        self._kinds: dict[str, Kind] = {}
        for kind in (kind for group in groups for kind in group):
            unknown = kind.placeholders() - kind.known - NAMES
            if unknown:
                raise ValueError(f"{kind.tag}: the sentence names {sorted(unknown)}, which the event does not have")
            if kind.tag in self._kinds:
                raise ValueError(f"{kind.tag} is described twice")
            if (kind.data is DataClass.NONE) is not (kind.erasure is Erasure.NOT_NEEDED):
                raise ValueError(f"{kind.tag}: say how its personal data is erased, or that it has none")
            self._kinds[kind.tag] = kind

    def __iter__(self) -> Iterator[Kind]:
        return iter(self._kinds.values())

    def __contains__(self, tag: object) -> bool:
        return tag in self._kinds

    def __getitem__(self, tag: str) -> Kind:
        """The kind of a tag, or UnknownTagError."""
        kind = self._kinds.get(tag)
        if kind is None:
            raise UnknownTagError(
                f"{tag} has no line in the table of traces: add its sentence, fields, log and erasure"
            )
        return kind

    def check(self, tag: str, payload: Mapping[str, object], outcome: str = Outcome.DONE) -> Kind:
        """The kind of the event, once its payload has every required field, no other, and exact values.

        What was not done may lack fields: it stopped before they were known.
        """
        kind = self[tag]
        missing = kind.required - payload.keys() if outcome == Outcome.DONE else frozenset()
        unknown = payload.keys() - kind.known
        if missing or unknown:
            raise ValueError(f"{tag}: missing fields {sorted(missing)}, unknown fields {sorted(unknown)}")
        check_payload(dict(payload))
        return kind

    def sentence(self, event: TraceEvent) -> str:
        """The event in one French sentence."""
        kind = self[event.tag]
        words = dict.fromkeys(kind.known, UNSAID)
        words |= {name: _word(value) for name, value in event.payload.items() if value not in (None, "", [])}
        words["person"] = event.person_name or NOBODY
        words["organisation"] = event.organisation_name or UNSAID
        words["subject"] = event.subject_label or event.subject_id or UNSAID
        told = "" if event.tag.endswith(TOLD_BY_TAG) else OUTCOMES.get(Outcome(event.outcome), "")
        return told + kind.sentence.format_map(words)


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, list):
        return ", ".join(_word(item) for item in value)
    return str(value)
