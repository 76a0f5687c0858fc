"""MCP-20 to MCP-29: delegated management of rights."""

from __future__ import annotations

from socle.conventions.domain.kinds.audit import Audited
from socle.conventions.domain.kinds.delegation import Function, Power
from socle.conventions.domain.kinds.form import Signer
from socle.conventions.domain.kinds.management import Mode
from socle.conventions.domain.kinds.sanction import Ground as Fault
from socle.conventions.domain.kinds.sanction import Measure
from socle.conventions.domain.rules import (
    control,
    management,
    papers,
    profiles,
)
from socle.conventions.domain.words import Level, Role, Side
from tests.domain.conventions.observers import (
    NOON,
    D,
    day_of,
    decided,
    questions,
    told,
    yearly,
)
from tests.domain.conventions.requirements.row import Row
from tests.domain.conventions.texts import CALENDAR

SIX = ("name", "function", "replaced_person", "replaced_email", "phone", "individual_email")

HABILITATIONS = (
    Row("MCP-20", "mode-de-gestion", "mode", Mode.CENTRALISE, decided(management.may_manage, Side.PARTNER)),
    Row(
        "MCP-20",
        "nomination-du-principal",
        "by",
        Role.PRINCIPAL,
        decided(management.may_appoint, Role.CAISSE_ADMIN, Role.PRINCIPAL, 0),
    ),
    Row(
        "MCP-20",
        "nomination-du-suppleant",
        "count",
        2,
        decided(management.may_appoint, Role.CAISSE_ADMIN, Role.SUPPLEANT, 1),
    ),
    Row("MCP-21", "sieges-cdap-t2", "max", 13, decided(profiles.seat_decision, "cdap", "T2", Level.CONVENTION, 12)),
    *(
        Row("MCP-22", f"pouvoirs-du-{name}", "passes_on", (Power.USE,), decided(management.may_pass_on, role, power))
        for name, role, power in (
            ("principal", Role.PRINCIPAL, Power.ADMINISTER),
            ("suppleant", Role.SUPPLEANT, Power.ENROL),
            ("responsable-d-habilitation", Role.DELEGATE, Power.ADMINISTER),
        )
    ),
    Row(
        "MCP-22",
        "pouvoirs-du-responsable-d-habilitation",
        "functions",
        (Function.PEOPLE,),
        decided(management.may_use, Role.DELEGATE, Function.PROFILES),
    ),
    Row(
        "MCP-22",
        "pouvoirs-du-responsable-d-habilitation",
        "within_own",
        False,
        told(management.is_bounded_by_own_rights, Role.DELEGATE),
    ),
    Row(
        "MCP-23",
        "moindre-affectation",
        "own_staff_only",
        False,
        decided(management.assignment_decision, own_staff=False, shared=False),
    ),
    Row(
        "MCP-23",
        "moindre-affectation",
        "shared",
        True,
        decided(management.assignment_decision, own_staff=True, shared=True),
    ),
    Row("MCP-23", "moindre-affectation", "removed_by", Side.CAISSE, told(management.removal_side)),
    Row("MCP-23", "mode-de-gestion", "mode", Mode.CENTRALISE, told(management.removal_side)),
    Row(
        "MCP-23",
        "moindre-acces",
        "absent",
        False,
        decided(profiles.group_decision, "cdap", "T2", "debts", is_needed=False),
    ),
    Row(
        "MCP-24",
        "identifiants",
        "reaches_user_directly",
        False,
        decided(management.handover_decision, through_third_person=True),
    ),
    Row("MCP-24", "identifiants", "link_valid_for", "PT24H", day_of(management.activation_due, NOON, CALENDAR)),
    Row("MCP-25", "supervision", "answer_within", "5 jours", day_of(control.supervision_answer_due, D, CALENDAR)),
    Row(
        "MCP-25",
        "manquement-de-gestion",
        "measures",
        (Measure.SUSPENSION,),
        decided(control.sanction_decision, Fault.MANAGEMENT_FAILURE, Measure.DELEGATION_WITHDRAWN, Side.CAISSE),
    ),
    Row("MCP-25", "audit", "by", Side.PARTNER, decided(control.audit_decision, Side.CAISSE, Audited.PARTNER)),
    Row("MCP-25", "lecture-delai-de-supervision", "agreed_on", D, questions),
    Row("MCP-26", "revue-inverse", "every", "P2Y", yearly),
    Row("MCP-26", "revue-inverse", "sent_to", Side.PARTNER, told(control.review_recipient)),
    Row(
        "MCP-27",
        "formulaire-changement-administrateur",
        "items",
        SIX[:5],
        decided(papers.missing_items, "administrator_change", SIX[:5]),
    ),
    Row(
        "MCP-27",
        "formulaire-changement-administrateur",
        "signed_by",
        (Signer.PARTNER,),
        decided(papers.signature_decision, "administrator_change", frozenset({Signer.PARTNER})),
    ),
    Row("MCP-27", "contradiction-annexe-des-formulaires", "other", "contrat de service, annexe 3", questions),
    *(
        Row("MCP-28", f"contact-{role}", "at_least", 9, questions)
        for role in (
            "administrateurs-caf",
            "responsable-mcp-caf",
            "securite-caf",
            "informatique-caf",
            "protection-donnees-caf",
            "guichet-unique-caf",
            "administrateurs-partenaire",
            "securite-partenaire",
            "protection-donnees-partenaire",
        )
    ),
    Row("MCP-28", "contact-responsable-services-partenaire", "at_least", 0, questions),
    Row("MCP-28", "contact-support-partenaire", "at_least", 0, questions),
    Row(
        "MCP-29",
        "automate",
        "signs_in_as_human",
        True,
        decided(management.automaton_decision, with_user_credentials=False),
    ),
    Row(
        "MCP-29",
        "automate",
        "with_user_credentials",
        False,
        decided(management.automaton_decision, with_user_credentials=True),
    ),
)
