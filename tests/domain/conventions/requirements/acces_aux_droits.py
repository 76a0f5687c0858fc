"""DRT-01 to DRT-14: training, directory, referrals, exchanged data, data protection, committee, life."""

from __future__ import annotations

from datetime import date

from socle.conventions.domain.kinds.data_use import Consent, Use
from socle.conventions.domain.kinds.lapse import Cause
from socle.conventions.domain.kinds.licence import Act
from socle.conventions.domain.kinds.renewal import Mode
from socle.conventions.domain.kinds.rung import Trigger
from socle.conventions.domain.kinds.secrecy import Freed
from socle.conventions.domain.kinds.termination import Ground
from socle.conventions.domain.kinds.training_programme import Audience
from socle.conventions.domain.rules import changing, control, duties, ending, exchanges, meetings, papers
from socle.conventions.domain.words import DocumentKind, Form, Office, Side
from tests.domain.conventions.observers import (
    D,
    day_of,
    decided,
    ends,
    life_on,
    may_end,
    opened,
    owed,
    period,
    questions,
    reads,
    told,
    yearly,
)
from tests.domain.conventions.requirements.row import Row
from tests.domain.conventions.texts import CALENDAR

FIVE = ("no_other_use", "no_copy_kept", "no_disclosure", "prevent_misuse", "keep_safe")
ORIENTED = ("date", "agent", "pension_event", "informed_person", "outcome")
REACHED = ("public", "period", "people_reached", "rights_opened")
PAIR = {"carsat": (Office.REPRESENTATIVE,), "collectivite": (Office.REPRESENTATIVE,)}
GAP = "manque-annexe-des-donnees"
UNSIGNED = {"convention": {"signed_on": None}}
ENTRIES = {"Rheinau": "03 00 00 00 30"}

