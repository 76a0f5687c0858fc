"""What a trace says to its reader: codes in words, and no name of a beneficiary (only the number of the file)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from socle.habilitations.queries.offers import Names
from socle.traces.domain.event import TraceEvent
from socle.traces.domain.table import CATALOGUE

GROUPS = {
    "identity": "identité",
    "address": "adresse et coordonnées",
    "family": "situation familiale",
    "resources": "ressources",
    "quotient_familial": "quotient familial",
    "rights": "droits et paiements",
    "housing": "logement",
    "debts": "indus",
}
BENEFICIARY = "beneficiary"


def subject_of(event: TraceEvent) -> str:
    """What the act was about; a beneficiary is said by the number of the file alone."""
    if event.subject_kind != BENEFICIARY:
        return event.subject_label or event.subject_id
    caisse, separator, numero = event.subject_id.partition(":")
    return f"n° {numero} de la caisse {caisse}" if separator else "non désigné"


def spoken(event: TraceEvent, names: Names | None = None) -> Mapping[str, object]:
    """The payload with its codes in words; a name that the conventions no longer give stays a code."""
    said = dict(event.payload)
    service = str(said.get("service", ""))
    for field in ("groups", "withheld"):
        if isinstance(codes := said.get(field), list):
            said[field] = [GROUPS.get(str(code), str(code)) for code in codes]
    if names and "purpose" in said:
        said["purpose"] = names.purpose(service, str(said["purpose"]))
    if service:
        said["service"] = service.upper()
    return said


def sentence_of(event: TraceEvent, names: Names | None = None) -> str:
    """The act in one French sentence."""
    shown = replace(event, subject_label=subject_of(event), payload=dict(spoken(event, names)))  # type: ignore[arg-type]
    return CATALOGUE.sentence(shown)
