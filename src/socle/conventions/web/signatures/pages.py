"""What the pages of papers that go round show: where each stands, what each party did, what one may do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse

from socle.conventions.actions.signatures import authority_decision, case_of, decide
from socle.conventions.actions.signatures.drafts import waits
from socle.conventions.domain.signing_round import RoundState, Signing
from socle.conventions.models import SigningEntry, SigningMandate
from socle.conventions.queries.homes import Home
from socle.conventions.queries.papers import Bundle
from socle.conventions.queries.signatures import STATES, Round
from socle.conventions.web.drafting.pages import trail as trail_of_draft
from socle.conventions.web.labels import ROUNDS
from socle.conventions.web.sheet import trail
from socle.files.queries import StoredFile
from socle.kernel.actor import Actor
from socle.papers.pades.report import Report, Signed
from socle.theme.templatetags.theme import french_date

DONE: dict[Signing, tuple[str, str, str]] = {
    Signing.SIGNED: ("a signé", "success", "circle-check"),
    Signing.ON_PAPER: ("a signé à la main", "success", "circle-check"),
    Signing.REFUSED: ("a refusé de signer", "danger", "circle-x"),
    Signing.CANCELLED: ("Papier retiré de la signature", "neutral", "circle-x"),
}
COLUMNS = ("Papier", "Envoyé le", "État", "Signatures", "Attend")
MANDATE_COLUMNS = ("Personne", "Qualité", "Acte", "Jusqu'au", "État")
OUTCOMES = {"passed": "passé", "failed": "échec", "absent": "absent de ce serveur", "unavailable": "sans réponse"}
SOME_REASON = "raison"
CHECKS = {
    "name and kind": "nom, taille et type",
    "content": "contenu",
    "antivirus": "antivirus",
    "composed here": "composé ici",
}


def trail_of(home: Home, title: str) -> list[dict[str, str]]:
    """The breadcrumb of one paper: its neighbours are one click away."""
    if home.draft:
        return trail_of_draft(home.draft, "Signature")
    convention = home.convention
    assert convention is not None, "a home is one or the other"
    *above, _ = trail(convention, title)
    signatures = {"label": "Signatures", "url": reverse("conventions:signatures", args=[convention.id])}
    return [*above, signatures, {"label": title, "url": ""}]


def badge(state: RoundState) -> dict[str, str]:
    label, tone = ROUNDS[state]
    return {"label": label, "tone": tone}


def rows(found: Iterable[Round]) -> list[list[object]]:
    """Papers as lines of a table."""
    return [
        [
            {"text": one.row.title, "url": reverse("conventions:signature", args=[one.row.home_id, one.row.id])},
            french_date(one.row.opened_at),
            {"badge": ROUNDS[one.state][0], "tone": ROUNDS[one.state][1]},
            f"{len(one.entries)} sur {len(one.expected)}",
            ", ".join(_name(one, each.party) for each in one.turns) or "—",
        ]
        for one in found
    ]


def papers_to_sign(bundle: Bundle) -> list[tuple[str, str]]:
    """The papers that the parties sign: those not yet signed first."""
    kinds = {"convention", "contrat", "bulletin", "annexe"}
    left = [one for one in bundle.documents if one.kind.value in kinds and one.signed_on is None]
    signed = [one for one in bundle.documents if one.kind.value in kinds and one.signed_on is not None]
    return [(str(one.id), one.title) for one in left] + [(str(one.id), f"{one.title} (déjà signé)") for one in signed]


def signatories(found: Round) -> list[dict[str, object]]:
    """Each party: what it did, or that it is awaited."""
    return [_signatory(found, one.party, one.name, one.capacity) for one in found.expected]


def _signatory(found: Round, party: UUID, name: str, capacity: str) -> dict[str, object]:
    entry, awaited = found.entry_of(party), any(one.party == party for one in found.turns)
    item: dict[str, object] = {"term": _name(found, party), "hint": f"{name}, {capacity}"}
    if entry is None or entry.step == "cancel":
        return item | {"badge": "à elle de signer" if awaited else "pas encore", "tone": "warning" if awaited else ""}
    says, tone, _ = DONE[STATES[entry.state]]
    return item | {"badge": says, "tone": tone}


def events(found: Round) -> list[dict[str, object]]:
    """The history, the latest first."""
    opened = found.row
    first = {"title": "Papier envoyé à la signature", "at": opened.opened_at, "who": opened.opened_by_name}
    return [*(_event(found, entry) for entry in reversed(found.entries)), first | {"icon": "send", "tone": "info"}]


def _event(found: Round, entry: SigningEntry) -> dict[str, object]:
    says, tone, icon = DONE[STATES[entry.state]]
    title = says if entry.step == "cancel" else f"{_name(found, entry.party_id)} {says}"
    day = f"Papier signé le {french_date(entry.signed_on)}." if entry.signed_on else ""
    text = " ".join(filter(None, (entry.signs_as and f"En qualité de : {entry.signs_as}.", day, entry.note)))
    return {
        "title": title,
        "at": entry.recorded_at,
        "who": entry.author_name,
        "text": text,
        "tone": tone,
        "icon": icon,
    }


def abilities(found: Round, actor: Actor, today: date, at: datetime) -> Mapping[str, object]:
    """What the actor may do with this paper, and why not: the same decisions as the actions."""
    case = case_of(found, today, actor=actor, at=at)
    asked = case.__class__(case.state, case.is_turn, today, hand=case.hand, reason=SOME_REASON)
    signing = decide("sign", found, actor.organisation_id, actor, case)
    flagged = ""
    if signing:
        signing, flagged = authority_decision(found, actor.organisation_id, today, at)
    return {
        "sign": signing,
        "flagged": flagged,
        "needs_step_up": bool(case.hand) and case.is_turn and found.is_open and not case.confirmed,
        "confirmed": case.confirmed,
        "is_party": found.of(actor.organisation_id) is not None and actor.organisation_id not in found.done,
        "refuse": decide("refuse", found, actor.organisation_id, actor, asked),
        "cancel": any(decide("cancel", found, one.party, actor, asked) for one in found.expected),
        "conclude": found.state is RoundState.COMPLETE
        and actor.organisation_id == found.row.organisation_id
        and waits(found.row),
        "by_hand": _parties_by_hand(found, actor),
    }


def _parties_by_hand(found: Round, actor: Actor) -> list[tuple[str, str]]:
    """The parties whose handwritten signature the actor may record now."""
    own = actor.organisation_id
    is_opener = found.row.author_organisation_id == own
    return [(str(one.party), _name(found, one.party)) for one in found.turns if is_opener or one.party == own]


def scans(files: Iterable[StoredFile], found: Round) -> list[dict[str, str]]:
    """The scans joined, with what the checks said."""
    key = [found.row.home_id, found.row.id]
    by_hand = {entry.file_id for entry in found.entries if entry.step == "record_paper"}
    return [
        {
            "name": one.name,
            "url": reverse("conventions:signature_scan", args=[*key, one.id]),
            "checks": ", ".join(f"{CHECKS[row['name']]} : {OUTCOMES[row['outcome']]}" for row in one.checks),
        }
        for one in files
        if one.id in by_hand
    ]


def mandate_rows(found: Iterable[SigningMandate], today: date) -> list[list[object]]:
    """Delegations of signature as lines of a table."""
    return [
        [one.person_name, one.capacity, one.act, french_date(one.until), _mandate_state(one, today)] for one in found
    ]


def mandates_to_end(found: Iterable[SigningMandate], today: date) -> list[dict[str, str]]:
    """A button for each delegation that still holds, or will."""
    held = [one for one in found if one.withdrawn_at is None and one.until >= today]
    return [{"id": str(one.id), "label": f"Mettre fin à celle de {one.person_name}"} for one in held]


def _mandate_state(one: SigningMandate, today: date) -> dict[str, str]:
    if one.withdrawn_at is not None:
        return {"badge": "retirée", "tone": "neutral"}
    if today > one.until:
        return {"badge": "finie", "tone": "neutral"}
    return {"badge": "en vigueur", "tone": "success"} if one.since <= today else {"badge": "à venir", "tone": "info"}


def verified(report: Report) -> dict[str, object]:
    """The verification of a PDF, in sentences."""
    return {
        "report": report,
        "says": list(report.sentences()),
        "tone": "success" if report.holds else "danger",
        "signatures": [_signed(one) for one in report.signatures],
    }


def _signed(one: Signed) -> dict[str, object]:
    return {
        "title": f"{one.name or 'Signataire inconnu'}, {one.organisation or 'organisme non dit'}",
        "at": one.at,
        "text": " ".join((*one.sentences(), one.reason and f"Motif : {one.reason}.")),
        "badge": "valable" if one.holds else "non valable",
        "tone": "success" if one.holds else "danger",
        "icon": "circle-check" if one.holds else "circle-x",
    }


def evidence_context(found: Round, home: Home) -> dict[str, object]:
    """The evidence of a round: who did what, when, as whom, from which state of the paper to which."""
    return {
        "home": home,
        "round": found.row,
        "state": ROUNDS[found.state][0],
        "is_ordered": found.row.is_ordered,
        "signatories": [
            {"name": _name(found, one.party), "by": one.name, "capacity": one.capacity} for one in found.expected
        ],
        "events": [
            {"entry": entry, "title": f"{_name(found, entry.party_id)} {DONE[STATES[entry.state]][0]}"}
            for entry in found.entries
        ],
        "sha256": found.sha256,
    }


def _name(found: Round, party: UUID) -> str:
    return next((one.body_name for one in found.signatories if one.party_id == party), "Une partie")
