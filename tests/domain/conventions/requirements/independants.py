"""URS-01 to URS-14: three parties, events, offers, aids, mandates, life."""

from __future__ import annotations

from datetime import date

from socle.conventions.domain.kinds.claim_circuit import Competence
from socle.conventions.domain.kinds.criterion import Check
from socle.conventions.domain.kinds.local_event import Response
from socle.conventions.domain.kinds.mandate import Answered
from socle.conventions.domain.kinds.offer import Audience
from socle.conventions.domain.kinds.renewal import Mode
from socle.conventions.domain.kinds.termination import Ground
from socle.conventions.domain.rules import aids, changing, duties, ending, exchanges, meetings, papers, shared_desk
from socle.conventions.domain.words import ContactRole, DocumentKind, Form, Office, Side
from tests.domain.conventions.observers import (
    D,
    decided,
    ends,
    life_on,
    owed,
    period,
    questions,
    questions_without,
    reads,
    told,
    yearly,
)
from tests.domain.conventions.requirements.row import Row

GOOD = {
    Check.AFFILIATED_FOR: date(2024, 1, 2),
    Check.HAS_PAID: True,
    Check.MAIN_ACTIVITY: True,
    Check.NO_UNDECLARED_WORK: True,
    Check.NO_CONTEST: True,
}
REPORT = ("communes", "zone", "period", "event_kind", "expected_effect")
SEAT = {"cpsti": (Office.REPRESENTATIVE,)}
OFFERS = {
    "offre-help": Audience.FIRM,
    "offre-action-sociale": Audience.SELF_EMPLOYED,
    "offre-mediation": Audience.FIRM,
    "offre-service-personnel": Audience.FIRM,
    "offre-cesu": Audience.INDIVIDUAL_EMPLOYER,
    "offre-pajemploi": Audience.INDIVIDUAL_EMPLOYER,
    "offre-creation": Audience.CREATOR,
    "offre-premiere-embauche": Audience.EMPLOYER,
    "offre-premiers-mois": Audience.CREATOR,
    "offre-dsn": Audience.COMMUNE,
    "offre-travail-dissimule": Audience.CONTRACTING_AUTHORITY,
}
EVENTS = {
    "evenement-travaux": "works",
    "evenement-catastrophe": "disaster",
    "evenement-social": "social_event",
    "evenement-urgence": "emergency",
}
CRITERIA = {
    "critere-cotisations": Check.HAS_PAID,
    "critere-activite-principale": Check.MAIN_ACTIVITY,
    "critere-travail-dissimule": Check.NO_UNDECLARED_WORK,
    "critere-monopole": Check.NO_CONTEST,
}
THREE = (
    "relais-des-offres",
    "orientation-des-independants",
    "information-des-maires",
    "accompagnement-des-entreprises",
    "reponse-coordonnee-aux-urgences",
    "action-sociale-du-cpsti",
)


def eligible(answers, *, aid="aced"):
    return decided(aids.eligibility_decision, aid, answers, D)


def failing(test):
    return eligible({**GOOD, test: False})


