"""FSV-01 to FSV-14: the act, the budget, the hours, the slots, the room, the price, the counts, the life."""

from __future__ import annotations

from datetime import date

from socle.conventions.domain import amounts, weekly
from socle.conventions.domain.kinds.dispute import Court
from socle.conventions.domain.kinds.reduced_presence import Cause
from socle.conventions.domain.kinds.renewal import Mode
from socle.conventions.domain.kinds.room import Access
from socle.conventions.domain.kinds.termination import Ground
from socle.conventions.domain.rules import authority, changing, control, duties, ending, meetings, papers, shared_desk
from socle.conventions.domain.words import Day, DocumentKind, Form, Office, Side
from tests.domain.conventions.observers import (
    D,
    day_of,
    decided,
    life_on,
    may_end,
    owed,
    questions,
    reads,
    told,
    yearly,
)
from tests.domain.conventions.requirements.row import Row
from tests.domain.conventions.texts import CALENDAR

ACT = "deliberation-du-ccas"
VISIT = ("date", "site", "channel", "operator", "theme", "procedure", "level", "result", "duration_band")
INCIDENT = ("date", "place", "facts", "people_present", "follow_up")
PAIR = {"cpam": (Office.REPRESENTATIVE,), "ccas": (Office.REPRESENTATIVE,)}

