"""MCP-30 to MCP-42: security, traces and support."""

from __future__ import annotations

from socle.conventions.domain.kinds.retention import Kept
from socle.conventions.domain.kinds.trace_access import Reach
from socle.conventions.domain.kinds.tracing import Event
from socle.conventions.domain.rules import (
    control,
    papers,
    security,
    support,
    tracing,
)
from socle.conventions.domain.words import ContactRole, Day, Form, Role, Side
from tests.domain.conventions.observers import (
    D,
    day_of,
    decided,
    owed,
    questions,
    told,
)
from tests.domain.conventions.requirements.row import Row
from tests.domain.conventions.texts import CALENDAR

DESK = "Centre de services Caf"
ITEMS = ("legal_name", "convention_number", "description")

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
    Row("MCP-40", "centre-de-services", "tasks", (), owed("centre-de-services")),
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
    Row("MCP-41", "escalade-vers-la-caisse", "ladder", ("securite-caf",), questions),
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
