from __future__ import annotations

from datetime import datetime

from socle.kernel.clause import Clause
from socle.kernel.decision import Decision, Link

SEATS = Clause.parse("bulletin CDAP, 2")
TRACES = Clause.parse("contrat de service, 5.3.2")
HOUSE = Clause.house("MCP-63")


def refused(at: datetime) -> Decision:
    return Decision(
        allowed=False,
        code="no_free_seat",
        reason="les douze sièges CDAP T2 de la commune sont occupés.",
        clause=SEATS,
        fix="Retirez un droit qui ne sert plus, ou demandez à la Caf de Valmont un avenant au bulletin CDAP.",
        until=at,
        chain=(
            Link("convention", "La convention « Mon Compte Partenaire » est en vigueur.", holds=True, clause=TRACES),
            Link(
                "bulletin",
                "Le bulletin CDAP ouvre le profil T2 à la commune.",
                holds=True,
                clause=Clause.parse("bulletin CDAP, 1"),
            ),
            Link("seat", "Un siège T2 est libre.", holds=False, clause=SEATS),
        ),
    )


def allowed(at: datetime) -> Decision:
    return Decision(
        allowed=True,
        reason="Claire Fictive peut consulter les dossiers avec le profil T2.",
        clause=SEATS,
        until=at,
        chain=(
            Link(
                "delegation", "Le droit a été ouvert par Marc Exemple, responsable principal.", holds=True, clause=HOUSE
            ),
            Link("seat", "Un siège T2 lui est réservé.", holds=True, clause=SEATS),
        ),
    )


def withheld() -> Decision:
    return Decision(
        allowed=False,
        code="group_hidden",
        reason="Le profil T2 ne lit pas les dettes du foyer.",
        clause=Clause.parse("bulletin CDAP, annexe 1"),
        fix="Au responsable principal, qui peut demander un profil plus large à la caisse.",
    )