THE_ACT = (
    Row("FSV-01", ACT, "in_office", 12, reads(ACT, flaws=True)),
    Row("FSV-01", ACT, "present", ("Martine Escande", "Jean Bessière", "Nadia Ferhat"), reads(ACT, flaws=True)),
    Row("FSV-01", ACT, "absent", (), reads(ACT, flaws=True)),
    Row("FSV-01", ACT, "proxies", (), reads(ACT, flaws=True)),
    Row("FSV-01", ACT, "item", 4, reads(ACT, flaws=True)),
    Row("FSV-01", ACT, "latecomers", ("Sami Oulad vote à partir du point 2",), reads(ACT, flaws=True)),
    Row("FSV-01", ACT, "votes_for", 5, reads(ACT, flaws=True)),
    Row("FSV-01", ACT, "votes_against", 1, reads(ACT, flaws=True)),
    Row("FSV-01", ACT, "convened_on", date(2025, 2, 20), reads(ACT, flaws=True)),
    Row("FSV-01", ACT, "authorised", "directeur", questions),
    Row("FSV-01", ACT, "published_on", None, questions),
    Row("FSV-01", "autorisation-de-signer", "appeal_within", "P4M", day_of(authority.appeal_until, CALENDAR)),
    Row("FSV-01", "autorisation-de-signer", "stamps", (), decided(authority.signing_decision, date(2025, 2, 22))),
    Row("FSV-02", "ligne-budgetaire", "operation", "1254.00", questions),
    Row("FSV-02", "ligne-budgetaire", "planned", "1000.00", reads("ligne-budgetaire", flaws=True)),
    Row("FSV-02", "contradiction-redevance", "other", "convention, 3", questions),
    Row("FSV-03", "succession", "former_ended_on", date(2025, 3, 15), questions),
    Row("FSV-03", "succession", "on", date(2025, 3, 31), questions),
    Row("FSV-03", "manque-axes-du-projet-social", "missing", "les axes 2 et 3", questions),
)
THE_WEEK = (
    Row("FSV-04", "horaires-de-la-maison", "hours", "09:00-12:30,13:30-17:00", told(weekly.outside)),
    Row("FSV-04", "horaires-de-la-maison", "days", (Day.MONDAY,), told(weekly.outside)),
    Row("FSV-04", "horaires-du-mardi", "hours", "08:30-12:30,13:30-17:00", told(weekly.outside)),
    Row("FSV-04", "horaires-du-mardi", "days", (Day.TUESDAY, Day.MONDAY), questions),
    Row("FSV-04", "lecture-jours-d-ouverture", "agreed_on", D, questions),
    Row("FSV-05", "permanence-du-mardi", "hours", "09:00-12:30", questions),
    Row("FSV-05", "permanence-du-jeudi", "day", Day.SATURDAY, questions),
    Row("FSV-05", "permanence-des-travailleurs-sociaux", "outside_hours_allowed", False, questions),
    Row("FSV-05", "permanence-des-travailleurs-sociaux", "hours", "08:00-10:00", told(weekly.outside)),
    Row(
        "FSV-05",
        "autorite-de-l-employeur",
        "agents_under_employer",
        False,
        decided(shared_desk.order_decision, from_employer=False),
    ),
    Row(
        "FSV-06",
        "presence-reduite",
        "causes",
        (Cause.HIGH_ABSENCE,),
        decided(amounts.reduction_decision, Cause.SCHOOL_HOLIDAYS),
    ),
    Row(
        "FSV-06",
        "presence-reduite",
        "fee_unchanged",
        False,
        decided(amounts.reduction_decision, Cause.SCHOOL_HOLIDAYS, fee_changes=True),
    ),
    Row("FSV-06", "presence-reduite", "follows", (), reads("presence-reduite")),
    Row("FSV-06", "presence-reduite", "told_within", "2 jours", owed("presence-reduite")),
)
THE_ROOM = (
    Row("FSV-07", "salle-de-permanence", "area", "15", told(amounts.compared)),
    Row("FSV-07", "salle-de-permanence", "furnished_by", "partner", owed("salle-de-permanence")),
    Row("FSV-07", "salle-de-permanence", "lent_outside", False, reads("salle-de-permanence")),
    Row("FSV-07", "baie-informatique", "access", Access.HOUSE, reads("baie-informatique")),
    Row("FSV-08", "redevance", "amount", "1307.50", told(amounts.compared)),
    Row("FSV-08", "redevance", "by", "partner", owed("redevance")),
    Row("FSV-08", "calcul-de-la-redevance", "rate", "210.00", told(amounts.compared)),
    Row("FSV-08", "calcul-de-la-redevance", "area", "15.64", told(amounts.compared)),
    Row("FSV-08", "calcul-de-la-redevance", "days", 3, told(amounts.compared)),
    Row("FSV-08", "facture-annuelle", "every", "P6M", yearly),
    Row(
        "FSV-09",
        "registre-des-incivilites",
        "items",
        INCIDENT[:3],
        decided(papers.record_decision, "incivility", INCIDENT[:3]),
    ),
    Row("FSV-09", "videosurveillance", "in_register", False, reads("videosurveillance", flaws=True)),
    Row("FSV-09", "videosurveillance", "people_informed", False, reads("videosurveillance", flaws=True)),
    Row("FSV-09", "protection-des-agents", "by", "partner", owed("protection-des-agents")),
    Row("FSV-09", "accueil-des-visiteurs", "by", "partner", owed("accueil-des-visiteurs")),
    Row("FSV-10", "assurance", "every", "P2Y", yearly),
    Row(
        "FSV-10",
        "assurance",
        "chased_before",
        "P2M",
        told(control.chased_on, "attestation d'assurance", date(2026, 3, 31)),
    ),
)
COUNTS = (
    Row("FSV-11", "decompte-mensuel", "every", "P3M", yearly),
    Row("FSV-11", "fiche-de-passage", "excludes", (), decided(papers.record_decision, "visit", (*VISIT, "name"))),
    Row("FSV-11", "fiche-de-passage", "items", VISIT[:5], decided(papers.record_decision, "visit", VISIT[:5])),
    Row("FSV-12", "comite-de-pilotage", "every", "P6M", day_of(meetings.next_sitting, "steering", D, CALENDAR)),
    Row("FSV-12", "comite-de-pilotage", "each", 2, decided(meetings.composition_decision, "steering", PAIR)),
    Row("FSV-12", "comites-techniques", "every", "P3M", day_of(meetings.next_sitting, "technical", D, CALENDAR)),
)
LIFE = (
    Row("FSV-13", "duree", "length", "P4Y", life_on(D)),
    Row("FSV-13", "duree", "starts_on", date(2025, 5, 1), life_on(D)),
    Row("FSV-13", "reconduction", "mode", Mode.TACIT, reads("reconduction", flaws=True)),
    Row("FSV-13", "resiliation", "delay", "P2M", may_end(Ground.WILL, sent="2026-03-02", received="2026-03-02")),
    Row(
        "FSV-13",
        "resiliation",
        "form",
        Form.EMAIL,
        decided(ending.may_terminate, Ground.WILL, Side.PARTNER, Form.EMAIL),
    ),
    Row("FSV-13", "contradiction-preavis", "other", "convention, 9", questions),
    Row("FSV-13", "lecture-depart-du-preavis", "agreed_on", D, questions),
    Row("FSV-13", "avenant", "form", Form.LETTER, decided(changing.may_change, DocumentKind.CONVENTION, Form.LETTER)),
    Row(
        "FSV-14",
        "ordre-des-documents",
        "order",
        (),
        told(changing.prevailing, DocumentKind.ANNEXE, DocumentKind.CONVENTION),
    ),
    Row(
        "FSV-14",
        "ordre-des-documents",
        "unless_said",
        False,
        told(changing.prevailing, DocumentKind.ANNEXE, DocumentKind.CONVENTION, derogates=True),
    ),
    Row("FSV-14", "litige", "amicable_first", False, decided(duties.court_decision, None, D)),
    Row("FSV-14", "litige", "court", Court.COMPETENT, told(duties.court_decision, None, D)),
)
FRANCE_SERVICES = (*THE_ACT, *THE_WEEK, *THE_ROOM, *COUNTS, *LIFE)
