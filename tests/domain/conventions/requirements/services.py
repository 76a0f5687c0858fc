"""MCP-50 to MCP-63: AFAS and CDAP."""

from __future__ import annotations

from socle.conventions.domain.kinds.search import Key
from socle.conventions.domain.kinds.service import Offer
from socle.conventions.domain.kinds.tracing import Event
from socle.conventions.domain.rules import (
    papers,
    profiles,
    purposes,
    security,
    services,
    support,
    tracing,
)
from socle.conventions.domain.words import Level, Role, Side
from tests.domain.conventions.observers import (
    blanks,
    decided,
    told,
)
from tests.domain.conventions.requirements.row import Row

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
