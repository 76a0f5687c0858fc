"""Write a draft with several hands: versions that nobody overwrites, comments, and the steps of its life (MCP-05)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from socle.conventions.domain.access import may_prepare
from socle.conventions.domain.drafting import (
    LIFECYCLE,
    LONGEST,
    TAGS,
    WRITING,
    DraftKind,
    DraftState,
    may_write,
    up_to_date,
)
from socle.conventions.domain.finding import Finding
from socle.conventions.domain.source import parse
from socle.conventions.models import Convention, ConventionParty, Draft, DraftComment, DraftParty, DraftVersion
from socle.conventions.queries.drafts import case_of, parties_of_draft, read_draft, roles_of, text_of
from socle.conventions.queries.leaving import still_there
from socle.kernel.actor import Actor
from socle.kernel.decision import Decision, Refused, refuse
from socle.organismes.queries import Organisation, organisations_by_siret
from socle.traces import actions as traces

CAISSE_ONLY = refuse(
    "draft_of_caisse",
    "C'est la caisse qui ouvre un projet ; son partenaire le lit dès qu'il lui est proposé.",
    clause=WRITING,
    fix="Demandez-le à un administrateur de votre caisse.",
)
UNKNOWN = refuse("draft_unknown", "Ce projet n'existe pas, ou ne vous est pas proposé.", fix="Revenez à la liste.")


@dataclass(frozen=True, slots=True)
class Saved:
    """A version written, or set aside because somebody wrote first: `decision` says which, nothing is lost."""

    version: DraftVersion
    decision: Decision


@dataclass(frozen=True, slots=True)
class Named:
    """A body that a draft proposes to: its side and who signs for it."""

    body: Organisation
    role: str
    representative: str


def open_avenant(convention_id: UUID, title: str, *, actor: Actor, at: datetime, text: str = "") -> Draft:
    """Start an avenant over a signed convention: the same parties, nothing changed yet."""
    convention = Convention.objects.get(id=convention_id)
    may_open(actor, convention.organisation_id)
    signed = still_there(ConventionParty.objects.filter(convention=convention), at)
    parties = [Named(row.party, row.role, row.representative) for row in signed]
    draft = _open(DraftKind.AVENANT, convention.family, title, parties, actor=actor, at=at, base=convention)
    _write(draft, text, "Projet ouvert", actor, at)
    return draft


def open_convention(
    family: str, title: str, parties: Mapping[str, str], text: str, *, actor: Actor, at: datetime
) -> Draft:
    """Start a convention from the model of its family; `parties` gives the representative of each SIRET."""
    may_open(actor, actor.organisation_id)
    known = organisations_by_siret(parties)
    for siret in parties:
        if siret not in known:
            reason = f"Le SIRET {siret} n'est pas celui d'un organisme connu."
            raise Refused(
                refuse("unknown_party", reason, clause=WRITING, fix="Inscrivez cet organisme, ou corrigez-le.")
            )
    named = [Named(known[siret], known[siret].kind, who) for siret, who in parties.items()]
    draft = _open(DraftKind.CONVENTION, family, title, named, actor=actor, at=at)
    _write(draft, text, "Projet ouvert", actor, at)
    return draft


def may_open(actor: Actor, caisse_id: UUID) -> None:
    """The caisse that will hold the convention opens the draft."""
    may_prepare(actor).or_raise()
    if not actor.is_caisse or actor.organisation_id != caisse_id:
        raise Refused(CAISSE_ONLY)


def _open(
    kind: DraftKind,
    family: str,
    title: str,
    parties: Sequence[Named],
    *,
    actor: Actor,
    at: datetime,
    base: Convention | None = None,
) -> Draft:
    draft = Draft.objects.create(
        organisation_id=actor.organisation_id,
        kind=kind,
        family=family,
        title=title.strip()[:200],
        base=base,
        opened_at=at,
        opened_by_id=actor.person_id,
    )
    DraftParty.objects.bulk_create(
        DraftParty(
            organisation_id=draft.organisation_id,
            draft=draft,
            party_id=one.body.id,
            position=rank,
            role=one.role,
            name=one.body.legal_name,
            is_public=one.body.is_public_body,
            representative=one.representative,
        )
        for rank, one in enumerate(parties)
    )
    return draft


def revise(draft_id: UUID, text: str, base: int, note: str, *, actor: Actor, at: datetime) -> Saved:
    """Write a new version over the one that was read; over another, the text is kept aside and nothing is replaced."""
    _readable(text)
    draft = locked(draft_id)
    may_prepare(actor).or_raise()
    may_write(DraftState(draft.state), roles_of(actor, draft, parties_of_draft(draft))).or_raise()
    last = DraftVersion.objects.filter(draft=draft, is_aside=False).order_by("-number").first()
    decision = up_to_date(base, draft.version, last.written_by_name if last else "")
    return Saved(_write(draft, text, note, actor, at, is_aside=not decision), decision)


def _readable(text: str) -> None:
    """A text whose syntax breaks is not kept: no form could read it again."""
    source = parse("convention", text)
    if isinstance(source, Finding):
        reason = f"Ligne {source.line} : {source.what}."
        raise Refused(refuse("draft_unreadable", reason, clause=WRITING, fix=f"{source.remedy}."))


def _write(draft: Draft, text: str, note: str, actor: Actor, at: datetime, *, is_aside: bool = False) -> DraftVersion:
    if not is_aside:
        draft.version += 1
        draft.save(update_fields=["version"])
    version = DraftVersion.objects.create(
        organisation_id=draft.organisation_id,
        draft=draft,
        number=draft.version,
        is_aside=is_aside,
        text=text,
        note=note.strip()[:200],
        written_at=at,
        written_by_id=actor.person_id,
        written_by_name=actor.name,
        body_name=actor.organisation_name,
    )
    tag = "convention:draft:set_aside" if is_aside else "convention:draft:written"
    trace(tag, draft, actor, at, version=draft.version)
    return version


def comment(draft_id: UUID, term_key: str, text: str, *, actor: Actor, at: datetime) -> DraftComment:
    """Somebody of a party says something of the draft, or of one of its terms."""
    draft = Draft.objects.filter(id=draft_id).first()
    may_prepare(actor).or_raise()
    if draft is None or not roles_of(actor, draft, parties_of_draft(draft)):
        raise Refused(UNKNOWN)
    if not 0 < len(text.strip()) <= LONGEST:
        reason = f"Écrivez un commentaire de {LONGEST} caractères au plus."
        raise Refused(refuse("comment_missing", reason, clause=WRITING, fix="Dites ce que vous souhaitez changer."))
    said = DraftComment.objects.create(
        organisation_id=draft.organisation_id,
        draft=draft,
        version=draft.version,
        term_key=term_key[:80],
        text=text.strip(),
        said_at=at,
        said_by_id=actor.person_id,
        said_by_name=actor.name,
        body_name=actor.organisation_name,
    )
    trace("convention:draft:commented", draft, actor, at, version=draft.version)
    return said


def move(draft_id: UUID, step: str, *, actor: Actor, at: datetime, reason: str = "") -> Draft:
    """Take a step of the life of the draft; agreeing moves it only when every party agreed to this version."""
    draft = locked(draft_id)
    may_prepare(actor).or_raise()
    parties = parties_of_draft(draft)
    reading = read_draft(draft, text_of(draft), at)
    case = case_of(draft, parties, reading, actor, reason)
    LIFECYCLE.decide(step, DraftState(draft.state), roles_of(actor, draft, parties), case).or_raise()
    if step == "agree":
        _agree(draft, parties, actor, at)
    else:
        draft.state = LIFECYCLE.steps[step].target
        draft.reason = reason.strip() or draft.reason
        draft.proposed_at = draft.proposed_at or (at if step == "propose" else None)
        draft.save(update_fields=["state", "reason", "proposed_at"])
    trace(TAGS[step], draft, actor, at, version=draft.version)
    return draft


def _agree(draft: Draft, parties: Sequence[DraftParty], actor: Actor, at: datetime) -> None:
    for row in parties:
        if row.party_id == actor.organisation_id:
            row.agreed_version, row.agreed_at, row.agreed_by_id = draft.version, at, actor.person_id
            row.save(update_fields=["agreed_version", "agreed_at", "agreed_by_id"])
    if all(row.agreed_version == draft.version for row in parties):
        draft.state = DraftState.AGREED
        draft.save(update_fields=["state"])


def locked(draft_id: UUID) -> Draft:
    """The draft, locked until the end of the transaction; refused when it is not visible."""
    row = Draft.objects.select_for_update(of=("self",)).filter(id=draft_id).first()
    if row is None:
        raise Refused(UNKNOWN)
    return row


def trace(tag: str, draft: Draft, actor: Actor, at: datetime, **payload: object) -> None:
    """The journal of the draft: every act names the version it was done on."""
    traces.record(
        tag,
        actor=actor,
        at=at,
        subject_kind="draft",
        subject_id=str(draft.id),
        subject_label=draft.title,
        clause=str(WRITING),
        caisse_id=draft.organisation_id,
        payload=payload,
    )