PARTIES = (
    *(Row("URS-01", term, "by", "all", owed(term)) for term in THREE),
    Row(
        "URS-01",
        "reponse-coordonnee-aux-urgences",
        "proof",
        ("date",),
        decided(papers.missing_items, "reponse-coordonnee-aux-urgences", ("date",)),
    ),
    Row("URS-01", "information-des-maires", "every", "P3M", owed("information-des-maires")),
)
LOCAL = (
    *(
        Row("URS-02", term, "items", REPORT[:2], decided(papers.missing_items, code, REPORT[:2]))
        for term, code in EVENTS.items()
    ),
    *(Row("URS-02", term, "opens", (Response.CONTACTS,), told(aids.aids_for, code)) for term, code in EVENTS.items()),
    Row("URS-02", "voie-des-urgences", "subjects", ("disaster",), told(exchanges.route_for, "event", "emergency")),
    Row(
        "URS-02",
        "voie-des-signalements",
        "forms",
        (Form.PHONE,),
        decided(exchanges.route_decision, "event", "works", Form.EMAIL),
    ),
    *(
        Row("URS-03", term, "published", False, told(aids.offers_for, public, as_partner=True))
        for term, public in OFFERS.items()
    ),
    *(
        Row("URS-03", term, "audiences", (), told(aids.offers_for, public, as_partner=False))
        for term, public in OFFERS.items()
    ),
    Row(
        "URS-03",
        "offre-attestation-de-vigilance",
        "published",
        True,
        told(aids.offers_for, Audience.COMMUNE, as_partner=True),
    ),
    Row(
        "URS-03",
        "nouveaux-axes",
        "form",
        Form.AVENANT,
        decided(changing.may_change, DocumentKind.ANNEXE, Form.AGREEMENT, named="annexe-offres"),
    ),
)
SOCIAL_AID = (
    Row("URS-04", "aide-aced", "events", (), told(aids.aids_for, "works")),
    Row("URS-04", "aide-aced", "taxable", True, reads("aide-aced")),
    Row("URS-04", "aide-adr", "contributions", True, reads("aide-adr")),
    Row("URS-04", "aide-afe", "events", ("works",), told(aids.aids_for, "social_event")),
    Row("URS-04", "aide-d-urgence", "events", (), told(aids.aids_for, "disaster")),
    Row("URS-04", "aide-d-urgence", "decided_by", "urssaf", owed("aide-d-urgence")),
    Row("URS-05", "critere-affiliation", "longer_than", "P3Y", eligible(GOOD)),
    *(Row("URS-05", term, "aids", ("afe",), failing(test)) for term, test in CRITERIA.items()),
    *(Row("URS-05", term, "question", "Vraiment ?", told(aids.eligibility, "aced", {}, D)) for term in CRITERIA),
    Row("URS-06", "circuit-des-aides", "items", ("form",), decided(papers.missing_items, "aid", ("form",))),
    Row("URS-06", "circuit-des-aides", "committee", "direction", told(aids.deciding_committee, "aid")),
    Row("URS-06", "circuit-des-aides", "competence", Competence.RESIDENCE, reads("circuit-des-aides")),
    Row(
        "URS-06",
        "voie-des-independants",
        "forms",
        (Form.PHONE,),
        decided(exchanges.route_decision, "aid", "self_employed", Form.SECURE_MESSAGING),
    ),
    Row(
        "URS-06",
        "voie-des-auto-entrepreneurs",
        "subjects",
        ("other",),
        told(exchanges.route_for, "aid", "auto_entrepreneur"),
    ),
    Row(
        "URS-06",
        "commission-d-action-sociale",
        "each",
        3,
        decided(meetings.composition_decision, "social_action", SEAT),
    ),
    Row("URS-06", "examen-sans-identite", "hides", (), told(aids.hidden_from, "social_action")),
)
QUESTIONS = (
    Row(
        "URS-07", "mandat", "papers", ("signed_mandate",), told(aids.answer_to, "person_question", ("signed_mandate",))
    ),
    Row("URS-07", "mandat", "otherwise", Answered.PARTNER, told(aids.answer_to, "person_question", ())),
    Row("URS-07", "mandat", "partner_told", False, told(aids.answer_to, "person_question", ())),
    Row(
        "URS-07",
        "voie-des-questions",
        "forms",
        (Form.EMAIL,),
        decided(exchanges.route_decision, "question", "rate", Form.PARTNER_SITE),
    ),
    Row(
        "URS-07",
        "voie-des-questions-sur-un-compte",
        "subjects",
        ("company",),
        told(exchanges.route_for, "question", "person"),
    ),
    Row("URS-08", "lettre-d-information", "roles", (ContactRole.REFERENT,), reads("lettre-d-information")),
    Row("URS-08", "lettre-d-information", "every", "P3M", owed("lettre-d-information")),
    Row("URS-09", "relais-des-messages", "by", "maires", owed("relais-des-messages")),
    Row("URS-09", "reunions-communes", "about", "des réunions", owed("reunions-communes")),
    Row("URS-09", "invitations", "to", "maires", owed("invitations")),
    Row("URS-10", "portrait-du-territoire", "figures", ("employers",), reads("portrait-du-territoire")),
    Row("URS-10", "portrait-du-territoire", "to", "cpsti", owed("portrait-du-territoire")),
)
LIFE = (
    Row("URS-11", "secret", "survives", False, decided(duties.disclosure_decision, "documents", convention_over=True)),
    Row(
        "URS-11",
        "secret-des-dossiers",
        "covers",
        (),
        decided(duties.disclosure_decision, "person_account", convention_over=False),
    ),
    Row(
        "URS-11",
        "autonomie-des-parties",
        "agents_under_employer",
        False,
        decided(shared_desk.order_decision, from_employer=False),
    ),
    Row("URS-11", "avenant", "form", Form.LETTER, decided(changing.may_change, DocumentKind.CONVENTION, Form.LETTER)),
    Row("URS-12", "representants", "at_least", 2, questions),
    Row("URS-12", "representants", "each_party", False, questions_without("representant-cpsti")),
    Row("URS-12", "reunion-annuelle", "every", "P6M", yearly),
    Row("URS-13", "duree", "length", "P2Y", period),
    Row("URS-13", "reconduction", "mode", Mode.NONE, life_on(date(2027, 1, 1))),
    Row("URS-13", "prise-d-effet", "needs", (), reads("prise-d-effet")),
    Row("URS-13", "gratuite", "amount", "12.00", reads("gratuite")),
    Row("URS-13", "resiliation", "delay", "P2M", ends(Ground.WILL)),
    Row(
        "URS-13",
        "resiliation",
        "by",
        Side.CAISSE,
        decided(ending.may_terminate, Ground.WILL, Side.PARTNER, Form.REGISTERED_LETTER),
    ),
    Row("URS-13", "manque-sort-des-autres-parties", "missing", "le sort des autres", questions),
    Row("URS-13", "litige", "amicable_first", False, decided(duties.court_decision, None, D)),
    Row("URS-14", "contact-referents-caisses", "each_party", False, questions_without("referent-cpsti")),
    Row("URS-14", "contact-referents-partenaire", "at_least", 2, questions),
    Row("URS-14", "mandat", "holders", ("urssaf",), owed("mandat")),
    Row("URS-14", "mesures-de-securite", "by", "cpsti", owed("mesures-de-securite")),
    Row(
        "URS-14",
        "autonomie-des-parties",
        "binds_other",
        True,
        decided(shared_desk.binding_decision, in_name_of_other=True),
    ),
)
INDEPENDANTS = (*PARTIES, *LOCAL, *SOCIAL_AID, *QUESTIONS, *LIFE)
