"""What the pages of drafts show: rows, cards, lines; the words of the states in one place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.urls import reverse

from socle.conventions.domain.authorising import Authorised
from socle.conventions.domain.convention import PartyRole
from socle.conventions.domain.difference import TermChange
from socle.conventions.domain.drafting import LABELS, LIFECYCLE, DraftCase, DraftKind, DraftState
from socle.conventions.domain.simulation import MovedClock, MovedDate, Simulation
from socle.conventions.domain.two_sides import Owed, two_sides
from socle.conventions.models import Draft, DraftParty
from socle.conventions.queries.drafts import DraftLine, DraftSheet, open_steps, roles_of, terms_of
from socle.conventions.queries.signatures import Round
from socle.conventions.queries.simulating import Tried
from socle.conventions.web.labels import ROUNDS, said
from socle.kernel.actor import Actor
from socle.kernel.deadlines import Deadline
from socle.kernel.french import headline
from socle.theme.templatetags.theme import french_date

TONES = {
    DraftState.DRAFTING: "neutral",
    DraftState.PROPOSED: "info",
    DraftState.AGREED: "info",
    DraftState.SIGNING: "warning",
    DraftState.SIGNED: "success",
    DraftState.REFUSED: "danger",
    DraftState.ABANDONED: "neutral",
}
STEP_KINDS = {"decline": "secondary", "abandon": "secondary", "take_back": "secondary"}
STEP_ICONS = {
    "propose": "send",
    "agree": "check",
    "decline": "x",
    "take_back": "arrow-left",
    "open_signing": "rubber-stamp",
    "conclude": "file-check",
    "abandon": "trash",
}
DONE = {
    "propose": "Le projet est proposé : les parties le lisent.",
    "agree": "Votre organisme accepte cette version.",
    "decline": "Le projet est refusé ; les autres parties lisent pourquoi.",
    "take_back": "La rédaction reprend.",
    "open_signing": "La signature est ouverte.",
    "conclude": "L'acte signé est enregistré.",
    "abandon": "Le projet est abandonné.",
}


def badge(state: str) -> dict[str, str]:
    return {"label": LABELS[state], "tone": TONES[DraftState(state)]}


def list_row(line: DraftLine) -> list[object]:
    """One draft of the list, and who must act next."""
    draft = line.draft
    mark = badge(draft.state)
    return [
        {"text": draft.title, "url": reverse("conventions:draft", args=[draft.id])},
        DraftKind(draft.kind).label.capitalize(),
        ", ".join(line.others),
        {"badge": mark["label"], "tone": mark["tone"]},
        f"{', '.join(line.awaited.names)} : {line.awaited.what}" if line.awaited.names else "—",
    ]


def trail(draft: Draft | None, *steps: str) -> list[dict[str, str]]:
    """The breadcrumb; the last step is the page itself."""
    found = [
        {"label": "Conventions", "url": reverse("conventions:list")},
        {"label": "Projets", "url": reverse("conventions:drafts") if draft or steps else ""},
    ]
    if draft:
        found.append({"label": draft.title, "url": reverse("conventions:draft", args=[draft.id]) if steps else ""})
    return [*found, *({"label": step, "url": ""} for step in steps)]


def steps(sheet: DraftSheet, actor: Actor) -> list[dict[str, object]]:
    """The buttons of the actor's side; a guard that refuses says why on the button."""
    case = _with_reason(sheet.case)
    held = roles_of(actor, sheet.draft, sheet.parties)
    return [
        {
            "name": name,
            "label": LABELS[name].capitalize(),
            "kind": STEP_KINDS.get(name, "primary"),
            "icon": STEP_ICONS[name],
            "decision": LIFECYCLE.decide(name, sheet.state, held, case),
        }
        for name in open_steps(sheet, actor)
        if name != "conclude" or sheet.case.all_signed
    ]


def _with_reason(case: DraftCase) -> DraftCase:
    return replace(case, reason="—")


def party_rows(sheet: DraftSheet) -> list[list[object]]:
    """Each party: the version it agreed to, the day it signed, what is flagged."""
    return [[row.name, row.representative or "—", _agreed(row, sheet), _signed(row)] for row in sheet.parties]


def _agreed(row: DraftParty, sheet: DraftSheet) -> object:
    if row.agreed_version is None:
        return "—"
    if row.agreed_version == sheet.draft.version:
        return {"badge": f"version {row.agreed_version}", "tone": "success"}
    return {"badge": f"version {row.agreed_version}, à accepter de nouveau", "tone": "warning"}


def _signed(row: DraftParty) -> object:
    if row.signed_on is None:
        return "—"
    if row.remark:
        return {"badge": f"le {row.signed_on:%d/%m/%Y}, signalée : {row.remark}", "tone": "warning"}
    return {"badge": f"le {row.signed_on:%d/%m/%Y}", "tone": "success"}


def changes(found: Iterable[TermChange]) -> list[dict[str, object]]:
    """The two texts side by side, field by field."""
    tones = {"added": "success", "replaced": "info", "filled": "neutral", "ended": "danger"}
    return [
        {
            "id": change.id,
            "title": change.title,
            "clause": change.clause,
            "label": change.change.label,
            "tone": tones[change.change.value],
            "before": change.before.says if change.before else "",
            "after": change.after.says if change.after else "",
            "rows": [
                {
                    "says": headline(field.says),
                    "before": said(field.before),
                    "after": said(field.after),
                }
                for field in change.fields
                if field.name != "says"
            ],
        }
        for change in found
    ]


