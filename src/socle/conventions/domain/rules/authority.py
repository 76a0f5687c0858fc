"""The act by which a public body may sign: when it binds, until when it may be contested (MCP-11, FSV-01)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from socle.conventions.domain.dates import executory_on
from socle.conventions.domain.kinds import Authority, Deliberation
from socle.conventions.domain.reading import AnyTerm, first
from socle.conventions.domain.rules.due import Due, due
from socle.conventions.domain.words import Start
from socle.kernel.deadlines import Calendar
from socle.kernel.decision import Decision, allow, refuse


def signing_decision(terms: Iterable[AnyTerm], signed_on: date) -> Decision:
    """A public body signs once its act binds."""
    terms = tuple(terms)
    rule, act = first(terms, Authority), first(terms, Deliberation)
    if rule is None:
        return allow()
    if act is None:
        reason = "Aucune délibération n’autorise la signature."
        return refuse("no_deliberation", reason, clause=rule.clause, fix="Joignez la délibération et ses tampons.")
    binds = executory_on(act.body, rule.body.stamps)
    if binds is None or signed_on < binds:
        reason = f"La délibération {act.body.ctes} n’était pas exécutoire le {signed_on:%d/%m/%Y}."
        return refuse("not_executory", reason, clause=rule.clause, fix="Attendez son envoi et sa publication.")
    return allow(rule.clause)


def appeal_until(terms: Iterable[AnyTerm], calendar: Calendar) -> Due | None:
    """Until when the act may be contested, from the fact that the text names; None while that date is blank."""
    terms = tuple(terms)
    rule, act = first(terms, Authority), first(terms, Deliberation)
    if rule is None or act is None:
        return None
    facts = {Start.PUBLICATION: act.body.published_on, Start.RECEIPT: act.body.received_on}
    start = facts.get(rule.body.appeal_starts)
    return due("appeal", start, rule.body.appeal_within, calendar, rule.clause) if start else None
