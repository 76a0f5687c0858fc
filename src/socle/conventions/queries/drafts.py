"""Drafts as their parties read them: the text in hand, its remarks, its simulation, who must act next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models.functions import Now

from socle.conventions import catalogue
from socle.conventions.domain.authorising import Authorised, authority_of
from socle.conventions.domain.check import check, model_named
from socle.conventions.domain.convention import Convention as Whole
from socle.conventions.domain.convention import Term
from socle.conventions.domain.drafting import (
    LIFECYCLE,
    OPEN,
    OWNER,
    PARTY,
    Awaited,
    DraftCase,
    DraftKind,
    DraftState,
    Signatory,
    awaited,
)
from socle.conventions.domain.finding import Finding, Severity
from socle.conventions.models import ConventionParty, Draft, DraftComment, DraftParty, DraftVersion
from socle.conventions.queries.signatures import round_open_on
from socle.conventions.queries.simulating import Tried, try_avenant
from socle.kernel.actor import Actor
from socle.kernel.deadlines import Calendar


@dataclass(frozen=True, slots=True)
class DraftReading:
    """What the text in hand says: sound or not, the convention it would make, or what the avenant would change."""

    findings: tuple[Finding, ...]
    whole: Whole | None = None
    tried: Tried | None = None

    @property
    def is_sound(self) -> bool:
        return self.whole is not None or self.tried is not None

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)

    @property
    def first_remark(self) -> str:
        return f"{self.errors[0].what}." if self.errors else ""


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One draft of the list."""

    draft: Draft
    others: tuple[str, ...]
    awaited: Awaited


@dataclass(frozen=True, slots=True)
class DraftSheet:
    """Everything the page of a draft shows."""

    draft: Draft
    parties: tuple[DraftParty, ...]
    versions: tuple[DraftVersion, ...]
    comments: tuple[DraftComment, ...]
    text: str
    reading: DraftReading
    case: DraftCase
    awaited: Awaited
    authority: Authorised | None

    @property
    def state(self) -> DraftState:
        return DraftState(self.draft.state)


def drafts_of(actor: Actor, *, only_open: bool = False) -> list[DraftLine]:
    """The drafts that the actor's body writes or was proposed, the latest first."""
    rows = Draft.objects.prefetch_related("draftparty_rows").order_by("-opened_at")
    if only_open:
        rows = rows.exclude(state__in=[DraftState.SIGNED, DraftState.REFUSED, DraftState.ABANDONED])
    return [_line(row, actor) for row in rows]


def awaiting(actor: Actor) -> list[DraftLine]:
    """The open drafts where the actor's body must act next, the latest first."""
    lines = drafts_of(actor, only_open=True)
    return [line for line in lines if _is_awaited(line, actor)]


def _is_awaited(line: DraftLine, actor: Actor) -> bool:
    mine = [row.name for row in line.draft.draftparty_rows.all() if row.party_id == actor.organisation_id]
    return any(name in line.awaited.names for name in mine)


def drafts_of_convention(convention_id: UUID) -> list[Draft]:
    """The avenants being prepared over a convention."""
    return list(Draft.objects.filter(base_id=convention_id).order_by("-opened_at"))


def _line(row: Draft, actor: Actor) -> DraftLine:
    parties = sorted(row.draftparty_rows.all(), key=lambda party: party.position)
    others = tuple(party.name for party in parties if party.party_id != actor.organisation_id)
    return DraftLine(row, others, awaited(DraftState(row.state), row.version, signatories(row, parties)))


def draft_of(draft_id: UUID) -> Draft | None:
    """The draft, None when the actor's body is no party to it, or was not proposed it yet."""
    return Draft.objects.select_related("base__organisation", "organisation").filter(id=draft_id).first()


def parties_of_draft(draft: Draft) -> list[DraftParty]:
    """Its parties; while an avenant is open, one that left the convention meanwhile is not waited for (URS-13)."""
    rows = DraftParty.objects.filter(draft=draft).order_by("position")
    if draft.base_id and draft.state in OPEN:
        left = ConventionParty.objects.filter(convention_id=draft.base_id, leaves_at__lte=Now())
        rows = rows.exclude(party_id__in=left.values("party_id"))
    return list(rows)


def signatories(draft: Draft, parties: Sequence[DraftParty]) -> tuple[Signatory, ...]:
    """The parties as the rules read them."""
    return tuple(
        Signatory(
            party_id=row.party_id,
            name=row.name,
            is_owner=row.party_id == draft.organisation_id,
            is_public=row.is_public,
            agreed_version=row.agreed_version,
            signed_on=row.signed_on,
        )
        for row in parties
    )


def roles_of(actor: Actor, draft: Draft, parties: Sequence[DraftParty]) -> frozenset[str]:
    """How the actor stands towards the draft: writes it, is proposed it, or neither."""
    if actor.organisation_id == draft.organisation_id:
        return frozenset({OWNER})
    return frozenset({PARTY}) if any(row.party_id == actor.organisation_id for row in parties) else frozenset()


def text_of(draft: Draft) -> str:
    """The version in hand."""
    row = DraftVersion.objects.filter(draft=draft, is_aside=False, number=draft.version).first()
    return row.text if row else ""


def read_draft(draft: Draft, text: str, at: datetime) -> DraftReading:
    """The check of a text for this draft; an avenant is also simulated."""
    if draft.kind == DraftKind.AVENANT:
        assert draft.base is not None, "the database says so (draft_base_of_avenant)"
        found = try_avenant(draft.base, text, at)
        return DraftReading(found.findings, tried=found) if isinstance(found, Tried) else DraftReading(found.findings)
    checked = check(text, catalogue.model(model_named(text)))
    return DraftReading(checked.findings, whole=checked.convention)


def draft_sheet(draft: Draft, actor: Actor, at: datetime) -> DraftSheet:
    """The draft as it stands now."""
    parties = parties_of_draft(draft)
    text = text_of(draft)
    reading = read_draft(draft, text, at)
    case = case_of(draft, parties, reading, actor)
    return DraftSheet(
        draft=draft,
        parties=tuple(parties),
        versions=tuple(DraftVersion.objects.filter(draft=draft).order_by("-number", "-written_at")),
        comments=tuple(DraftComment.objects.filter(draft=draft).order_by("said_at")),
        text=text,
        reading=reading,
        case=case,
        awaited=awaited(DraftState(draft.state), draft.version, case.signatories),
        authority=authority_of(terms_of(reading), Calendar(draft.organisation.territory or "FR")),
    )


def terms_of(reading: DraftReading) -> tuple[Term, ...]:
    """The terms as they would be once signed; none while the text is not sound."""
    if reading.tried is not None:
        return tuple(reading.tried.simulation.after)
    return tuple(reading.whole.terms) if reading.whole is not None else ()


def case_of(
    draft: Draft, parties: Sequence[DraftParty], reading: DraftReading, actor: Actor, reason: str = ""
) -> DraftCase:
    """What the rules need of the draft in hand."""
    return DraftCase(
        version=draft.version,
        is_sound=reading.is_sound,
        signatories=signatories(draft, parties),
        party_id=actor.organisation_id,
        first_remark=reading.first_remark,
        reason=reason,
        goes_round=draft.state == DraftState.SIGNING and round_open_on(draft) is not None,
    )


def open_steps(sheet: DraftSheet, actor: Actor) -> tuple[str, ...]:
    """The steps that the actor's side takes from this state, whether their guard holds or not."""
    held = roles_of(actor, sheet.draft, sheet.parties)
    return tuple(step.name for step in LIFECYCLE.steps.values() if sheet.state in step.sources and step.roles & held)