TRAINING = (
    Row("DRT-01", "formation-des-agents", "times_a_year", 3, owed("formation-des-agents")),
    Row("DRT-01", "formation-des-agents", "capacity", 30, decided(papers.seat_decision, "agents", 15)),
    Row(
        "DRT-01", "formation-des-agents", "records", ("session",), decided(papers.missing_items, "agents", ("session",))
    ),
    Row("DRT-01", "formation-des-agents", "modules", ("la carrière",), reads("formation-des-agents")),
    Row("DRT-01", "parcours-renforce", "audience", Audience.AGENTS, reads("parcours-renforce")),
    Row("DRT-01", "parcours-renforce", "times_a_year", 1, owed("parcours-renforce")),
    Row("DRT-01", "rendez-vous-des-responsables", "minutes", 60, reads("rendez-vous-des-responsables")),
    Row("DRT-01", "rendez-vous-des-responsables", "times_a_year", None, owed("rendez-vous-des-responsables")),
)
REFERRALS = (
    Row(
        "DRT-02",
        "annuaire-par-territoire",
        "fallback_phone",
        "3960",
        told(exchanges.directory_answer, ENTRIES, "Kirchwald"),
    ),
    Row("DRT-02", "annuaire-par-territoire", "by", "partner", owed("annuaire-par-territoire")),
    Row("DRT-03", "voie-aspa", "subjects", ("asi",), told(exchanges.route_for, "referral", "aspa")),
    Row(
        "DRT-03",
        "voie-aspa",
        "address",
        "autre@carsat-grand-rhin.example",
        told(exchanges.route_for, "referral", "aspa"),
    ),
    Row("DRT-03", "voie-aspa", "people", (), told(exchanges.route_for, "referral", "aspa")),
    Row(
        "DRT-03",
        "voie-des-autres-questions",
        "forms",
        (Form.SECURE_MESSAGING, Form.EMAIL),
        decided(exchanges.route_decision, "referral", "career", Form.EMAIL),
    ),
    Row(
        "DRT-04",
        "echelon-du-mediateur",
        "triggers",
        (Trigger.SENSITIVE,),
        told(exchanges.next_rung, "referral", Trigger.BLOCKED),
    ),
    Row("DRT-04", "echelon-des-directions", "rank", 3, told(exchanges.next_rung, "referral", Trigger.STILL_BLOCKED)),
    Row("DRT-04", "reponse-aux-saisines", "within", "3 jours ouvrés", owed("reponse-aux-saisines")),
    Row("DRT-04", "reponse-aux-saisines", "is_interpreted", False, reads("reponse-aux-saisines")),
    Row("DRT-04", "lecture-des-trois-jours", "agreed_on", D, questions),
)
NON_TAKE_UP = (
    Row("DRT-05", "reperage-du-non-recours", "by", "caisse", owed("reperage-du-non-recours")),
    Row(
        "DRT-05",
        "orientation-vers-la-caisse",
        "proof",
        ("date",),
        decided(papers.missing_items, "orientation-vers-la-caisse", ("date",)),
    ),
    Row(
        "DRT-05",
        "accompagnement-des-personnes-orientees",
        "to",
        "caisse",
        owed("accompagnement-des-personnes-orientees"),
    ),
    Row("DRT-05", "actions-contre-le-non-recours", "every", "P1Y", owed("actions-contre-le-non-recours")),
    Row(
        "DRT-05",
        "fiche-d-orientation",
        "items",
        ORIENTED[:4],
        decided(papers.record_decision, "orientation", ORIENTED[:4]),
    ),
    Row("DRT-05", "fiche-d-orientation", "counted_every", "P3M", owed("fiche-d-orientation")),
    Row("DRT-05", "fiche-d-action", "items", REACHED[:2], decided(papers.record_decision, "outreach", REACHED[:2])),
)
DATA = (
    Row("DRT-06", "service-echanges", "opened", False, opened("echanges", without=(GAP,))),
    Row("DRT-06", "ouverture-des-echanges", "needs", (), opened("echanges", UNSIGNED, without=(GAP, "prise-d-effet"))),
    Row(
        "DRT-06",
        "donnees-echangees",
        "personal_data_secured",
        False,
        decided(exchanges.exchange_decision, "echanges", Form.EMAIL, personal=True),
    ),
    Row(
        "DRT-06",
        "donnees-echangees",
        "means",
        (Form.PORTAL,),
        decided(exchanges.exchange_decision, "echanges", Form.SECURE_MESSAGING, personal=True),
    ),
    Row("DRT-06", "donnees-echangees", "warranted", False, owed("donnees-echangees")),
    Row("DRT-06", "manque-annexe-des-donnees", "closes", None, opened("echanges")),
    Row("DRT-06", "manque-annexe-des-correspondants", "missing", "la liste des suppléants", questions),
    Row("DRT-06", "manque-annexe-des-violations", "missing", "le modèle d'avis", questions),
    Row(
        "DRT-07",
        "secret",
        "exceptions",
        (),
        decided(duties.disclosure_decision, "documents", convention_over=False, freed=Freed.KNOWN_BEFORE),
    ),
    Row("DRT-07", "secret", "binds", Side.PARTNER, owed("secret")),
    Row(
        "DRT-07",
        "engagements-du-prestataire",
        "duties",
        FIVE[:4],
        decided(exchanges.contract_decision, FIVE[:4], passed_on=True),
    ),
    Row(
        "DRT-07",
        "engagements-du-prestataire",
        "passed_on",
        False,
        decided(exchanges.contract_decision, FIVE, passed_on=False),
    ),
)
PROTECTION = (
    Row(
        "DRT-08",
        "usage-a-une-autre-fin",
        "needs",
        Consent.WRITTEN,
        decided(exchanges.data_use_decision, Use.OTHER_PURPOSE, Consent.WRITTEN),
    ),
    Row(
        "DRT-08",
        "divulgation",
        "needs",
        Consent.NONE,
        decided(exchanges.data_use_decision, Use.DISCLOSURE, Consent.NONE),
    ),
    Row(
        "DRT-08", "transfert", "needs", Consent.PRIOR, decided(exchanges.data_use_decision, Use.TRANSFER, Consent.PRIOR)
    ),
    Row("DRT-08", "copie", "needs", Consent.PRIOR, decided(exchanges.data_use_decision, Use.COPY, Consent.EXPLICIT)),
    Row(
        "DRT-08",
        "copie",
        "unless_purpose_needs",
        False,
        decided(exchanges.data_use_decision, Use.COPY, Consent.NONE, purpose_needs=True),
    ),
    Row("DRT-08", "avis-de-violation", "within", "PT72H", day_of(control.incident_due, "data_breach", D, CALENDAR)),
    Row(
        "DRT-08", "avis-de-manquement", "within", None, day_of(control.incident_due, "compliance_failure", D, CALENDAR)
    ),
    Row("DRT-08", "lecture-des-quarante-huit-heures", "agreed_on", D, questions),
    Row("DRT-08", "incident-majeur", "within", "2 jours", day_of(control.incident_due, "major_incident", D, CALENDAR)),
    Row("DRT-08", "instruction-illicite", "by", "caisse", owed("instruction-illicite")),
    Row("DRT-08", "procedure-d-incident", "by", "caisse", owed("procedure-d-incident")),
    Row("DRT-08", "preuves-de-conformite", "shown_to", "caisse", owed("preuves-de-conformite")),
    Row("DRT-08", "registre-des-traitements", "by", "partner", owed("registre-des-traitements")),
    Row("DRT-08", "notification-a-l-autorite", "carried_out_by", "caisse", owed("notification-a-l-autorite")),
    Row(
        "DRT-08",
        "information-des-personnes-touchees",
        "carried_out_by",
        "caisse",
        owed("information-des-personnes-touchees"),
    ),
    Row("DRT-08", "droits-des-personnes", "carried_out_by", "caisse", owed("droits-des-personnes")),
    Row("DRT-08", "contact-protection-des-donnees", "at_least", 2, questions),
    Row("DRT-08", "formation-des-personnes", "topics", (), reads("formation-des-personnes", flaws=True)),
    Row("DRT-08", "engagement-des-personnes", "version", None, reads("engagement-des-personnes", flaws=True)),
)
COMMITTEE = (
    Row("DRT-09", "comite-de-suivi", "every", "P6M", day_of(meetings.next_sitting, "follow_up_committee", D, CALENDAR)),
    Row("DRT-09", "comite-de-suivi", "each", 2, decided(meetings.composition_decision, "follow_up_committee", PAIR)),
    Row(
        "DRT-09",
        "comite-de-suivi",
        "hosted_in_turn",
        False,
        told(meetings.host, "follow_up_committee", ("carsat", "collectivite"), 1),
    ),
    Row("DRT-09", "compte-rendu", "sent_within", "15 jours", day_of(meetings.sending_due, D, CALENDAR)),
    Row("DRT-09", "compte-rendu", "within", "60 jours", day_of(control.minutes_due, D, CALENDAR)),
    Row("DRT-09", "compte-rendu", "in_turn", False, told(control.minutes_writer, ("carsat", "collectivite"), 1)),
    Row("DRT-09", "bilan", "every", "P6M", yearly),
)
LIFE = (
    Row("DRT-10", "gratuite", "amount", "10.00", reads("gratuite")),
    Row(
        "DRT-10", "licence-des-fichiers", "allows", (Act.USE,), decided(exchanges.licence_decision, Act.ADAPT, "france")
    ),
    Row(
        "DRT-10", "licence-des-fichiers", "territory", "europe", decided(exchanges.licence_decision, Act.USE, "france")
    ),
    Row(
        "DRT-10",
        "licence-des-fichiers",
        "ends_with_convention",
        False,
        decided(exchanges.licence_decision, Act.USE, "france", convention_over=True),
    ),
    Row("DRT-10", "contradiction-licence", "other", "convention, 5", questions),
    Row("DRT-11", "force-majeure", "informs_within", "2 jours", owed("force-majeure")),
    Row("DRT-11", "force-majeure", "indemnity", True, reads("force-majeure")),
    Row("DRT-11", "information-force-majeure", "within", "2 jours", owed("information-force-majeure")),
    Row("DRT-11", "resiliation-force-majeure", "delay", "P3M", may_end(Ground.FORCE_MAJEURE, suspended="2026-03-02")),
    Row("DRT-12", "duree", "length", "P2Y", period),
    Row("DRT-12", "reconduction", "mode", Mode.NONE, life_on(date(2026, 12, 1))),
    Row("DRT-12", "prise-d-effet", "needs", (), opened("echanges", UNSIGNED, without=(GAP, "ouverture-des-echanges"))),
    Row("DRT-12", "avenant", "form", Form.LETTER, decided(changing.may_change, DocumentKind.CONVENTION, Form.LETTER)),
    Row("DRT-12", "avenant", "asked_by", None, reads("avenant")),
    Row(
        "DRT-12",
        "changement-des-correspondants",
        "form",
        Form.AVENANT,
        decided(
            changing.may_change, DocumentKind.ANNEXE, Form.SIMPLE_LETTER, resent=True, named="annexe-correspondants"
        ),
    ),
    Row("DRT-12", "clause-contraire-a-la-loi", "when", Cause.SERVICE_REMOVED, reads("clause-contraire-a-la-loi")),
    Row(
        "DRT-13",
        "resiliation-amiable",
        "form",
        Form.LETTER,
        decided(ending.may_terminate, Ground.AGREEMENT, Side.CAISSE, None),
    ),
    Row("DRT-13", "resiliation-pour-manquement", "delay", "P2M", ends(Ground.BREACH)),
    Row("DRT-13", "resiliation-pour-manquement", "unless_mended", False, ends(Ground.BREACH)),
    Row(
        "DRT-13",
        "resiliation-interet-general",
        "by",
        Side.ALL,
        decided(ending.may_terminate, Ground.GENERAL_INTEREST, Side.CAISSE, Form.REGISTERED_LETTER),
    ),
    Row(
        "DRT-13",
        "resiliation-interet-general",
        "delay",
        "P3M",
        may_end(Ground.GENERAL_INTEREST, "collectivite", sent="2026-03-02", notified="2026-03-03"),
    ),
    Row("DRT-14", "litige", "shortest", None, decided(duties.court_decision, date(2026, 2, 20), D)),
    Row("DRT-14", "litige", "longest", "P6M", owed("litige")),
    Row("DRT-14", "contradiction-comite-de-pilotage", "other", "convention, 7", questions),
    Row("DRT-14", "comite-de-conciliation", "each", 2, decided(meetings.composition_decision, "conciliation", PAIR)),
)
ACCES_AUX_DROITS = (*TRAINING, *REFERRALS, *NON_TAKE_UP, *DATA, *PROTECTION, *COMMITTEE, *LIFE)
