"""Failures and measures: rows, sheets, what a measure would take away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse

from socle.kernel.actor import Actor
from socle.supervision.actions.failing import decide
from socle.supervision.domain.failures import LABELS, LIFECYCLE, FailureState
from socle.supervision.domain.measures import KIND_LABELS, REACH_LABELS, MeasureKind, MeasureState, Reach
from socle.supervision.models import Failure, Measure
from socle.supervision.queries.failures import Hearing
from socle.supervision.queries.measures import GROUNDS, Plan
from socle.supervision.web.pages.questions import SAMPLE_TEXT, Lines, counted, last_day
from socle.theme.templatetags.theme import french_day

TONES = {
    FailureState.NOTIFIED: ("info", "clock"),
    FailureState.REPLIED: ("warning", "inbox"),
    FailureState.ESTABLISHED: ("danger", "gavel"),
    FailureState.DISMISSED: ("neutral", "ban"),
}
SAYS = {
    "reply": "Le partenaire répond",
    "establish": "La caisse établit le manquement",
    "reply_after": "Le partenaire répond après coup",
    "dismiss": "La caisse écarte le manquement",
}
BUTTONS = {
    "reply": ("Répondre", "primary", "send"),
    "establish": ("Établir le manquement", "danger", "gavel"),
    "reply_after": ("Répondre", "primary", "send"),
    "dismiss": ("Écarter le manquement", "secondary", "ban"),
}
ENDING = {
    MeasureKind.SUSPENSION: "Les droits suspendus servent de nouveau aussitôt.",
    MeasureKind.PASSWORD_RESET: "Les mots de passe déjà changés le restent ; les autres sont encore à changer.",
    MeasureKind.DELEGATION_WITHDRAWN: "Les rôles retirés ne reviennent pas seuls : ils se confient de nouveau.",
    MeasureKind.TAKEOVER: "Le partenaire gère de nouveau ses habilitations, telles qu'il les trouve.",
}


def failure_badge(failure: Failure) -> dict[str, str]:
    tone, icon = TONES[FailureState(failure.state)]
    return {"label": LABELS[failure.state], "tone": tone, "icon": icon}


def measure_badge(measure: Measure) -> dict[str, str]:
    if measure.state == MeasureState.TAKEN:
        return {"label": "en cours", "tone": "danger", "icon": "gavel"}
    return {"label": "levée", "tone": "neutral", "icon": "history"}


def failure_rows(failures: Sequence[Failure]) -> Lines:
    """The lines of a list of failures."""
    return [
        {
            "url": reverse("supervision:failure", args=[row.id]),
            "title": GROUNDS[row.ground].label.capitalize(),
            "partner": row.organisation.legal_name,
            "at": row.notified_at,
            "state": failure_badge(row),
        }
        for row in failures
    ]


def measure_rows(measures: Sequence[Measure]) -> Lines:
    """The lines of a list of measures."""
    return [
        {
            "url": reverse("supervision:measure", args=[row.id]),
            "title": f"{KIND_LABELS[MeasureKind(row.kind)].capitalize()}, {REACH_LABELS[Reach(row.reach)]}",
            "partner": row.organisation.legal_name,
            "at": row.taken_at,
            "state": measure_badge(row),
        }
        for row in measures
    ]


def failure_lines(found: Hearing) -> Lines:
    """The sheet of a failure."""
    failure = found.failure
    established: Lines = [
        {"term": "Établi le", "at": failure.established_at},
        {"term": "Établi par", "text": found.established_by},
        {
            "term": "Partenaire entendu",
            "text": "en urgence, après coup" if failure.urgency else "oui, ou délai de réponse passé",
            "hint": failure.urgency,
        },
    ]
    return [
        {"term": "Manquement", "text": GROUNDS[failure.ground].label, "clause": failure.clause},
        {"term": "Faits", "text": failure.facts},
        {"term": "Preuve", "text": failure.evidence},
        {"term": "Notifié par", "text": found.notified_by},
        {"term": "Réponse du partenaire", "text": f"jusqu'au {french_day(last_day(failure.due_at))} compris"},
        *(established if failure.established_at else []),
    ]


def failure_events(found: Hearing) -> Lines:
    """What was said about a failure, in order."""
    told = {
        "title": "La caisse notifie le manquement",
        "at": found.failure.notified_at,
        "who": found.notified_by,
        "icon": "gavel",
        "tone": "info",
    }
    said = [
        {"title": SAYS[one.step], "at": one.said_at, "who": who, "text": one.text, "icon": BUTTONS[one.step][2]}
        for one, who in found.said
    ]
    return [told, *said]


def failure_steps(failure: Failure, actor: Actor, at: datetime, urgency: str = "") -> Lines:
    """The steps this person may take; establishing early says what it waits for."""
    found = []
    for name in LIFECYCLE.steps:
        decision = decide(name, failure, actor, at, text=SAMPLE_TEXT, urgency=urgency)
        if decision or decision.code == "reply_awaited":
            label, kind, icon = BUTTONS[name]
            found.append({"name": name, "label": label, "kind": kind, "icon": icon})
    return found


def plan_lines(planned: Plan) -> Lines:
    """Who loses what: the figures first."""
    return [
        {"term": "Personnes touchées", "text": str(planned.touched)},
        {"term": "Droits suspendus", "text": str(len(planned.rights))},
        {"term": "Rôles de gestion", "text": str(len(planned.roles))},
        {"term": "Connexions ouvertes fermées", "text": str(planned.sign_ins)},
        {"term": "Jetons révoqués", "text": str(planned.tokens)},
    ]


def plan_people(planned: Plan) -> list[dict[str, str]]:
    """Each person with what they lose."""
    rights: dict[object, list[str]] = {}
    for row in planned.rights:
        rights.setdefault(row.membership_id, []).append(f"{row.service.upper()} {row.profile}")
    roles = {row.membership_id for row in planned.roles}
    lost = "perd la gestion des habilitations" if planned.roles else ""
    return [
        {
            "name": one.person.name,
            "loses": ", ".join(rights.get(one.id, [])) or (lost if one.id in roles else "doit changer de mot de passe"),
        }
        for one in planned.people
    ]


def measure_lines(measure: Measure) -> Lines:
    """The sheet of a measure."""
    kind, reach = MeasureKind(measure.kind), Reach(measure.reach)
    ended: list[dict[str, Any]] = [{"term": "Levée le", "at": measure.ended_at}] if measure.ended_at else []
    return [
        {"term": "Mesure", "text": KIND_LABELS[kind], "clause": measure.clause},
        {"term": "Étendue", "text": REACH_LABELS[reach]},
        {"term": "Motif", "text": measure.cause},
        {
            "term": "Fondée sur",
            "text": "un manquement établi",
            "url": reverse("supervision:failure", args=[measure.failure_id]),
        },
        {"term": "Partenaire", "text": measure.organisation.legal_name},
        {"term": "Décidée le", "at": measure.taken_at},
        *ended,
        {
            "term": "Ce qui a été touché",
            "text": f"{counted(len(measure.people), 'personne', 'personnes')}, "
            f"{counted(len(measure.rights), 'droit', 'droits')}, {counted(len(measure.roles), 'rôle', 'rôles')}, "
            f"{counted(measure.sign_ins, 'connexion', 'connexions')}, {counted(measure.tokens, 'jeton', 'jetons')}",
        },
    ]
