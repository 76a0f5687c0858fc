"""MCP-01 to MCP-13: the convention itself."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from socle.conventions.domain.kinds.audit import Audited
from socle.conventions.domain.kinds.effect import Need as EffectNeed
from socle.conventions.domain.kinds.lapse import Cause
from socle.conventions.domain.kinds.numbering import Source
from socle.conventions.domain.kinds.opening import Need
from socle.conventions.domain.kinds.renewal import Mode as RenewalMode
from socle.conventions.domain.kinds.sanction import Ground as Fault
from socle.conventions.domain.kinds.sanction import Measure
from socle.conventions.domain.kinds.termination import Ground
from socle.conventions.domain.rules import (
    authority,
    changing,
    control,
    duties,
    ending,
    papers,
    purposes,
)
from socle.conventions.domain.words import DocumentKind, Form, Side
from tests.domain.conventions.observers import (
    D,
    day_of,
    decided,
    ends,
    falls,
    misnumbered,
    opened,
    opened_before_publication,
    period,
    questions,
    reads,
    told,
    yearly,
)
from tests.domain.conventions.requirements.row import Row
from tests.domain.conventions.texts import CALENDAR

FIVE = ("providers", "providers_location", "databases_location", "tools_legal_regime", "entrusted_tasks")
UNSIGNED = {"bulletin-cdap": {"signed_on": None}}
NO_PIECE = {"afas-piece-1": {"received_on": None}}

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
    Row("MCP-03", "ouverture-des-services", "needs", (Need.CONVENTION_SIGNED,), opened("cdap", UNSIGNED)),
    Row("MCP-03", "ouverture-des-services", "needs", (Need.CONVENTION_SIGNED,), opened("afas", NO_PIECE)),
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
    Row("MCP-09", "prestataire", "observed_by", None, reads("prestataire")),
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
