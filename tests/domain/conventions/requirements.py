"""MCP requirements that are terms: (requirement, term, changed field, other value, what is observed).

`docs/exigences-mcp.md` is the same table for readers; `test_requirements.py` holds both together.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from socle.conventions.domain.kinds.audit import Audited
from socle.conventions.domain.kinds.delegation import Function, Power
from socle.conventions.domain.kinds.effect import Need as EffectNeed
from socle.conventions.domain.kinds.form import Signer
from socle.conventions.domain.kinds.lapse import Cause
from socle.conventions.domain.kinds.management import Mode
from socle.conventions.domain.kinds.numbering import Source
from socle.conventions.domain.kinds.opening import Need
from socle.conventions.domain.kinds.renewal import Mode as RenewalMode
from socle.conventions.domain.kinds.retention import Kept
from socle.conventions.domain.kinds.sanction import Ground as Fault
from socle.conventions.domain.kinds.sanction import Measure
from socle.conventions.domain.kinds.search import Key
from socle.conventions.domain.kinds.service import Offer
from socle.conventions.domain.kinds.termination import Ground
from socle.conventions.domain.kinds.trace_access import Reach
from socle.conventions.domain.kinds.tracing import Event
from socle.conventions.domain.rules import (
    authority,
    changing,
    control,
    duties,
    ending,
    management,
    papers,
    profiles,
    purposes,
    security,
    services,
    support,
    tracing,
)
from socle.conventions.domain.words import ContactRole, Day, DocumentKind, Form, Level, Role, Side
from tests.domain.conventions.observers import (
    NOON,
    D,
    Observer,
    blanks,
    day_of,
    decided,
    ends,
    falls,
    misnumbered,
    opened,
    opened_before_publication,
    period,
    questions,
    told,
    yearly,
)
from tests.domain.conventions.texts import CALENDAR


class Row(NamedTuple):
    requirement: str
    term: str
    field: str
    value: object
    observe: Observer


DESK = "Centre de services Caf"
ITEMS = ("legal_name", "convention_number", "description")
FIVE = ("providers", "providers_location", "databases_location", "tools_legal_regime", "entrusted_tasks")
SIX = ("name", "function", "replaced_person", "replaced_email", "phone", "individual_email")
UNSIGNED = {"papers": {"bulletin-cdap": {"signed_on": None}}}
NO_PIECE = {"papers": {"afas-piece-1": {"received_on": None}}}

THE_CONVENTION = (
    Row("MCP-01", "numero", "follows", Source.FREE, misnumbered),
    Row(
        "MCP-02",
        "ordre-des-documents",
        "order",
        (DocumentKind.CONVENTION, DocumentKind.CONTRAT),
        told(changing.prevailing, DocumentKind.CONTRAT, DocumentKind.CONVENTION),
    ),
    Row("MCP-02", "fin-du-contrat-avec-la-convention", "documents", (), falls(Cause.CONVENTION_ENDED)),
    Row("MCP-02", "fin-du-contrat-avec-la-convention", "with_pieces", False, falls(Cause.CONVENTION_ENDED)),
    Row("MCP-02", "contradiction-annexe-des-bulletins", "other", "contrat de service, 6", questions),
    Row("MCP-03", "duree", "length", "P2Y", period),
    Row("MCP-03", "reconduction", "mode", RenewalMode.NONE, period),
    Row("MCP-03", "reconduction", "every", "P3M", period),
    Row("MCP-03", "prise-d-effet", "needs", (EffectNeed.DELIBERATION,), opened_before_publication),
    Row("MCP-03", "ouverture-des-services", "needs", (Need.CONVENTION_SIGNED,), opened("cdap", **UNSIGNED)),
    Row("MCP-03", "ouverture-des-services", "needs", (Need.CONVENTION_SIGNED,), opened("afas", **NO_PIECE)),
    Row("MCP-04", "resiliation-volontaire", "delay", "P4M", ends(Ground.WILL)),
    Row("MCP-04", "resiliation-volontaire", "date_chosen", False, ends(Ground.WILL, date(2026, 12, 31))),
    Row("MCP-04", "resiliation-volontaire", "closing_actions", False, ends(Ground.WILL)),
    Row(
        "MCP-04",
        "resiliation-volontaire",
        "form",
        Form.EMAIL,
        decided(ending.may_terminate, Ground.WILL, Side.PARTNER, Form.EMAIL),
    ),
    Row("MCP-04", "resiliation-pour-manquement", "delay", "P2M", ends(Ground.BREACH)),
    Row("MCP-04", "resiliation-pour-manquement", "unless_mended", False, ends(Ground.BREACH)),
    Row(
        "MCP-04",
        "resiliation-pour-manquement",
        "by",
        Side.CAISSE,
        decided(ending.may_terminate, Ground.BREACH, Side.PARTNER, Form.REGISTERED_LETTER),
    ),
    Row("MCP-05", "avenant", "form", Form.LETTER, decided(changing.may_change, DocumentKind.CONVENTION, Form.LETTER)),
    Row(
        "MCP-05",
        "avenant",
        "of",
        (DocumentKind.CONVENTION,),
        decided(changing.may_change, DocumentKind.MANAGEMENT_MODE, Form.AVENANT),
    ),
    Row(
        "MCP-05",
        "changement-de-piece",
        "resent",
        False,
        decided(changing.may_change, DocumentKind.PIECE, Form.NOTICE),
    ),
    Row("MCP-06", "caducite-afas", "documents", ("bulletin-cdap",), falls(Cause.FUNDING_ENDED)),
    Row("MCP-06", "caducite-afas", "with_pieces", False, falls(Cause.FUNDING_ENDED)),
    Row("MCP-06", "fin-cdap-service-supprime", "documents", (), falls(Cause.SERVICE_REMOVED)),
    Row("MCP-06", "fin-cdap-liste-changee", "documents", (), falls(Cause.SERVICES_CHANGED)),
    Row(
        "MCP-07",
        "mission-tarification",
        "ticked",
        False,
        decided(purposes.purpose_decision, "cdap", "T2", "tarif-selon-quotient"),
    ),
    Row(
        "MCP-07",
        "mission-activite-des-equipements",
        "ticked",
        False,
        decided(purposes.purpose_decision, "afas", "D1", "declaration-activite"),
    ),
    Row(
        "MCP-07",
        "mission-accompagnement-social",
        "ticked",
        False,
        decided(purposes.purpose_decision, "cdap", "T1", "acces-aux-droits"),
    ),
    Row(
        "MCP-07",
        "mission-logement-social",
        "ticked",
        True,
        decided(purposes.purpose_decision, "cdap", "T10", "aide-au-logement"),
    ),
    Row(
        "MCP-07",
        "mission-protection-sante",
        "ticked",
        True,
        decided(purposes.purpose_decision, "cdap", "T8", "protection-maladie"),
    ),
    Row(
        "MCP-07",
        "mission-mesures-de-protection",
        "ticked",
        True,
        decided(purposes.purpose_decision, "cdap", "T9", "mesure-de-protection"),
    ),
    Row(
        "MCP-07",
        "detournement-de-finalite",
        "measures",
        (Measure.SUSPENSION,),
        decided(control.sanction_decision, Fault.MISUSE, Measure.INVALIDATION, Side.CAISSE),
    ),
    Row("MCP-08", "bilan", "every", "P6M", yearly),
    Row(
        "MCP-08",
        "dysfonctionnement",
        "within",
        "2 jours",
        day_of(control.incident_due, "proven_malfunction", D, CALENDAR),
    ),
    Row("MCP-08", "reunion", "within", "P2M", day_of(control.meeting_due, D, CALENDAR)),
    Row("MCP-08", "compte-rendu", "within", "60 jours", day_of(control.minutes_due, D, CALENDAR)),
    Row("MCP-08", "compte-rendu", "in_turn", False, told(control.minutes_writer, ("caisse", "commune"), 3)),
    Row("MCP-08", "lecture-validation-du-compte-rendu", "agreed_on", D, questions),
    Row("MCP-09", "prestataire", "notice", "P3M", day_of(papers.provider_starts_on, D, CALENDAR)),
    Row("MCP-09", "prestataire", "items", FIVE[:4], decided(papers.missing_items, "provider_notice", FIVE[:4])),
    Row("MCP-09", "prestataire", "duties", ("same_duties",), told(papers.provider_duties)),
    Row(
        "MCP-09",
        "audit-du-prestataire",
        "over",
        Audited.CAISSE,
        decided(control.audit_decision, Side.CAISSE, Audited.PROVIDER),
    ),
    Row("MCP-10", "gratuite", "amount", "150.00", decided(duties.charge_decision, Decimal(100))),
    Row("MCP-10", "litige", "amicable_first", False, decided(duties.court_decision, None, D)),
    Row("MCP-10", "litige", "shortest", "P1M", decided(duties.court_decision, date(2026, 2, 20), D)),
    Row("MCP-11", "autorisation-de-signer", "stamps", (), decided(authority.signing_decision, date(2025, 10, 2))),
    Row("MCP-11", "autorisation-de-signer", "appeal_within", "P4M", day_of(authority.appeal_until, CALENDAR)),
    Row("MCP-11", "deliberation-du-conseil-municipal", "voted_on", date(2025, 9, 1), questions),
    Row("MCP-11", "deliberation-du-conseil-municipal", "published_on", None, questions),
    Row("MCP-11", "lecture-jour-de-signature", "agreed_on", None, questions),
    Row(
        "MCP-12",
        "information-des-personnes",
        "proof",
        ("text", "version"),
        decided(papers.missing_items, "information", ("text", "version")),
    ),
    Row("MCP-12", "information-des-personnes", "by", Side.ALL, told(duties.informing_side)),
    Row(
        "MCP-13",
        "secret",
        "survives",
        False,
        decided(duties.disclosure_decision, "personal_data", convention_over=True),
    ),
    Row(
        "MCP-13",
        "secret",
        "covers",
        ("personal_data",),
        decided(duties.disclosure_decision, "security_policies", convention_over=False),
    ),
    Row(
        "MCP-13",
        "formalites",
        "given_on_request",
        False,
        told(duties.formality_owed, Side.PARTNER, requested=True, substantial_change=False),
    ),
    Row(
        "MCP-13",
        "formalites",
        "redone_on_change",
        False,
        told(duties.formality_owed, Side.CAISSE, requested=False, substantial_change=True),
    ),
    Row("MCP-13", "cession", "with_consent", False, decided(duties.transfer_decision, consented=True)),
)

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

SECURITY = (
    Row("MCP-30", "navigateurs", "oldest", ("firefox 90",), decided(security.browser_decision, "firefox", 100)),
    Row("MCP-31", "tracabilite", "events", (Event.SIGN_IN,), decided(tracing.is_traced, Event.ACTION)),
    Row(
        "MCP-31",
        "conservation-des-traces",
        "keep",
        "P12M",
        day_of(tracing.retention_until, Kept.TRACES, D, CALENDAR),
    ),
    Row(
        "MCP-31",
        "conservation-des-habilitations",
        "keep",
        "P5Y",
        day_of(tracing.retention_until, Kept.HABILITATIONS, D, CALENDAR),
    ),
    *(
        Row("MCP-32", f"traces-pour-{name}", "reach", Reach.OWN, decided(tracing.trace_reading, role, reach))
        for name, role, reach in (
            ("la-caisse", Role.CAISSE_AUTHORISED, Reach.EVERY),
            ("la-cnaf", Role.CNAF_AUTHORISED, Reach.EVERY),
            ("le-principal", Role.PRINCIPAL, Reach.ORGANISATION),
            ("le-suppleant", Role.SUPPLEANT, Reach.ORGANISATION),
        )
    ),
    Row("MCP-32", "traces-pour-l-utilisateur", "directly", True, decided(tracing.trace_reading, Role.USER, Reach.OWN)),
    Row(
        "MCP-32",
        "traces-pour-l-utilisateur",
        "through",
        (Role.PRINCIPAL,),
        told(tracing.trace_reading, Role.USER, Reach.OWN),
    ),
    Row("MCP-32", "tracabilite-des-refus", "events", (), decided(tracing.is_traced, Event.TRACE_READING)),
    Row(
        "MCP-33",
        "incident-de-securite",
        "within",
        "PT48H",
        day_of(control.incident_due, "security_incident", D, CALENDAR),
    ),
    Row(
        "MCP-33",
        "incident-de-securite",
        "contact",
        ContactRole.IT,
        told(control.incident_contact, "security_incident"),
    ),
    Row(
        "MCP-33",
        "incident-de-securite",
        "except_for",
        None,
        told(control.incident_contact, "security_incident", "service_desk_incident"),
    ),
    Row(
        "MCP-34",
        "sensibilisation",
        "proof",
        ("person",),
        decided(papers.missing_items, "training", ("person",)),
    ),
    Row(
        "MCP-34",
        "donnees-copiees",
        "listed_with",
        ("what",),
        decided(papers.missing_items, "donnees-copiees", ("what",)),
    ),
    Row(
        "MCP-34", "flux-autorises", "listed_with", ("flow",), decided(papers.missing_items, "flux-autorises", ("flow",))
    ),
    Row("MCP-35", "politique-de-mot-de-passe", "minimum_length", 14, decided(security.password_length_decision, 12)),
    Row("MCP-35", "manque-politique-de-mot-de-passe", "missing", "rien", questions),
)

SUPPORT = (
    Row(
        "MCP-40",
        "support-de-niveau-1",
        "callers",
        (Role.SUPPORT,),
        decided(support.call_decision, "Support du partenaire", Role.USER),
    ),
    Row("MCP-40", "centre-de-services", "callers", (Role.USER,), decided(support.call_decision, DESK, Role.USER)),
    Row("MCP-40", "centre-de-services", "hours", "09:00-12:00", told(support.desk_hours, DESK)),
    Row("MCP-40", "centre-de-services", "days", (Day.MONDAY,), told(support.desk_hours, DESK)),
    Row("MCP-40", "centre-de-services", "items", ITEMS[:2], decided(papers.missing_items, DESK, ITEMS[:2])),
    Row("MCP-40", "centre-de-services", "forms", (Form.PHONE,), told(support.first_form, DESK)),
    Row(
        "MCP-41",
        "escalade-vers-la-caisse",
        "after",
        "5 jours ouvrés",
        day_of(support.escalation_due, Side.CAISSE, D, CALENDAR),
    ),
    Row(
        "MCP-41",
        "escalade-vers-le-partenaire",
        "after",
        "3 semaines",
        day_of(support.escalation_due, Side.PARTNER, D, CALENDAR),
    ),
    Row("MCP-41", "escalade-vers-la-caisse", "urgent_at_once", False, told(support.escalates_at_once, Side.CAISSE)),
    Row("MCP-41", "escalade-vers-la-caisse", "ladder", ("responsable-mcp", "guichet-unique"), questions),
    Row("MCP-42", "disponibilite", "always", False, told(support.is_available, desk_open=False, maintenance=False)),
    Row(
        "MCP-42",
        "disponibilite",
        "except_maintenance",
        False,
        told(support.is_available, desk_open=True, maintenance=True),
    ),
    Row("MCP-42", "disponibilite", "stops_announced_to", ContactRole.IT, told(support.stop_announced_to)),
)

AFAS = (
    Row("MCP-50", "arbre-afas", "levels", ("partner", "place"), told(services.level_below, "afas", "partner")),
    Row("MCP-50", "arbre-afas", "natures", ("EAJE",), decided(services.nature_decision, "afas", "LAEP")),
    *(
        Row("MCP-51", term, "max", 3, decided(profiles.seat_decision, "afas", profile, level, 2, 10))
        for term, profile, level in (
            ("sieges-afas-d1-lieu", "D1", Level.PLACE),
            ("sieges-afas-d1-equipement", "D1", Level.EQUIPMENT),
            ("sieges-afas-d2-equipement", "D2", Level.EQUIPMENT),
            ("sieges-afas-d3-equipement", "D3", Level.EQUIPMENT),
            ("sieges-afas-d4-equipement", "D4", Level.EQUIPMENT),
        )
    ),
    Row(
        "MCP-51",
        "sieges-afas-ensemble",
        "max",
        50,
        decided(profiles.seat_decision, "afas", "D4", Level.EQUIPMENT, 0, 50),
    ),
    *(
        Row(
            "MCP-51",
            f"profil-afas-{code.lower()}",
            "may",
            ("nothing",),
            decided(services.act_decision, "afas", code, act),
        )
        for code, act in (("D1", "enter_activity"), ("D2", "enter_finance"), ("D3", "transmit"), ("D4", "view"))
    ),
    Row(
        "MCP-51",
        "profil-afas-d1",
        "levels",
        (Level.EQUIPMENT,),
        decided(services.level_decision, "afas", "D1", Level.PLACE),
    ),
    Row("MCP-52", "service-afas", "offers", (Offer.JUSTIFY,), decided(services.offer_decision, "afas", Offer.COMPARE)),
    Row(
        "MCP-53",
        "liste-des-interlocuteurs-afas",
        "on_change",
        False,
        decided(papers.resend_decision, "afas-piece-1", changed=True, certified=True),
    ),
    Row(
        "MCP-53",
        "liste-des-interlocuteurs-afas",
        "certified",
        False,
        decided(papers.resend_decision, "afas-piece-1", changed=False, certified=False),
    ),
    Row(
        "MCP-53",
        "signatures-electroniques-afas",
        "on_change",
        True,
        decided(papers.resend_decision, "afas-piece-3", changed=True, certified=True),
    ),
    Row(
        "MCP-53",
        "support-afas",
        "callers",
        (Role.PRINCIPAL,),
        decided(support.call_decision, "Interlocuteurs AFAS de la Caf", Role.SUPPORT),
    ),
    Row("MCP-53", "dossier-descriptif-afas", "by", Side.PARTNER, told(services.papers_owed, Side.CAISSE)),
    Row("MCP-53", "dossier-descriptif-cdap", "by", Side.PARTNER, told(services.papers_owed, Side.CAISSE)),
)

CDAP = (
    *(
        Row("MCP-60", f"profil-cdap-{code.lower()}", "predicates", (), told(profiles.predicate_years, "cdap", code))
        for code in ("T4", "T18", "T19", "T20", "T21")
    ),
    *(
        Row("MCP-60", f"profil-cdap-{code.lower()}", "years", 5, told(profiles.predicate_years, "cdap", code))
        for code in ("T18", "T19", "T20")
    ),
    *(
        Row("MCP-60", f"profil-cdap-{code.lower()}", "holder", (), told(profiles.holder_conditions, "cdap", code))
        for code in ("T1", "T2", "T15", "T18", "T19", "T22")
    ),
    Row(
        "MCP-60",
        "finalite-secretariat-ccapex",
        "temporary",
        False,
        decided(purposes.purpose_decision, "cdap", "T16", "secretariat-ccapex"),
    ),
    *(
        Row("MCP-60", f"profil-cdap-t{number}", "code", "X1", told(profiles.profile_named, "cdap", f"T{number}"))
        for number in (1, 2, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 19, 20, 21, 22)
    ),
    Row("MCP-60", "service-cdap", "offers", (), decided(services.offer_decision, "cdap", Offer.CONSULT)),
    Row("MCP-61", "sieges-cdap-t2", "opened", False, told(profiles.seats, "cdap")),
    Row("MCP-61", "sieges-cdap-t1", "opened", True, blanks),
    Row(
        "MCP-62",
        "moindre-acces",
        "explained",
        False,
        told(profiles.group_decision, "cdap", "T2", "debts", is_needed=False),
    ),
    Row(
        "MCP-62",
        "moindre-acces",
        "is_official",
        True,
        told(profiles.group_decision, "cdap", "T2", "debts", is_needed=False),
    ),
    Row("MCP-63", "recherche-cdap", "matches", 2, decided(security.search_decision, "cdap", Key.IDENTITY, 2)),
    Row("MCP-63", "recherche-cdap", "keys", (Key.NUMBER,), decided(security.search_decision, "cdap", Key.IDENTITY, 1)),
    Row("MCP-63", "tracabilite-des-refus", "events", (), decided(tracing.is_traced, Event.FAILED_SEARCH)),
)

ROWS = (*THE_CONVENTION, *HABILITATIONS, *SECURITY, *SUPPORT, *AFAS, *CDAP)
