"""What the pages of an ending show: its outcome, its letters, its steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from socle.conventions.actions.ending import decide
from socle.conventions.domain.ending import Ending, Setting, Signatory
from socle.conventions.domain.ending.lifecycle import LABELS, TerminationState
from socle.conventions.domain.ending.outcome import Duty
from socle.conventions.domain.kinds.termination import Ground
from socle.conventions.domain.letters import About, Happened
from socle.conventions.domain.rules.ending import may_terminate, termination_terms
from socle.conventions.models import ForceMajeure
from socle.conventions.queries.endings import ReadLetter, ReadTermination
from socle.kernel.actor import Actor
from socle.kernel.clause import Clause
from socle.kernel.decision import Decision
from socle.kernel.french import headline
from socle.papers.typography import NBSP
from socle.theme.french import day
from socle.theme.templatetags.theme import french_date, french_moment

TONES = {
    TerminationState.ANNOUNCED: "info",
    TerminationState.RUNNING: "warning",
    TerminationState.MENDED: "success",
    TerminationState.WITHDRAWN: "neutral",
    TerminationState.ENDED: "neutral",
}
STEPS = {
    "date": ("Dater cette fin d'après ses preuves", "primary", "calendar"),
    "agree": ("Donner l'accord de mon organisme", "primary", "check"),
    "mend": ("Le manquement est réparé : la convention continue", "primary", "heart-handshake"),
    "withdraw": ("Renoncer à cette fin", "secondary", "x"),
}
ABOUT = {about.value: about.label for about in About}
HOLDER = Clause.house("URS-13")
LETTER_COLUMNS = ("Lettre", "De", "À", "Envoyée", "Présentée", "Reçue")


@dataclass(frozen=True, slots=True)
class GroundLine:
    """A ground, whether the actor's body may take it, and what its clause says."""

    ground: Ground
    decision: Decision
    says: str


def grounds(setting: Setting, author: Signatory) -> list[GroundLine]:
    """Every ground, those that the text writes and those that it does not."""
    found = []
    for ground in Ground:
        term = termination_terms(setting.terms, ground)
        decision = may_terminate(setting.terms, ground, author.side, term.body.form if term else None)
        found.append(GroundLine(ground, decision, term.says if term else ""))
    return found


def choices(lines: Iterable[GroundLine]) -> list[tuple[str, str]]:
    return [(line.ground.value, f"{line.ground.label.capitalize()}. {line.says}") for line in lines if line.decision]


def outcome(ending: Ending, text: str = "") -> dict[str, object]:
    """An ending as its pages show it, with or without a date; `text` says which one dated it."""
    written = [{"term": "Calculée selon", "text": text}] if text else []
    return {
        "ending": ending,
        "lines": [*_lines(ending), *written],
        "letters": [_letter_line(ending, rank) for rank in range(len(ending.letters))],
        "fall_columns": ("Ce qui tombe", "Pourquoi", "Clause"),
        "falls": [[one.title, one.because, {"clause": one.clause}] for one in ending.falls],
        "closing": _duties(ending.closing),
        "data_columns": ("Données", "Jusqu'au", "Clause"),
        "data": [data_row(one) for one in ending.data],
    }


def data_row(duty: Duty) -> list[object]:
    """What becomes of some data, until when, by which clause."""
    return [duty.says, french_date(duty.until).replace(" ", NBSP) or "—", {"clause": duty.clause}]


def _lines(ending: Ending) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    if ending.opens_on:
        found.append({"term": "Résiliation ouverte à partir du", "text": day(ending.opens_on), "clause": ending.clause})
    if ending.end:
        found.append({"term": "Dernier jour de service", "text": day(ending.end.last_day), "clause": ending.clause})
        found.append({"term": "La convention est finie", "text": french_moment(ending.end.effect)})
    if ending.for_all:
        found.append({"term": "Les autres parties", "text": ending.for_all, "clause": HOLDER})
    if ending.cure:
        hint = "Réparer jusqu'à 24:00 ce jour-là arrête la fin."
        found.append({"term": "Réparer au plus tard le", "text": day(ending.cure.until.day), "hint": hint})
    return found


def _letter_line(ending: Ending, rank: int) -> dict[str, object]:
    letter = ending.letters[rank]
    hint = f"{letter.about}. Elle dit : {', '.join(letter.must_say)}."
    text = headline(letter.form.label)
    return {"term": letter.recipient.name, "text": text, "clause": letter.clause, "hint": hint}


