"""The map of seats, the forecast of their exhaustion, what a change of their number would do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from socle.habilitations.domain.forecast import LEAST_DAYS, Forecast, Outlook
from socle.habilitations.domain.lowering import TURN_SAYS, Change, Turn
from socle.habilitations.queries.offers import Names
from socle.habilitations.queries.seats import SeatLine
from socle.habilitations.queries.surplus import Above, Occupant
from socle.habilitations.queries.usage import HeatMap
from socle.habilitations.web.pages.links import Lines
from socle.kernel.decision import Decision
from socle.theme.templatetags.theme import french_date, plural

TONES = {Outlook.ABOVE: "danger", Outlook.FULL: "danger", Outlook.KNOWN: "warning", Outlook.EXPECTED: "info"}
SEATS_TABS = (("Sièges", "habilitations:seats"), ("Carte d'occupation", "habilitations:heat"))


def seats_tabs(current: str, query: Mapping[str, str]) -> Lines:
    """The pages of seats, the body and the day kept."""
    kept = {name: query[name] for name in ("organisme", "as_of") if query.get(name)}
    tabs = (*SEATS_TABS, ("Changer le nombre de sièges ?", "habilitations:what_if"))
    return [
        {"label": label, "url": f"{reverse(route)}{'?' if kept else ''}{urlencode(kept)}", "current": route == current}
        for label, route in tabs
    ]


def line_key(line: SeatLine) -> str:
    """How addresses name a ceiling."""
    return f"{line.convention_id}:{line.term}:{line.scope_id or ''}"


def line_title(line: SeatLine, names: Names | None = None) -> str:
    """« CDAP T2, Prestations et tarifs, Crèche des Lilas »."""
    every = line.profile == "*"
    name = "" if every or names is None else names.profile(line.service, line.profile)
    return ", ".join(
        filter(None, (f"{line.service.upper()} {'tous profils' if every else line.profile}", name, line.scope))
    )


def heat_table(found: HeatMap, names: Names) -> dict[str, Any]:
    """The map as a table: each cell says its figures and its meaning, the tint only repeats them."""
    return {
        "columns": found.columns,
        "rows": [
            {
                "title": f"{row.service.upper()} {'tous profils' if row.profile == '*' else row.profile}",
                "hint": names.profile(row.service, row.profile),
                "clause": row.clause,
                "cells": [
                    cell and {"step": cell.step, "says": cell.says, "used": cell.used, "maximum": cell.maximum}
                    for cell in row.cells
                ],
            }
            for row in found.rows
        ],
    }


def forecast_line(found: Forecast) -> dict[str, Any]:
    """The answer in one sentence, and the figures it rests on."""
    return {
        "says": _outlook(found),
        "tone": TONES.get(found.outlook, "neutral"),
        "figures": f"{_figures(found)} Le plafond : {found.clause}. La prévision : {found.rule}.",
        "is_silent": found.outlook is Outlook.CLOSED,
    }


def _outlook(found: Forecast) -> str:
    day = french_date(found.day)
    above = found.used - (found.maximum or 0)
    return {
        Outlook.ABOVE: f"Au-dessus du plafond : {above} siège{plural(above)} de trop.",
        Outlook.FULL: "Plus aucun siège libre.",
        Outlook.KNOWN: f"Complet le {day}, d'après ce qui est déjà écrit.",
        Outlook.EXPECTED: f"Complet vers le {day}, au rythme des {found.days} derniers jours.",
        Outlook.NOT_BEFORE: f"Pas complet avant le {day}.",
        Outlook.UNKNOWN: f"On ne sait pas encore : il faut {LEAST_DAYS} jours d'historique, il y en a {found.days}.",
        Outlook.CLOSED: "",
    }[found.outlook]


def _figures(found: Forecast) -> str:
    return (
        f"{found.used_before} occupé{plural(found.used_before)} il y a {found.days} jours, {found.used} aujourd'hui "
        f"({found.net:+d}) : {found.starts} pris, {found.ends} rendu{plural(found.ends)}. "
        "Les débuts et les fins déjà écrits sont comptés à leur jour."
    )


def above_rows(found: Sequence[Above]) -> Lines:
    """The partners of a caisse that stand above a ceiling."""
    return [
        {
            "organisation": row.organisation,
            "title": f"{row.service.upper()} {'tous profils' if row.profile == '*' else row.profile}",
            "used": row.used,
            "maximum": row.maximum,
            "surplus": row.surplus,
            "clause": row.clause,
            "url": f"{reverse('habilitations:seats')}?{urlencode({'organisme': str(row.organisation_id)})}",
        }
        for row in found
    ]


def concerned_rows(change: Change[Occupant], abilities: Mapping[UUID, Decision], names: Names) -> Lines:
    """Who would be looked at first, with why, and the way to give the seat back."""
    return [
        {
            "who": one.who,
            "profile": f"{one.who.service.upper()} {one.who.profile}",
            "name": names.profile(one.who.service, one.who.profile),
            "since": one.since,
            "until": one.until,
            "turn": TURN_SAYS[one.turn],
            "is_last": one.turn is Turn.LATEST,
            "withdrawal": abilities.get(one.who.habilitation_id),
        }
        for one in change.concerned
    ]


def change_summary(line: SeatLine, change: Change[Occupant]) -> Lines:
    """What the number tried would do, in four lines."""
    above = f"{change.surplus} de trop" if change.surplus else "aucun de trop"
    lines: Lines = [
        {"term": "Plafond aujourd'hui", "text": str(line.maximum), "clause": line.clause},
        {"term": "Plafond essayé", "text": str(change.maximum)},
        {"term": "Sièges occupés", "text": str(change.used), "hint": above},
        {"term": "Nouveaux droits", "text": _news(change)},
    ]
    if change.surplus:
        cleared = {"at": change.clears_at} if change.clears_at else {"text": "aucune fin connue n'y suffit"}
        lines.append({"term": "Retour sous le plafond sans rien faire", **cleared})
    return lines


def _news(change: Change[Occupant]) -> str:
    if change.free:
        return f"{change.free} encore possible{plural(change.free)}"
    return "refusés tant que le nombre occupé n'est pas redescendu sous le plafond"
