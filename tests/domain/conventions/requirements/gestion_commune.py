"""ISU-01 to ISU-16: letters, committees, staff, tasks, queues, targets, access, life of the shared desk."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from socle.conventions.domain.kinds.entrusted_task import First
from socle.conventions.domain.kinds.indicator import Sense
from socle.conventions.domain.kinds.joint_handling import Matter
from socle.conventions.domain.kinds.lead import Authority
from socle.conventions.domain.kinds.renewal import Mode
from socle.conventions.domain.kinds.staffing import Site
from socle.conventions.domain.rules import changing, meetings, papers, shared_desk
from socle.conventions.domain.words import DocumentKind, Form, Office
from tests.domain.conventions.observers import (
    D,
    day_of,
    decided,
    life_on,
    owed,
    questions,
    reads,
    told,
    yearly,
)
from tests.domain.conventions.requirements.row import Row
from tests.domain.conventions.texts import CALENDAR

ONE, HALF = Decimal(1), Decimal("0.50")
DIRECTION = (Office.DIRECTOR, Office.ACCOUNTING_OFFICER, Office.EXECUTIVE)
PAIR = {"caisse": DIRECTION, "partner": DIRECTION}
DAILY = {"caisse": (Office.EXECUTIVE, Office.MANAGER), "partner": (Office.EXECUTIVE, Office.MANAGER)}
THREE = frozenset({First.TRAINING})
QUEUES = {
    "accueil-physique": ("reception", "visit"),
    "rejets-d-affiliation": ("affiliation_rejects", "affiliation_reject"),
    "rejets-de-droits": ("rights_rejects", "rights_reject"),
    "declarations-et-revenus": ("declarations", "declaration"),
    "exonerations": ("exemptions", "exemption"),
    "credits-et-remboursements": ("credits", "refund"),
    "attestations": ("certificates", "vigilance_certificate"),
    "listes-d-anomalies": ("anomalies", "anomaly"),
}
RECOVERY = {
    "listes-de-debiteurs": ("debtors", "debtor"),
    "relances-telephoniques": ("reminders", "phone_reminder"),
    "demandes-de-delais": ("payment_plans", "payment_plan"),
    "remises-de-majorations": ("remissions", "surcharge_remission"),
    "fiabilite-des-creances": ("claims", "claim_check"),
    "derniers-avis-et-contraintes": ("notices", "contrainte"),
    "prescription": ("limitation", "limitation_alert"),
    "admissions-en-non-valeur": ("write_offs", "write_off"),
}
TASKS = {
    "tache-saisie-des-revenus": ("income_entry", "partner"),
    "tache-changements-de-situation": ("change_entry", "partner"),
    "tache-relances": ("phone_reminders", "caisse"),
}


def handled(code, piece, party="caisse"):
    return decided(shared_desk.queue_decision, code, piece, party)


DIRECTING = (
    Row("ISU-01", "lettre-de-mission", "within", "P2M", day_of(meetings.letter_due, "mission", 2016, CALENDAR)),
    Row(
        "ISU-01",
        "lettre-de-mission",
        "contents",
        ("recovery_targets",),
        decided(papers.missing_items, "mission", ("recovery_targets",)),
    ),
    Row("ISU-01", "lettre-d-engagements", "within", "P6M", day_of(meetings.letter_due, "commitments", 2016, CALENDAR)),
    Row(
        "ISU-01",
        "lettre-d-engagements",
        "contents",
        ("means",),
        decided(papers.missing_items, "commitments", ("means",)),
    ),
    Row("ISU-01", "evaluation-conjointe", "every", "P2Y", yearly),
    Row("ISU-02", "comite-de-direction", "every", "P6M", day_of(meetings.next_sitting, "management", D, CALENDAR)),
    Row(
        "ISU-02",
        "comite-de-direction",
        "offices",
        (*DIRECTION, Office.PRESIDENT),
        decided(meetings.composition_decision, "management", PAIR),
    ),
    Row(
        "ISU-02",
        "comite-de-direction",
        "parity",
        False,
        decided(meetings.composition_decision, "management", {**PAIR, "caisse": (*DIRECTION, Office.DIRECTOR)}),
    ),
    Row("ISU-02", "comite-de-direction", "one_per_region", False, reads("comite-de-direction")),
    Row("ISU-02", "comite-de-direction", "delegates_sit", False, reads("comite-de-direction")),
    Row("ISU-02", "comite-de-direction", "informs", (), owed("comite-de-direction")),
    Row("ISU-03", "comite-operationnel", "every", "P1M", day_of(meetings.next_sitting, "operational", D, CALENDAR)),
    Row("ISU-03", "comite-operationnel", "each", 2, decided(meetings.composition_decision, "operational", DAILY)),
    Row("ISU-03", "comite-operationnel", "when_needed", (), reads("comite-operationnel")),
    Row("ISU-04", "commission-de-surveillance", "optional", False, owed("commission-de-surveillance")),
    Row(
        "ISU-04", "commission-de-surveillance", "every", "P6M", day_of(meetings.next_sitting, "oversight", D, CALENDAR)
    ),
    Row("ISU-16", "direction-commune", "by", "partner", owed("direction-commune")),
    Row("ISU-16", "direction-commune", "answers_to", (Authority.BOARDS,), owed("direction-commune")),
    *(Row("ISU-16", term, "owner", "all", owed(term)) for term in TASKS),
)
STAFF = (
    Row(
        "ISU-05",
        "cadres",
        "together",
        "0.80",
        decided(shared_desk.staffing_decision, Office.EXECUTIVE, {"caisse": (HALF,), "partner": (Decimal("0.40"),)}),
    ),
    Row(
        "ISU-05",
        "cadres",
        "count",
        1,
        decided(shared_desk.staffing_decision, Office.EXECUTIVE, {"caisse": (HALF,), "partner": (HALF,)}),
    ),
    Row(
        "ISU-05",
        "responsables",
        "full_time",
        False,
        decided(shared_desk.staffing_decision, Office.MANAGER, {"caisse": (ONE,), "partner": (HALF,)}),
    ),
    Row(
        "ISU-05",
        "cellule-mixte",
        "equal",
        False,
        decided(shared_desk.staffing_decision, Office.CELL_AGENT, {"caisse": (ONE, ONE), "partner": (ONE,)}),
    ),
    Row("ISU-05", "cellule-mixte", "site", Site.OWN_SITE, reads("cellule-mixte")),
    Row(
        "ISU-05",
        "agents-dedies",
        "full_time",
        False,
        decided(shared_desk.staffing_decision, Office.DEDICATED_AGENT, {"partner": (HALF,)}),
    ),
    Row("ISU-05", "agents-dedies", "of", "all", owed("agents-dedies")),
    Row(
        "ISU-05",
        "liste-des-agents",
        "on_change",
        False,
        decided(papers.resend_decision, "annexe-agents", changed=True, certified=True),
    ),
    Row(
        "ISU-05",
        "gestion-du-personnel",
        "agents_under_employer",
        False,
        decided(shared_desk.order_decision, from_employer=False),
    ),
    *(
        Row("ISU-06", term, "after", (First.TRAINING,), decided(shared_desk.task_decision, code, party, THREE))
        for term, (code, party) in TASKS.items()
    ),
    *(
        Row("ISU-06", term, "done_by", (), decided(shared_desk.task_decision, code, party, frozenset(First)))
        for term, (code, party) in TASKS.items()
    ),
    Row("ISU-06", "formation-aux-taches-confiees", "topics", (), reads("formation-aux-taches-confiees", flaws=True)),
    Row(
        "ISU-07",
        "partage-de-la-charge",
        "tolerance",
        10,
        decided(shared_desk.load_decision, {"caisse": 70, "partner": 30}),
    ),
    Row("ISU-07", "partage-de-la-charge", "every", "P3M", owed("partage-de-la-charge")),
)
WORK = (
    *(Row("ISU-08", term, "types", (), handled(code, piece)) for term, (code, piece) in QUEUES.items()),
    Row("ISU-08", "rejets-d-affiliation", "shared", False, handled("affiliation_rejects", "change_reject")),
    Row(
        "ISU-08",
        "formulaires-d-affiliation",
        "shared",
        True,
        handled("affiliation_forms", "affiliation_form", "partner"),
    ),
    Row("ISU-08", "paiement-des-remboursements", "shared", True, handled("refund_payment", "refund_payment")),
    Row("ISU-08", "paiement-des-remboursements", "owner", "caisse", handled("refund_payment", "refund_check")),
    *(Row("ISU-09", term, "types", (), handled(code, piece)) for term, (code, piece) in RECOVERY.items()),
    Row(
        "ISU-10",
        "plan-de-controle",
        "carried_out_by",
        "caisse",
        decided(shared_desk.joint_decision, Matter.CONTROL_PLAN, "caisse"),
    ),
    Row("ISU-11", "reclamations", "shared", False, handled("complaints", "complaint")),
    Row(
        "ISU-11",
        "traitement-des-reclamations",
        "carried_out_by",
        "partner",
        decided(shared_desk.joint_decision, Matter.COMPLAINT, "caisse"),
    ),
    Row(
        "ISU-12",
        "engagement-remboursements",
        "target",
        "90",
        decided(shared_desk.indicator_decision, "refund_delay", Decimal(92)),
    ),
    Row(
        "ISU-12",
        "engagement-remboursements",
        "followed_by",
        "management",
        told(shared_desk.indicator_decision, "refund_delay", Decimal(80)),
    ),
    Row(
        "ISU-12",
        "engagement-attestations",
        "sense",
        Sense.AT_LEAST,
        decided(shared_desk.indicator_decision, "certificate_delay", Decimal(4)),
    ),
    Row(
        "ISU-13",
        "acces-au-systeme-de-la-caisse",
        "systems",
        ("rights",),
        decided(shared_desk.access_decision, "caisse", "partner", "affiliation"),
    ),
    Row(
        "ISU-13",
        "acces-au-systeme-de-l-urssaf",
        "to",
        "partner",
        decided(shared_desk.access_decision, "partner", "caisse", "recovery"),
    ),
    Row(
        "ISU-14",
        "saisine-nationale",
        "informs_first",
        None,
        decided(shared_desk.joint_decision, Matter.NATIONAL_REFERRAL, "caisse"),
    ),
)
LIFE = (
    Row("ISU-15", "duree", "ends_on", date(2027, 12, 31), life_on(D)),
    Row("ISU-15", "reconduction", "mode", Mode.TACIT, reads("reconduction", flaws=True)),
    Row(
        "ISU-15",
        "changement-des-annexes",
        "form",
        Form.LETTER,
        decided(changing.may_change, DocumentKind.ANNEXE, Form.LETTER),
    ),
    Row("ISU-15", "manque-resiliation", "missing", "la fin anticipée", questions),
    Row("ISU-15", "manque-suites-du-terme", "missing", "la suite", questions),
)
GESTION_COMMUNE = (*DIRECTING, *STAFF, *WORK, *LIFE)
