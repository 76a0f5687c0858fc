"""What the pages of an act on several rights show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from socle.habilitations.domain.bulk import BULK_CLAUSE, DOES, NAMES, BulkVerb, Outcome
from socle.habilitations.domain.granting import confirmed_recently
from socle.habilitations.models import BulkAct, BulkLine, Habilitation
from socle.habilitations.queries.bulk import lines_of, may_undo, rights_in
from socle.habilitations.queries.offers import Names, names_of
from socle.habilitations.web.pages.links import Lines, trail
from socle.kernel.actor import Actor
from socle.kernel.clause import Clause
from socle.kernel.decision import Decision, refuse

EFFECTS = {
    BulkVerb.WITHDRAW: (
        "Chaque droit prend fin tout de suite, même si une page est déjà ouverte ; son siège est libre.",
        "Un message prévient chaque personne, avec le motif.",
    ),
    BulkVerb.SUSPEND: (
        "Chaque droit cesse de servir tout de suite ; son siège reste pris.",
        "Il revient tel quel quand la suspension est levée.",
    ),
    BulkVerb.LIFT: ("Chaque droit sert de nouveau, tout de suite.",),
}
UNDOING = {
    BulkVerb.WITHDRAW: (
        "Chaque droit retiré est rouvert par vous, s'il reste un siège et si les règles du jour le permettent.",
        "C'est un nouveau droit : le retrait reste écrit au journal.",
    ),
    BulkVerb.SUSPEND: ("Chaque suspension est levée : le droit sert de nouveau.",),
    BulkVerb.LIFT: ("Chaque suspension est remise, avec son motif et sa fin.",),
}
PAST = {
    BulkVerb.WITHDRAW: "retirés",
    BulkVerb.SUSPEND: "suspendus",
    BulkVerb.LIFT: "rendus",
}


def bulk_choices() -> list[dict[str, str]]:
    """The acts offered below the list of rights."""
    icons = {BulkVerb.WITHDRAW: "ban", BulkVerb.SUSPEND: "lock", BulkVerb.LIFT: "check"}
    return [{"value": verb.value, "label": label, "icon": icons[verb]} for verb, label in DOES.items()]


def bulk_sections(lines: Sequence[BulkLine], rights: Mapping[UUID, Habilitation], names: Names) -> dict[str, Lines]:
    """The rights that go through, and those refused with their reason, each by name."""
    shown = sorted((_line(line, rights[line.habilitation_id], names) for line in lines), key=_by_name)
    return {
        "done": [line for line in shown if line["decision"] is None],
        "refused": [line for line in shown if line["decision"] is not None],
    }


def _by_name(line: Mapping[str, Any]) -> tuple[str, str]:
    return line["person"].casefold(), line["profile"]


def _line(line: BulkLine, row: Habilitation, names: Names) -> dict[str, Any]:
    scope = names.scope(row.scope_id)
    return {
        "person": row.membership.person.name,
        "profile": f"{row.service.upper()} {row.profile}",
        "name": ", ".join(filter(None, (names.profile(row.service, row.profile), scope))),
        "url": reverse("habilitations:right", args=[row.id]),
        "decision": _decision(line) if line.outcome == Outcome.REFUSED else None,
    }


def _decision(line: BulkLine) -> Decision:
    clause = Clause.parse(line.clause) if "," in line.clause else None
    return refuse(line.code, line.reason, clause=clause, fix=line.fix)


def checking(bulk: BulkAct, lines: Sequence[BulkLine], actor: Actor, at: datetime) -> dict[str, object]:
    """Before the act: what would become of each right."""
    verb = BulkVerb(bulk.verb)
    return {
        **_around(bulk, lines, at, "Ce qui va se faire", f"{DOES[verb]} plusieurs droits"),
        "confirmed": confirmed_recently(actor.step_up_at, at),
        "effects": EFFECTS[verb],
        "confirm": DOES[verb],
        "cancel_url": reverse("habilitations:rights"),
        "asks": True,
    }


def undoing(bulk: BulkAct, lines: Sequence[BulkLine], actor: Actor, at: datetime) -> dict[str, object]:
    """Before the taking back: what would become of each right that the act changed."""
    verb = BulkVerb(bulk.verb)
    return {
        **_around(bulk, lines, at, "Ce qui va être repris", f"Annuler : {NAMES[verb]} de plusieurs droits"),
        "confirmed": confirmed_recently(actor.step_up_at, at),
        "effects": UNDOING[verb],
        "confirm": "Annuler cet acte",
        "cancel_url": reverse("habilitations:bulk", args=[bulk.id]),
        "asks": True,
    }


def showing(bulk: BulkAct, undone_by: BulkAct | None, at: datetime) -> dict[str, object]:
    """After the act: what became of each right, and until when it may be taken back."""
    name = NAMES[BulkVerb(bulk.verb)]
    title = f"Annulation : {name} de plusieurs droits" if bulk.undoes_id else f"{name.capitalize()} de plusieurs droits"
    return {
        **_around(bulk, lines_of(bulk), at, "Ce qui est fait", title),
        "undo": may_undo(bulk, undone_by, at),
        "undone_by": undone_by,
        "asks": False,
    }


def _around(bulk: BulkAct, lines: Sequence[BulkLine], at: datetime, done: str, title: str) -> dict[str, object]:
    return {
        "bulk": bulk,
        "title": title,
        "done_title": done,
        "clause": BULK_CLAUSE,
        "breadcrumb": trail((title, "")),
        **bulk_sections(lines, rights_in(lines), names_of(bulk.organisation_id, at)),
    }


def said_of(bulk: BulkAct) -> str:
    """The message after the act."""
    outcomes = [line.outcome for line in lines_of(bulk)]
    what = "repris" if bulk.undoes_id else PAST[BulkVerb(bulk.verb)]
    refused = outcomes.count(Outcome.REFUSED)
    return f"Droits {what} : {outcomes.count(Outcome.DONE)}." + (f" Refusés : {refused}." if refused else "")