def simulation(tried: Tried) -> dict[str, object]:
    """What the avenant would do: who loses access, which seats, which dates, which duties, what cost."""
    found = tried.simulation
    return {
        "effective_on": found.effective_on,
        "papers": [paper.title for paper in found.papers],
        "lost": [impact for impact in tried.impacts if impact.kind == "access_lost"],
        "over": [impact for impact in tried.impacts if impact.kind == "seats_over"],
        "dates": [_date(moved) for moved in found.dates],
        "clocks": [_clock(moved) for moved in found.clocks],
        "duties": [
            {
                "clause": moved.clause,
                "before": moved.before.what if moved.before else "",
                "after": moved.after.what if moved.after else "",
            }
            for moved in found.duties
        ],
        "orphans": found.orphans,
        "effects": found.effects,
        "is_quiet": _is_quiet(found, tried),
    }


def _is_quiet(found: Simulation, tried: Tried) -> bool:
    return not (
        found.papers or tried.impacts or found.dates or found.clocks or found.duties or found.orphans or found.effects
    )


def _date(moved: MovedDate) -> Mapping[str, object]:
    shown = moved.after or moved.before
    return {
        "says": headline(moved.says),
        "before": moved.before.day if moved.before else None,
        "after": moved.after.day if moved.after else None,
        "clause": shown.clause if shown else None,
        "proof": moved.after.proof if moved.after else (),
    }


def _clock(moved: MovedClock) -> Mapping[str, object]:
    def example(due: Deadline | None) -> str:
        return f" (du {moved.from_day:%d/%m/%Y} au {due.day:%d/%m/%Y})" if due else ""

    return {
        "says": f"{moved.title} : {moved.says}",
        "before": f"{moved.before}{example(moved.due_before)}" if moved.before else "—",
        "after": f"{moved.after}{example(moved.due_after)}" if moved.after else "—",
        "clause": moved.clause,
    }


def sides(sheet: DraftSheet, actor: Actor) -> dict[str, list[dict[str, object]]]:
    """« Vous devez » and « vous est dû », for the side that reads."""
    role = PartyRole.CAISSE if actor.is_caisse else PartyRole.PARTNER
    found = two_sides(terms_of(sheet.reading), [role.value])
    return {"owes": _owed(found.owes), "is_owed": _owed(found.is_owed)}


def _owed(found: Sequence[Owed]) -> list[dict[str, object]]:
    return [{"term": str(one.term.clause), "text": headline(one.duty.what)} for one in found]


def authority_lines(authority: Authorised) -> list[dict[str, object]]:
    """What authorises a public party to sign, and until when it may be contested."""
    if authority.act is None or authority.identifier is None:
        return [{"term": "Délibération", "badge": "manque", "tone": "warning", "clause": authority.rule}]
    act, identifier = authority.act.body, authority.identifier
    lines: list[dict[str, object]] = [
        {"term": "Acte transmis", "text": f"{identifier.number} du {identifier.signed_on:%d/%m/%Y}", "hint": act.body},
        {"term": "Envoyé, reçu, publié", "text": ", ".join(french_date(day) or "—" for day in _stamps(authority))},
        {"term": "Exécutoire", "text": f"le {french_date(authority.binds_on)}"}
        if authority.binds_on
        else {"term": "Exécutoire", "badge": "pas encore", "tone": "warning"},
    ]
    if authority.appeal:
        lines.append({"term": "Recours possible jusqu'au", "text": french_date(authority.appeal.day)})
    return lines


def _stamps(authority: Authorised) -> tuple[date | None, ...]:
    assert authority.act
    act = authority.act.body
    return act.sent_on, act.received_on, act.published_on


def round_lines(found: Iterable[Round]) -> list[dict[str, str]]:
    """Each paper sent to signature, and where it stands."""
    return [
        {
            "url": reverse("conventions:signature", args=[one.row.home_id, one.row.id]),
            "label": f"Version envoyée le {french_date(one.row.opened_at)}",
            "state": ROUNDS[one.state][0],
            "tone": ROUNDS[one.state][1],
        }
        for one in found
    ]


def events(sheet: DraftSheet) -> list[dict[str, object]]:
    """The versions, the latest first; one set aside says so."""
    return [
        {
            "title": f"Version {row.number}" if not row.is_aside else "Texte gardé à part",
            "at": row.written_at,
            "who": f"{row.written_by_name}, {row.body_name}",
            "text": row.note,
            "icon": "file-text" if not row.is_aside else "alert-triangle",
            "tone": "success" if not row.is_aside and row.number == sheet.draft.version else "neutral",
        }
        for row in sheet.versions
    ]


def comments(sheet: DraftSheet) -> list[dict[str, object]]:
    """What each party says, the oldest first."""
    return [
        {
            "title": f"{row.said_by_name}, {row.body_name}",
            "at": row.said_at,
            "badge": row.term_key,
            "text": row.text,
            "who": f"sur la version {row.version}",
            "icon": "pencil",
        }
        for row in sheet.comments
    ]
