"""What the templates of reviews receive."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from socle.habilitations.domain.reviewing.judging import VERDICTS, Verdict
from socle.habilitations.domain.reviewing.lateness import EFFECTS, Grade
from socle.habilitations.domain.reviewing.risk import HIGH
from socle.habilitations.queries.reviewing.lines import Progress
from socle.habilitations.queries.reviewing.standings import Reviewed
from socle.habilitations.reviews import ReviewCertificate, ReviewLine
from socle.kernel.french import say_date
from socle.theme.french import moment
from socle.theme.templatetags.theme import french_date

TONES = {
    Verdict.KEEP: ("success", "check"),
    Verdict.REDUCE: ("info", "arrow-down"),
    Verdict.REMOVE: ("danger", "ban"),
    Verdict.DOUBTFUL: ("warning", "help-circle"),
}
GRADES = {
    Grade.ON_TIME: ("à jour", "success"),
    Grade.NEAR: ("à faire dans le mois", "info"),
    Grade.CLOSE: ("à faire cette semaine", "warning"),
    Grade.LATE: ("en retard", "danger"),
    Grade.FROZEN: ("en retard : nouveaux droits gelés", "danger"),
    Grade.UNUSED_SUSPENDED: ("en retard : droits inutilisés suspendus", "danger"),
    Grade.HANDED_BACK: ("en retard : gestion rendue à la caisse", "danger"),
}
TABS = (
    ("reste", "Sans réponse"),
    ("jugees", "Jugées"),
    ("sans-avis", "Sans avis"),
    ("caisse", "Pour la caisse"),
)
Lines = list[dict[str, Any]]


def review_trail(*steps: tuple[str, str]) -> list[dict[str, str]]:
    above = (("Revues", reverse("habilitations:reviews")), *steps)
    return [{"label": label, "url": url} for label, url in above]


def badge_of(line: ReviewLine) -> dict[str, str]:
    """The answer of a line, or that it awaits one."""
    if line.is_for_caisse:
        return {"label": "jugé par la caisse", "tone": "neutral", "icon": "building-bank"}
    if not line.verdict:
        return {"label": "sans réponse", "tone": "neutral", "icon": "circle-dashed"}
    tone, icon = TONES[Verdict(line.verdict)]
    until = f" jusqu'au {say_date(line.ends_on, weekday=False)}" if line.ends_on else ""
    narrower = f" au profil {line.to_profile}" if line.to_profile else ""
    return {"label": f"{VERDICTS[Verdict(line.verdict)]}{narrower}{until}", "tone": tone, "icon": icon}


def risk_badge(line: ReviewLine) -> dict[str, str]:
    """How much the line deserves a look."""
    if line.risk >= HIGH:
        return {"label": "à regarder de près", "tone": "danger", "icon": "alert-triangle"}
    if line.risk > HIGH // 2:
        return {"label": "à regarder", "tone": "warning", "icon": "eye"}
    return {"label": "rien à signaler", "tone": "neutral", "icon": "circle-check"}


def title_of(line: ReviewLine) -> str:
    """« CDAP T2, Prestataires de services sociaux, Crèche des Lilas »."""
    where = f", {line.scope_name}" if line.scope_name else ""
    return f"{line.service.upper()} {line.profile}, {line.profile_name}{where}"


def address_of(line: ReviewLine | None) -> str:
    """The page of one line; nothing without a line."""
    return f"{reverse('habilitations:review_one', args=[line.campaign_id])}?ligne={line.id}" if line else ""


def used(line: ReviewLine) -> str:
    return f"le {french_date(line.last_used_at)}" if line.last_used_at else "jamais"


def facts_of(line: ReviewLine) -> Lines:
    """What is known of one right, for the page that shows one line."""
    until = f"jusqu'au {french_date(line.valid_to)}" if line.valid_to else "sans date de fin"
    return [
        {"term": "Droit", "text": title_of(line)},
        {"term": "Finalité", "text": line.purpose},
        {"term": "Dernière utilisation", "text": used(line)},
        {"term": "Accordé", "text": f"le {french_date(line.granted_at)} par {line.granted_by_name}, {until}"},
        {"term": "Collègues", "text": line.peers or "pas de comparaison possible"},
    ]


def rows_of(lines: Iterable[ReviewLine]) -> Lines:
    """The lines of the list."""
    return [
        {
            "line": line,
            "title": title_of(line),
            "used": used(line),
            "badge": badge_of(line),
            "risk": risk_badge(line),
            "url": address_of(line),
            "opinion": opinion_of(line),
        }
        for line in lines
    ]


def opinion_of(line: ReviewLine) -> str:
    """Who was asked, and what they said."""
    if not line.asked_id:
        return ""
    if not line.opinion:
        return f"Avis demandé à {line.asked_name}, attendu."
    needed = "oui, encore utile" if line.opinion == "needed" else "non, plus utile"
    why = f" : {line.opinion_reason}" if line.opinion_reason else ""
    return f"{line.asked_name} répond : {needed}{why}."


def tabs_of(campaign_id: UUID, current: str, done: Progress) -> Lines:
    counts = {
        "reste": done.left,
        "jugees": done.decided,
        "sans-avis": done.doubtful,
        "caisse": done.for_caisse,
    }
    address = reverse("habilitations:review", args=[campaign_id])
    return [
        {"label": label, "url": f"{address}?vue={code}", "current": code == current, "count": counts[code]}
        for code, label in TABS
    ]


def conventions_of(found: Sequence[Reviewed]) -> Lines:
    """Each convention that asks for a review: its due day, its standing, what its text says of a delay."""
    return [
        {
            "title": one.adhesion.label,
            "clause": one.term.clause,
            "says": one.term.says,
            "due_at": one.standing.due_at,
            "badge": GRADES[one.standing.grade],
            "campaign": one.campaign,
            "open_url": reverse("habilitations:review_open", args=[one.adhesion.id]),
            "effects": [
                f"Après le {say_date(last, weekday=False)} : {EFFECTS[grade]}." for grade, last in one.standing.steps
            ],
        }
        for one in found
    ]


def certificate_rows(found: Sequence[ReviewCertificate], *, is_caisse: bool) -> Lines:
    return [
        {
            "who": one.organisation.legal_name if is_caisse else one.caisse.legal_name,
            "label": one.campaign.label,
            "at": one.issued_at,
            "by": one.campaign.closed_by_name,
            "url": reverse("habilitations:certificate", args=[one.id]),
        }
        for one in found
    ]


def certificate_lines(body: dict[str, Any]) -> Lines:
    """The head of a certificate, on its page and on its paper."""
    review, pace, controls = body["review"], body["pace"], body["controls"]
    counts = body["counts"]
    failed = f"{controls['failed']} manquée{'s' if controls['failed'] > 1 else ''} sur {controls['asked']}"
    return [
        {"term": "Organisme", "text": f"{body['partner']['name']} (SIRET {body['partner']['siret']})"},
        {"term": "Caisse", "text": body["caisse"]["name"]},
        {"term": "Convention", "text": body["convention"]["label"], "clause": body["convention"]["clause"]},
        {"term": "Ouverte", "text": f"{_moment(review['opened_at'])} par {review['opened_by']}"},
        {"term": "Close", "text": f"{_moment(review['closed_at'])} par {review['closed_by']}"},
        {
            "term": "Résultat",
            "text": f"{counts['keep']} gardés, {counts['reduce']} réduits, {counts['remove']} retirés, "
            f"{counts['doubtful']} sans avis, {counts['caisse']} pour la caisse",
        },
        {"term": "Lignes de contrôle", "text": failed if controls["asked"] else "aucune : trop peu de droits"},
        {
            "term": "Rythme",
            "text": f"{pace['middle']} s par réponse (médiane), {pace['quick']} en moins de 3 s, "
            f"{pace['total'] // 60} min en tout",
        },
    ]


def exception_rows(body: dict[str, Any]) -> Lines:
    """What the caisse has something to do about."""
    return [
        {**body["lines"][rank - 1], "rank": rank, "why": _why(body["lines"][rank - 1])} for rank in body["exceptions"]
    ]


def seat_rows(body: dict[str, Any]) -> Lines:
    """The ceilings in use before or after the review."""
    return [seat for seat in body["seats"] if seat["used_before"] or seat["used_after"]]


def changed_rows(body: dict[str, Any]) -> Lines:
    """The rights that the review removed or reduced."""
    changing = {Verdict.REMOVE.value, Verdict.REDUCE.value}
    return [{**line, "says": _said(line)} for line in body["lines"] if line["verdict"] in changing]


def _said(line: dict[str, Any]) -> str:
    narrower = f" au profil {line['to_profile']}" if line["to_profile"] else ""
    until = f" jusqu'au {say_date(date.fromisoformat(line['ends_on']), weekday=False)}" if line["ends_on"] else ""
    return f"{VERDICTS[Verdict(line['verdict'])]}{narrower}{until}"


def _why(line: dict[str, Any]) -> str:
    if line["verdict"] == "caisse":
        return "droit d'un administrateur : la caisse le juge"
    if line["verdict"] == Verdict.DOUBTFUL:
        asked = f", avis demandé à {line['asked']}" if line["asked"] else ""
        return f"sans avis du partenaire{asked}{' : ' + line['reason'] if line['reason'] else ''}"
    return str(line["outcome"])


def _moment(text: str) -> str:
    return f"le {moment(timezone.localtime(datetime.fromisoformat(text)), weekday=False)}"
