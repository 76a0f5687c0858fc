"""Mandate and identity on the page of a case: what is there, what it is worth, what this reader may do with it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from socle.conventions.domain.kinds.mandate import Answered
from socle.conventions.domain.vocabulary import word
from socle.files.domain.kinds import FileState
from socle.files.queries import StoredFile
from socle.kernel.actor import Actor
from socle.kernel.french import headline
from socle.saisines.domain.answering import PaperForm
from socle.saisines.domain.life import ASKER, OPEN, CaseState
from socle.saisines.models import Paper, Saisine
from socle.saisines.queries.cases import Thread
from socle.saisines.queries.papers import file_of_paper
from socle.saisines.web.papers_forms import PaperForm as BringForm

STATES = {
    FileState.CLEAN: ("fichier contrôlé, gardé chiffré", "success"),
    FileState.QUARANTINED: ("fichier en quarantaine, contrôle à venir", "warning"),
    FileState.REFUSED: ("fichier refusé, rien n'est gardé", "danger"),
}


def mandate(thread: Thread, actor: Actor) -> dict[str, Any] | None:
    """None where the convention asks for no mandate and none was brought."""
    case, door = thread.case, thread.door
    if not thread.papers and not (door and door.mandate):
        return None
    is_open = CaseState(case.state) in OPEN
    is_entrusted = thread.is_holder and case.assigned_id == actor.membership_id
    return {
        "url": reverse("saisines:papers", args=[case.id]),
        "clause": str(door.mandate.clause) if door and door.mandate else "",
        "papers": [_paper(one, thread, is_entrusted=is_entrusted, is_open=is_open) for one in thread.papers],
        "to_person": case.answer_to == Answered.PERSON,
        "says": _says(thread),
        "form": BringForm() if is_open and ASKER in thread.sides else None,
    }


def done(step: str, row: Saisine, otherwise: str) -> str:
    """What became of an answer: read by who asked, or left for the person alone."""
    if step in {"answer", "decline"} and row.answer_to == Answered.PERSON:
        return "La réponse va à la personne seule : adressez-la-lui. Qui a saisi sait qu'elle est partie, sans la lire."
    return otherwise


def _says(thread: Thread) -> str:
    if thread.case.answer_to != Answered.PERSON:
        return "Une réponse n'est lue par qui a saisi que si le mandat et l'identité sont vérifiés avant elle."
    if thread.is_holder:
        return (
            "Le mandat et l'identité ne sont pas tous là, valables et vérifiés : la réponse va à la personne seule. "
            "Adressez-la-lui par vos moyens ; son texte reste chez vous, qui a saisi saura qu'elle est partie."
        )
    return "Sans mandat ni identité vérifiés, la réponse va à la personne seule : vous saurez qu'elle est partie."


def _paper(paper: Paper, thread: Thread, *, is_entrusted: bool, is_open: bool) -> dict[str, Any]:
    file = file_of_paper(paper) if is_entrusted else None
    label, tone = _state(paper)
    return {
        "id": paper.id,
        "name": headline(word(paper.code)),
        "form": PaperForm.coded(paper.form).label,
        "since": paper.signed_on,
        "until": paper.ends_on,
        "scope": paper.scope,
        "note": paper.note,
        "label": label,
        "tone": tone,
        "file": _file(paper, file),
        "url": _url(paper, thread, file),
        "may_check": is_entrusted and is_open and not paper.shredded_at and not paper.ended_at,
        "may_end": bool(thread.sides) and is_open and not paper.ended_at,
    }


def _url(paper: Paper, thread: Thread, file: StoredFile | None) -> str:
    if file is None or paper.shredded_at or file.state != FileState.CLEAN:
        return ""
    return reverse("saisines:paper", args=[thread.case.id, paper.id])


def _file(paper: Paper, file: StoredFile | None) -> str:
    if paper.shredded_at or paper.file_id is None:
        return "" if paper.file_id is None else "fichier détruit"
    return STATES[FileState(file.state)][0] if file else "fichier joint, gardé chiffré"


def _state(paper: Paper) -> tuple[str, str]:
    if paper.ended_at:
        return "retirée", "neutral"
    if paper.is_refused:
        return "refusée", "danger"
    if paper.checked_at:
        return "vérifiée", "success"
    return ("détruite sans vérification", "neutral") if paper.shredded_at else ("à vérifier", "warning")
