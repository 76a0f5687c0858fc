"""A queue as a table, a case as a thread, and the steps each side may take, with the reason of those it may not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page
from django.http import QueryDict
from django.urls import reverse

from socle.conventions.domain.kinds.mandate import Answered
from socle.conventions.domain.vocabulary import word
from socle.kernel.actor import Actor
from socle.kernel.deadlines import Calendar, Delay
from socle.kernel.decision import first_refusal
from socle.kernel.french import say_date
from socle.saisines.domain.clocks import Clock, last_moment, promised
from socle.saisines.domain.doors import CaseKind, subject_label
from socle.saisines.domain.life import LABELS, LIFECYCLE, OPEN, CaseState, LifeCase, Outcome
from socle.saisines.domain.retention import keep_for
from socle.saisines.models import Saisine
from socle.saisines.queries.cases import CaseFilter, Said, Thread
from socle.saisines.queries.clocks import clock, pauses_of

Lines = list[dict[str, Any]]
SOME_WORDS = "quelques mots"
FRANCE = Calendar()
TONES = {
    CaseState.RECEIVED: ("info", "inbox"),
    CaseState.IN_PROGRESS: ("info", "pencil"),
    CaseState.AWAITING: ("warning", "hourglass"),
    CaseState.ANSWERED: ("success", "circle-check"),
    CaseState.CLOSED: ("neutral", "lock"),
}
SAYS = {
    "open": ("Saisine", "send", "info"),
    "message": ("Message", "mail", "neutral"),
    "note": ("Note interne, lue par votre organisme seul", "eye-off", "neutral"),
    "take": ("Prise en charge", "user-check", "info"),
    "progress": ("Réponse : en cours de traitement", "pencil", "info"),
    "need_papers": ("Pièces demandées : le délai est suspendu", "hourglass", "warning"),
    "papers": ("Pièces apportées : le délai reprend", "files", "info"),
    "answer": ("Réponse", "circle-check", "success"),
    "decline": ("Un autre organisme est compétent", "arrow-right", "warning"),
    "reopen": ("Reprise", "refresh", "warning"),
    "withdraw": ("Retirée", "ban", "neutral"),
    "close": ("Close", "lock", "neutral"),
    "reckon": ("Délai recalculé : un jour férié ou la lecture du texte a changé", "clock", "neutral"),
    "rate": ("Avis sur la réponse", "check", "neutral"),
    "check": ("Pièce vérifiée", "file-check", "info"),
    "invite": ("Question posée à une personne invitée", "send", "info"),
    "reply": ("Réponse d'une personne invitée ; votre organisme seul la lit", "mail", "info"),
    "paper": ("Mandat ou pièce d'identité apporté", "files", "info"),
    "end_paper": ("Mandat ou pièce d'identité retiré", "ban", "warning"),
    "to_person": ("Texte de la réponse, pour la personne seule ; votre organisme seul le lit", "eye-off", "warning"),
    "transfer": ("Confiée à quelqu'un", "switch-horizontal", "neutral"),
    "forward": ("Menée à une autre voie ; le délai court depuis la première réception", "arrow-right", "warning"),
    "escalate": ("Portée plus haut", "arrow-up", "warning"),
}
BUTTONS = {
    "answer": ("Envoyer la réponse", "primary", "send"),
    "progress": ("Dire que c'est en cours", "secondary", "pencil"),
    "need_papers": ("Demander des pièces", "secondary", "hourglass"),
    "decline": ("Un autre organisme est compétent", "secondary", "arrow-right"),
    "papers": ("Apporter les pièces", "primary", "files"),
    "reopen": ("La réponse ne suffit pas : reprendre", "secondary", "refresh"),
    "close": ("Clore", "primary", "lock"),
    "withdraw": ("Retirer la saisine", "secondary", "ban"),
    "take": ("Prendre en charge", "secondary", "user-check"),
}
WITHOUT_WORDS = frozenset({"take", "close", "withdraw"})


def badge(row: Saisine, at: datetime) -> dict[str, str]:
    """The state, or « en retard »: never a colour alone."""
    state = CaseState(row.state)
    if state in OPEN and row.due_at and row.due_at <= at:
        return {"label": "en retard", "tone": "danger", "icon": "alert-triangle"}
    tone, icon = TONES[state]
    return {"label": LABELS[state], "tone": tone, "icon": icon}


def rows(found: Sequence[Saisine], actor: Actor, at: datetime) -> Lines:
    """The lines of a queue: what, of whom, until when."""
    return [
        {
            "id": row.id,
            "url": reverse("saisines:case", args=[row.id]),
            "title": f"{row.number} · {subject_label(row.subject)}",
            "other": row.holder.legal_name
            if row.organisation_id == actor.organisation_id
            else row.organisation.legal_name,
            "kind": CaseKind.coded(row.kind).label,
            "due": row.due_at,
            "until": last_moment(row.due_at, FRANCE) if row.due_at else "",
            "urgent": row.is_urgent,
            "state": badge(row, at),
        }
        for row in found
    ]


def tabs(counts: dict[str, int], wanted: CaseFilter) -> Lines:
    """All that is open, in hand, late, then the closed ones."""
    here = reverse("saisines:queue")
    chosen = "mine" if wanted.mine else "late" if wanted.late else wanted.state or "open"
    found = (
        ("open", "Ouvertes", "?etat=open"),
        ("mine", "Confiées à moi", "?qui=moi"),
        ("late", "En retard", "?retard=1"),
        ("answered", "Répondues", "?etat=answered"),
        ("closed", "Closes", "?etat=closed"),
    )
    return [
        {"label": label, "url": f"{here}{query}", "current": key == chosen, "count": counts.get(key)}
        for key, label, query in found
    ]


def neighbours(page: Page[Any], query: QueryDict) -> dict[str, str]:
    """How many there are, and the addresses of the pages beside, their filter kept."""

    def address(number: int) -> str:
        kept = query.copy()
        kept["page"] = str(number)
        return f"?{kept.urlencode()}"

    many = "s" if page.paginator.count > 1 else ""
    return {
        "summary": f"{page.paginator.count} saisine{many}, la plus pressée d'abord",
        "previous_url": address(page.previous_page_number()) if page.has_previous() else "",
        "next_url": address(page.next_page_number()) if page.has_next() else "",
    }


def events(thread: Thread) -> Lines:
    """The exchange, the last word at the end."""
    return [_event(one) for one in thread.said]


def _event(one: Said) -> dict[str, Any]:
    title, icon, tone = SAYS[one.entry.step]
    detail = one.entry.detail
    if name := detail.get("name") or detail.get("who"):
        title = f"{title} : {name}"
    if detail.get("to") == Answered.PERSON:
        title = f"{title} : partie chez la personne seule"
    if code := detail.get("code"):
        title = f"{title} : {word(code)}{', refusé' if detail.get('refused') == 'yes' else ''}"
    if origin := detail.get("led_from"):
        title = f"{title}, menée ici depuis « {origin} »"
    return {
        "title": title,
        "at": one.entry.said_at,
        "who": one.who,
        "text": one.entry.text,
        "icon": icon,
        "tone": tone,
    }


def sheet(thread: Thread, at: datetime) -> Lines:
    """What the case is, to whom the answer goes and until when, how long it is kept."""
    case = thread.case
    found: Lines = [
        {"term": "Nature", "text": CaseKind.coded(case.kind).label, "clause": case.clause},
        {"term": "De", "text": case.organisation.legal_name},
        {"term": "À", "text": case.holder.legal_name},
        {"term": "Réponse", "text": _until(thread, at), "clause": case.due_clause},
        {"term": "Adressée à", "text": Answered.coded(case.answer_to).label},
    ]
    if case.person:
        found.insert(1, {"term": "Personne", "text": " · ".join(_person(case.person))})
    if case.context:
        found.append({"term": "D'où elle vient", "text": " · ".join(map(str, case.context.values()))})
    if case.commune:
        found.insert(2, {"term": "Commune", "text": case.commune})
    if case.outcome:
        found.append({"term": "Issue", "text": Outcome.coded(case.outcome).label})
    if case.wiped_at:
        found.append({"term": "Effacée le", "at": case.wiped_at})
    elif case.wipe_on:
        found.append({"term": "La personne sera effacée le", "text": f"{case.wipe_on:%d/%m/%Y}"})
    else:
        found.append(_kept(thread))
    return found


def _person(said: Mapping[str, str]) -> Iterator[str]:
    yield said.get("name", "")
    if born := said.get("birth_date"):
        yield f"né·e le {say_date(date.fromisoformat(born))}"
    if reference := said.get("reference"):
        yield f"dossier {reference}"


def _kept(thread: Thread) -> dict[str, str]:
    """How long the person is kept, and where it is written."""
    keeping = keep_for(thread.convention.terms if thread.convention else ())
    text = f"la personne et les textes sont effacés {Delay.parse(keeping.delay)} après la clôture"
    return {"term": "Conservation", "text": text, "clause": str(keeping.clause)}


def _until(thread: Thread, at: datetime) -> str:
    case = thread.case
    if case.answered_at:
        return "donnée"
    if thread.convention is None:
        return "la convention n'est plus en vigueur"
    return promised(_clock(thread), at, thread.convention.calendar)


def _clock(thread: Thread) -> Clock:
    assert thread.convention is not None
    return clock(thread.case, thread.door, thread.convention, pauses_of(thread.case))


def steps(thread: Thread) -> Lines:
    """The steps this person may take now; those of the other side are not shown."""
    state, sides = CaseState(thread.case.state), thread.sides
    found = []
    for name, (label, kind, icon) in BUTTONS.items():
        if LIFECYCLE.steps[name].roles & sides:
            decision = first_refusal((LIFECYCLE.decide(name, state, sides, LifeCase(SOME_WORDS)),))
            if decision:
                found.append({"name": name, "label": label, "kind": kind, "icon": icon, "decision": decision})
    return found
