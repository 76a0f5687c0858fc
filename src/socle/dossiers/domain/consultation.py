"""The one judge of a consultation (facts.md §1.4, MCP-07, MCP-60 to 63), in the order of the text.

Rights (convention, service, profile, habilitation), purpose and mission, conditions on the reader; search; file.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

from socle.dossiers.domain.facts import ConsultationFacts
from socle.dossiers.domain.predicates import PREDICATES, Stage
from socle.dossiers.domain.search import RULE as SEARCH_RULE
from socle.kernel.clause import Clause
from socle.kernel.decision import ALLOWED, Decision, Link, allow, refuse


class Code(StrEnum):
    """Why a consultation is refused; stable, traced. Conditions of profiles add their own (`predicates`)."""

    PURPOSE_MISSING = "purpose_missing"
    PURPOSE_NOT_IN_PROFILE = "purpose_not_in_profile"
    MISSION_NOT_TICKED = "mission_not_ticked"
    END_DATE_REQUIRED = "end_date_required"
    SEARCH_KEY_NOT_ACCEPTED = "search_key_not_accepted"
    PERSON_NOT_INFORMED = "person_not_informed"
    REFINE_SEARCH = "refine_search"


PURPOSE_RULE = Clause("convention", "8 et 9.2")
INFORMED_RULE = Clause.house("MCP-12")

KEYS = {"number": "le code de la caisse et le numéro d'allocataire", "identity": "l'identité complète"}

Step = tuple[str, str, Decision]


def decide(facts: ConsultationFacts, at: datetime) -> Decision:
    """The first refusal, with the chain of what was judged; before the look-up, the file is not judged.

    Rights come first and are judged by `habilitations`: a refusal there is the answer here.
    """
    if not facts.rights:
        return facts.rights
    chain = list(facts.rights.chain)
    for kind, says, decision in _steps(facts, at):
        chain.append(Link(kind, says, bool(decision), decision.clause))
        if not decision:
            return decision.with_chain(chain)
    return allow(facts.profile.clause, until=facts.rights.until).with_chain(chain)


def _steps(facts: ConsultationFacts, at: datetime) -> Iterator[Step]:
    if facts.purpose is not None:
        yield from _request(facts, at)
    yield from _conditions(facts, Stage.READER, at)
    if facts.searched:
        yield "search", "la recherche désigne un seul dossier", _search(facts)
        yield from _conditions(facts, Stage.FILE, at)


def _request(facts: ConsultationFacts, at: datetime) -> Iterator[Step]:
    """What a reader states when asking; absent from a mere question about a right (`purpose` is None)."""
    yield "purpose", "la finalité est dite et appartient au profil", _purpose(facts)
    yield "mission", "la mission est cochée dans la convention", _mission(facts)
    yield "end", "une finalité temporaire a une fin", _end(facts)
    yield "information", "la personne a été informée", _informed(facts)
    yield "key", "la clé de recherche est acceptée", _key(facts)
    yield from _conditions(facts, Stage.REQUEST, at)


def _conditions(facts: ConsultationFacts, stage: Stage, at: datetime) -> Iterator[Step]:
    for condition in facts.profile.conditions:
        predicate = PREDICATES[condition.code]
        if predicate.stage is stage:
            yield "condition", predicate.says, predicate.judge(facts, condition, facts.today(at))


def _purpose(facts: ConsultationFacts) -> Decision:
    """A consultation without a purpose is a détournement de finalité (MCP-07)."""
    choices = " ; ".join(purpose.label for purpose in facts.profile.purposes)
    if not (facts.purpose or "").strip():
        reason = "Dites pour quelle finalité vous ouvrez ce dossier."
        return refuse(Code.PURPOSE_MISSING, reason, clause=PURPOSE_RULE, fix=f"Choisissez : {choices}.")
    if facts.chosen is None:
        reason = f"Cette finalité n'est pas celle du profil {facts.profile.code}."
        return refuse(Code.PURPOSE_NOT_IN_PROFILE, reason, clause=facts.profile.clause, fix=f"Choisissez : {choices}.")
    return allow(PURPOSE_RULE)


def _mission(facts: ConsultationFacts) -> Decision:
    """The mission that carries the purpose is ticked; a purpose that the text ties to none needs none."""
    mission = facts.chosen.mission if facts.chosen else ""
    if not mission:
        return ALLOWED
    if mission in facts.missions:
        return allow(facts.missions_clause)
    label = facts.mission_labels.get(mission, mission)
    reason = f"La convention ne coche pas la mission que sert cette finalité : « {label} »."
    fix = f"Une mission s'ajoute par avenant : demandez à {facts.contacts.caisse}."
    return refuse(Code.MISSION_NOT_TICKED, reason, clause=facts.missions_clause, fix=fix)


def _end(facts: ConsultationFacts) -> Decision:
    """A temporary purpose asks for a right that ends (T16, secretariat of the Ccapex)."""
    if not (facts.chosen and facts.chosen.temporary) or facts.rights.until is not None:
        return ALLOWED
    reason = f"Pour cette finalité, le profil {facts.profile.code} n'est ouvert que temporairement."
    fix = f"Demandez à {facts.contacts.manager} de fixer une date de fin à votre habilitation."
    return refuse(Code.END_DATE_REQUIRED, reason, clause=facts.profile.clause, fix=fix)


def _key(facts: ConsultationFacts) -> Decision:
    """The kind of key is one that the text accepts."""
    if not facts.key or facts.key in facts.keys:
        return ALLOWED
    reason = "Votre convention n'accepte pas cette façon de chercher un dossier."
    fix = f"Cherchez avec : {', '.join(KEYS[key] for key in sorted(facts.keys))}."
    return refuse(Code.SEARCH_KEY_NOT_ACCEPTED, reason, clause=facts.keys_clause, fix=fix)


def _informed(facts: ConsultationFacts) -> Decision:
    if facts.informed:
        return ALLOWED
    reason = "La personne n'a pas été informée de cette consultation, ou s'y est opposée."
    return refuse(
        Code.PERSON_NOT_INFORMED, reason, clause=INFORMED_RULE, fix="Informez la personne avant d'ouvrir son dossier."
    )


def _search(facts: ConsultationFacts) -> Decision:
    if facts.file is not None:
        return allow(SEARCH_RULE)
    reason = "Précisez votre recherche : elle ne désigne pas un dossier et un seul."
    fix = "Donnez la caisse et le numéro d'allocataire, ou ajoutez la commune de naissance à l'identité complète."
    return refuse(Code.REFINE_SEARCH, reason, clause=SEARCH_RULE, fix=fix)
