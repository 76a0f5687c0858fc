"""Conditions of profiles, as data (MCP-60): a code, a stage, parameters, and one function that judges.

Before the look-up: the reader and the service, then what the request states. After it: the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from socle.dossiers.domain.facts import ConsultationFacts, FileFacts
from socle.dossiers.domain.profile import Condition
from socle.dossiers.domain.search import normalise
from socle.dossiers.domain.spans import Span
from socle.kernel.decision import Decision, allow, refuse

Judge = Callable[[ConsultationFacts, Condition, date], Decision]


class Stage(StrEnum):
    """When a condition can be judged."""

    READER = "reader"
    REQUEST = "request"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Predicate:
    """A condition that a profile may name; `parameters` gives the type of each of its values."""

    stage: Stage
    judge: Judge
    says: str
    parameters: Mapping[str, type] = field(default_factory=dict)


def instructor_number_first(facts: ConsultationFacts, condition: Condition, _: date) -> Decision:
    """The number comes before the file: nothing is looked up without it (T4)."""
    number = facts.instructor_number.strip()
    if not number:
        reason = f"Le profil {facts.profile.code} demande le numéro instructeur avant toute recherche."
        fix = f"Saisissez votre numéro instructeur ; si vous n'en avez pas, demandez-le à {facts.contacts.manager}."
        return refuse("instructor_number_missing", reason, clause=condition.clause, fix=fix)
    if not re.fullmatch(condition.text("format"), number):
        reason = f"Le numéro instructeur n'a pas la forme attendue : {condition.text('format_says')}."
        fix = f"Corrigez le numéro ; en cas de doute, demandez-le à {facts.contacts.manager}."
        return refuse("instructor_number_invalid", reason, clause=condition.clause, fix=fix)
    return allow(condition.clause)


def graduated_social_worker(facts: ConsultationFacts, condition: Condition, _: date) -> Decision:
    """A diploma of social work is recorded for the person, by its code or its name (T1, T22)."""
    held = [f" {normalise(diploma)} " for diploma in facts.reader.diplomas]
    if any(f" {normalise(accepted)} " in diploma for accepted in condition.names("diplomas") for diploma in held):
        return allow(condition.clause)
    reason = f"Le profil {facts.profile.code} est réservé aux travailleurs sociaux diplômés : {condition.text('says')}."
    fix = f"Faites enregistrer votre diplôme par {facts.contacts.manager}."
    return refuse("not_graduated", reason, clause=condition.clause, fix=fix)


def subsidised_or_canteen_service(facts: ConsultationFacts, condition: Condition, _: date) -> Decision:
    """The service is paid in part by the action sociale of the Caf, or runs one-euro canteens (T2)."""
    if facts.service.traits & set(condition.names("traits")):
        return allow(condition.clause)
    reason = (
        f"Le profil {facts.profile.code} est réservé aux services subventionnés par l'action sociale de la Caf "
        "et à la cantine à un euro ; votre service n'est pas enregistré comme tel."
    )
    fix = f"Demandez à {facts.contacts.caisse} de vérifier le financement de votre service."
    return refuse("service_not_subsidised", reason, clause=condition.clause, fix=fix)


def organisation_category(facts: ConsultationFacts, condition: Condition, _: date) -> Decision:
    """Only some categories of organisations hold the profile (T15, T18, T19)."""
    if facts.service.category in condition.names("categories"):
        return allow(condition.clause)
    reason = f"Le profil {facts.profile.code} est réservé : {condition.text('says')}. Votre organisme n'en est pas."
    fix = f"Demandez à {facts.contacts.manager} le profil qui convient à votre organisme."
    return refuse("organisation_not_eligible", reason, clause=condition.clause, fix=fix)


def _on_file(
    code: str, only: str, holds: Callable[[FileFacts, Condition, date], bool]
) -> Callable[[ConsultationFacts, Condition, date], Decision]:
    """A condition on the file: « ne peuvent être consultés que … »."""

    def judge(facts: ConsultationFacts, condition: Condition, today: date) -> Decision:
        if facts.file is not None and holds(facts.file, condition, today):
            return allow(condition.clause)
        which = only.format(**condition.parameters)
        reason = f"Avec le profil {facts.profile.code}, seuls sont consultables les dossiers {which}."
        fix = f"Si ce dossier devrait être ouvert, adressez-vous à {facts.contacts.caisse}, qui en a la charge."
        return refuse(code, reason, clause=condition.clause, fix=fix)

    return judge


def _within(spans: tuple[Span, ...], condition: Condition, today: date) -> bool:
    return any(span.within_years(today, condition.number("years")) for span in spans)


def _running(spans: tuple[Span, ...], today: date) -> bool:
    return any(span.contains(today) for span in spans)


def _rsa_within(file: FileFacts, condition: Condition, today: date) -> bool:
    return _within(file.rsa, condition, today)


def _rights_within(file: FileFacts, condition: Condition, today: date) -> bool:
    return _within(file.rights, condition, today)


def _rsa_or_transfer(file: FileFacts, condition: Condition, today: date) -> bool:
    return file.situations.transferred_from_msa or _within(file.rsa, condition, today)


def _rsa_or_c2s(file: FileFacts, _: Condition, today: date) -> bool:
    return _running(file.rsa, today) or _running(file.c2s, today)


def _cmg_request(file: FileFacts, _: Condition, today: date) -> bool:
    return any(on <= today for on in file.cmg_requests)


YEARS = {"years": int}
RSA_WITHIN = "des bénéficiaires du RSA, aujourd'hui ou au cours des {years} dernières années"
RIGHTS_WITHIN = "avec un droit ouvert au cours des {years} dernières années"
RSA_OR_TRANSFER = (
    "des bénéficiaires du RSA (aujourd'hui ou depuis {years} ans au plus) et des mutations entre Caf et MSA"
)
RSA_OR_C2S = "des bénéficiaires du RSA ou de la Complémentaire santé solidaire"
CMG_REQUEST = "qui gardent la trace d'une demande de complément de mode de garde (CMG)"
PROTECTED = "des personnes sous mesure de protection"
OVER_INDEBTED = "des personnes dont la situation de surendettement est en cours d'examen"
STUDENT = "des étudiants"
SOCIAL_TENANT = "des locataires d'un bailleur social qui reçoit l'aide au logement en tiers payant"

PREDICATES: Mapping[str, Predicate] = {
    "instructor_number_first": Predicate(
        Stage.REQUEST, instructor_number_first, "numéro instructeur saisi d'abord", {"format": str, "format_says": str}
    ),
    "graduated_social_worker": Predicate(
        Stage.READER, graduated_social_worker, "travailleur social diplômé", {"diplomas": tuple, "says": str}
    ),
    "subsidised_or_canteen_service": Predicate(
        Stage.READER, subsidised_or_canteen_service, "service subventionné ou cantine à un euro", {"traits": tuple}
    ),
    "department_only": Predicate(
        Stage.READER, organisation_category, "départements seulement", {"categories": tuple, "says": str}
    ),
    "idf_provider_only": Predicate(
        Stage.READER, organisation_category, "prestataire d'Île-de-France", {"categories": tuple, "says": str}
    ),
    "rsa_within_two_years": Predicate(
        Stage.FILE, _on_file("no_recent_rsa", RSA_WITHIN, _rsa_within), "RSA récent", YEARS
    ),
    "rights_within_two_years": Predicate(
        Stage.FILE, _on_file("no_recent_rights", RIGHTS_WITHIN, _rights_within), "droits récents", YEARS
    ),
    "rsa_or_transfer": Predicate(
        Stage.FILE, _on_file("no_rsa_nor_transfer", RSA_OR_TRANSFER, _rsa_or_transfer), "RSA ou mutation", YEARS
    ),
    "rsa_or_c2s": Predicate(Stage.FILE, _on_file("no_rsa_nor_c2s", RSA_OR_C2S, _rsa_or_c2s), "RSA ou C2S"),
    "cmg_request": Predicate(Stage.FILE, _on_file("no_cmg_request", CMG_REQUEST, _cmg_request), "demande de CMG"),
    "protected_person": Predicate(
        Stage.FILE,
        _on_file("not_protected", PROTECTED, lambda file, *_: file.situations.under_protection),
        "personne protégée",
    ),
    "over_indebted_person": Predicate(
        Stage.FILE,
        _on_file("not_over_indebted", OVER_INDEBTED, lambda file, *_: file.situations.over_indebted),
        "situation de surendettement",
    ),
    "student": Predicate(
        Stage.FILE, _on_file("not_a_student", STUDENT, lambda file, *_: file.situations.student), "étudiant"
    ),
    "social_tenant": Predicate(
        Stage.FILE,
        _on_file("not_a_social_tenant", SOCIAL_TENANT, lambda file, *_: file.social_third_party_payment),
        "locataire en tiers payant",
    ),
}