def _duties(duties: Iterable[Duty]) -> list[dict[str, object]]:
    return [
        {
            "term": one.says,
            "text": f"jusqu'au {french_date(one.until)}" if one.until else "À faire",
            "clause": one.clause,
        }
        for one in duties
    ]


def badge(read: ReadTermination) -> dict[str, str]:
    return {"label": LABELS[read.state], "tone": TONES[read.state]}


def facts(read: ReadTermination) -> list[dict[str, object]]:
    """The announcement itself: by whom, when, why, and where it stands."""
    row = read.row
    found: list[dict[str, object]] = [
        {"term": "Annoncée par", "text": row.author_organisation.legal_name},
        {"term": "Le", "at": row.recorded_at},
        {"term": "Clause", "text": row.clause},
    ]
    if row.cause:
        found.append({"term": "Pourquoi", "text": row.cause})
    if row.applies_at and row.effect_at and row.applies_at > row.effect_at:
        hint = "Les preuves sont venues après l'effet : rien n'est défait de ce qui a été fait avant elles."
        found.append({"term": "Finie dans Socle", "at": row.applies_at, "hint": hint})
    if row.leaves_at:
        hint = "La convention continue entre les autres ; les droits et les obligations de cette partie s'arrêtent."
        line = {"term": "Cette partie seule s'en va", "at": row.leaves_at, "hint": hint, "clause": row.clause}
        found.append(line)
    if row.closed_at:
        found.append({"term": "Arrêtée le", "at": row.closed_at, "hint": row.closed_reason})
    return found


def steps(read: ReadTermination, actor: Actor, at: datetime) -> list[dict[str, str]]:
    """The steps this person may take; a reason is asked when the button is pressed."""
    is_dated = read.row.over_at is not None
    wanted = [name for name in STEPS if name != "date" or not is_dated]
    open_steps = [name for name in wanted if decide(read.row, name, "une raison", actor, at)]
    return [
        {"name": name, "label": STEPS[name][0], "kind": STEPS[name][1], "icon": STEPS[name][2]} for name in open_steps
    ]


def letter_rows(letters: Sequence[ReadLetter], convention_id: object) -> list[list[object]]:
    return [
        [
            {
                "text": f"{ABOUT[letter.row.about].capitalize()}, n° {letter.row.number}",
                "url": reverse("conventions:letter", args=[convention_id, letter.row.id]),
            },
            letter.row.sender.legal_name,
            letter.row.recipient.legal_name,
            *(_on(letter, what) for what in Happened),
        ]
        for letter in letters
    ]


def _on(letter: ReadLetter, what: Happened) -> object:
    event = letter.facts.get(what)
    if event:
        return f"{french_date(event.on)}{' (corrigée)' if event.rank > 1 else ''}"
    return {"badge": "à prouver", "tone": "warning"} if what is not Happened.PRESENTED else "—"


def letter_events(letter: ReadLetter) -> list[dict[str, object]]:
    """Every date recorded, corrected ones included."""
    holds = {(event.what.value, event.rank) for event in letter.facts.values()}
    return [
        {
            "title": f"{_said(one.what)} le {french_date(one.on)}",
            "at": one.recorded_at,
            "text": f"Preuve : {one.evidence}." + (f" Correction : {one.reason}." if one.reason else ""),
            "icon": "mail",
            "tone": "success" if (one.what, one.rank) in holds else "neutral",
            "badge": "" if (one.what, one.rank) in holds else "remplacée",
        }
        for one in reversed(letter.history)
    ]


def _said(what: str) -> str:
    return Happened[what.upper()].label.capitalize()


def suspension_lines(row: ForceMajeure, says: Mapping[str, str]) -> list[dict[str, object]]:
    """A declaration of force majeure and what it suspends."""
    until = f" jusqu'au {french_date(row.resumed_on)} exclu" if row.resumed_on else ", sans date de reprise"
    named = "; ".join(says.get(key, key) for key in row.terms)
    late = "" if row.informed_on <= row.began_on else "Information donnée après le premier jour."
    return [
        {"term": "Partie empêchée", "text": row.author_organisation.legal_name, "clause": row.clause},
        {"term": "Depuis", "text": f"{french_date(row.began_on)}{until}", "hint": late},
        {"term": "Événement", "text": row.event},
        {"term": "Ce qu'elle fait", "text": row.measures},
        {"term": "Engagements suspendus", "text": named},
    ]
