"""The answer of the calculator for the command line and the API: JSON-ready values, and lines in French."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from socle.conventions.domain.ending.outcome import Duty, Ending, LetterToSend, PossibleEnd
from socle.kernel.french import say_date


def ending_json(ending: Ending) -> dict[str, object]:
    """`effect` is null while a fact is missing or while the text reads two ways: `missing`, `readings` say so."""
    return {
        "possible": bool(ending.decision),
        "ground": ending.ground.value,
        "by": ending.author.name,
        "effect": ending.effect.isoformat() if ending.effect else None,
        "last_day_of_service": _iso(ending.last_day),
        "clause": str(ending.clause) if ending.clause else None,
        "reason": ending.decision.reason or None,
        "fix": ending.decision.fix or None,
        "code": ending.decision.code,
        "missing": ending.missing or None,
        "opens_on": _iso(ending.opens_on),
        "cure": {"until": ending.cure.until.day.isoformat(), "clause": str(ending.cure.clause)}
        if ending.cure
        else None,
        "readings": [_reading(one) for one in ending.readings],
        "letters": [_letter(letter) for letter in ending.letters],
        "questions": [
            {"clause": str(point.clause), "question": point.question, "meanwhile": point.meanwhile or None}
            for point in ending.questions
        ],
        "for_all": ending.for_all,
        "closing": [_duty(duty) for duty in ending.closing],
        "data": [_duty(duty) for duty in ending.data],
        "falls": [
            {"id": one.key, "title": one.title, "because": one.because, "clause": str(one.clause)}
            for one in ending.falls
        ],
        "proof": [str(step) for step in ending.proof],
    }


def _reading(one: PossibleEnd) -> dict[str, object]:
    return {
        "reading": one.reading,
        "says": one.says,
        "effect": one.effect.isoformat(),
        "last_day_of_service": one.last_day.isoformat(),
        "proof": [str(step) for step in one.proof],
    }


def _letter(letter: LetterToSend) -> dict[str, object]:
    return {
        "form": letter.form.value,
        "form_says": letter.form.label,
        "about": letter.about,
        "from": letter.sender.name,
        "to": letter.recipient.name,
        "must_say": list(letter.must_say),
        "clause": str(letter.clause),
    }


def _duty(duty: Duty) -> dict[str, object]:
    return {"says": duty.says, "clause": str(duty.clause), "until": _iso(duty.until)}


def ending_lines(ending: Ending) -> Iterator[str]:
    """The same answer in French, to read aloud."""
    yield f"Motif : {ending.ground.label} ; à l’initiative de {ending.author.name}"
    if not ending.decision:
        yield f"Pas de date : {ending.decision.reason}"
        yield f"  clause : {ending.clause}" if ending.clause else "  aucune clause"
        yield f"  remède : {ending.decision.fix}"
    if ending.opens_on:
        yield f"Résiliation ouverte à partir du {say_date(ending.opens_on)}"
    if ending.end:
        yield f"Dernier jour : {say_date(ending.end.last_day, weekday=True)} ; finie à 24:00 [{ending.clause}]"
    if ending.for_all:
        yield ending.for_all
    for one in ending.readings:
        yield f"Si {one.says} : dernier jour {say_date(one.last_day, weekday=True)}"
    if ending.cure:
        yield f"Réparer jusqu’au {say_date(ending.cure.until.day, weekday=True)} inclus arrête la fin"
    yield from _listed("Lettres", (f"{one.form.label}, à {one.recipient.name} : {one.about}" for one in ending.letters))
    yield from _listed("À trancher entre les parties", (f"{one.question} [{one.clause}]" for one in ending.questions))
    yield from _listed("Clôture", (_said(duty) for duty in ending.closing))
    yield from _listed("Données", (_said(duty) for duty in ending.data))
    yield from _listed("Ce qui tombe", (f"{one.title} : {one.because} [{one.clause}]" for one in ending.falls))
    yield from _listed("Calcul", (str(step) for step in ending.proof or _proofs(ending)))


def _proofs(ending: Ending) -> Iterator[str]:
    for one in ending.readings:
        yield f"({one.says})"
        yield from (str(step) for step in one.proof)


def _said(duty: Duty) -> str:
    until = f", jusqu’au {say_date(duty.until)}" if duty.until else ""
    return f"{duty.says}{until} [{duty.clause}]"


def _listed(title: str, lines: Iterator[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield title
        yield from (f"  {line}" for line in found)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
