"""Who reads which traces: the terms of the conventions say it (MCP-32; contrat de service 5.3.3 and 5.3.4).

A reader is allowed when a term in force gives one of their roles a direct reading of the organisation's traces; anybody
else learns by which way their request goes.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from socle.conventions.domain.kinds import TraceAccess
from socle.conventions.domain.kinds.trace_access import Reach
from socle.conventions.domain.types import listed
from socle.conventions.domain.words import Role
from socle.habilitations.domain.roles import RoleCode
from socle.kernel.actor import Actor
from socle.kernel.clause import Clause
from socle.kernel.decision import Decision, allow, refuse

UNWRITTEN = Clause.house("MCP-32")
WHOLE = frozenset({Reach.EVERY, Reach.ORGANISATION})


class AccessTerm(Protocol):
    """One term of a convention on the reading of traces."""

    @property
    def clause(self) -> Clause: ...
    @property
    def body(self) -> TraceAccess: ...


PARTNER_ROLES = {
    RoleCode.PRINCIPAL: Role.PRINCIPAL,
    RoleCode.SUPPLEANT: Role.SUPPLEANT,
    RoleCode.DELEGATE: Role.DELEGATE,
    RoleCode.DPO: Role.DPO,
}
CAISSE_ROLES = {
    RoleCode.CAISSE_SUPERVISOR: Role.CAISSE_AUTHORISED,
    RoleCode.DPO: Role.CAISSE_AUTHORISED,
    RoleCode.CAISSE_ADMIN: Role.CAISSE_ADMIN,
}


def readers(actor: Actor) -> frozenset[Role]:
    """The readers of the text that the actor's roles stand for.

    A caisse's « personnel spécialement habilité »: its superviseur and its délégué à la protection des données.
    """
    known = CAISSE_ROLES if actor.is_caisse else PARTNER_ROLES
    return frozenset({Role.USER, *(said for role, said in known.items() if role.value in actor.roles)})


def decide_trace_reading(actor: Actor, terms: Iterable[AccessTerm]) -> Decision:
    """Whether the actor reads all the traces of their organisation, by a term that says so."""
    held = tuple(terms)
    mine = readers(actor)
    granted = next((t for t in held if t.body.role in mine and t.body.directly and t.body.reach in WHOLE), None)
    if granted:
        return allow(granted.clause)
    reason = "Vous ne lisez pas directement les traces de votre organisme."
    way = next((t for t in held if t.body.role is Role.USER and t.body.through), None)
    if way is None:
        return refuse("trace_reading", reason, clause=UNWRITTEN, fix="Aucune convention en vigueur ne l'ouvre.")
    steps = listed(way.body.through, "puis")
    return refuse("trace_reading", reason, clause=way.clause, fix=f"Faites passer votre demande par {steps}.")
