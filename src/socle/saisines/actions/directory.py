"""Keep a directory: each change is a new writing, traced, and told to the other party (DRT-02)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from socle.kernel.actor import Actor
from socle.kernel.decision import Act, Decision, allow, first_refusal, refuse
from socle.saisines.directory_emails import tell_change
from socle.saisines.domain.directory import HOUSE, Change, Writing, change, complete, may_keep
from socle.saisines.models import SectorVersion
from socle.saisines.queries.directory import OpenDirectory, directory_named, writing_of
from socle.traces import actions as traces

WRITTEN, ENDED = "saisine:sector:written", "saisine:sector:ended"
UNKNOWN = refuse(
    "directory_unknown",
    "Aucune convention en vigueur de votre organisme n'écrit cet annuaire.",
    clause=HOUSE,
    fix="Choisissez-le dans la liste des annuaires.",
)


def write_sector(
    convention_id: UUID,
    term_id: str,
    writing: Writing,
    unknown: Collection[str] = (),
    *,
    actor: Actor,
    at: datetime,
) -> Change:
    """Draw a sector or correct one: the past keeps what was answered then."""
    act = Act(WRITTEN, "saisine_sector", subject_label=writing.name[:80], payload={"directory": term_id, "changes": ""})
    found = _found(convention_id, term_id, actor, at, act)
    first_refusal((may_keep(actor, found.held), complete(found.held, writing, unknown))).or_raise(act)
    before = last_writing(writing.sector_id, found)
    changed = change(before, _next(writing, before, at))
    if changed:
        _keep(changed, WRITTEN, found, actor, at)
    return changed


def end_sector(convention_id: UUID, term_id: str, sector_id: UUID, on: date, *, actor: Actor, at: datetime) -> Change:
    """Stop keeping a sector from a day on: its communes are answered by another, or by the number of the clause."""
    act = Act(ENDED, "saisine_sector", str(sector_id), payload={"directory": term_id, "changes": ""})
    found = _found(convention_id, term_id, actor, at, act)
    before = last_writing(sector_id, found)
    first_refusal((may_keep(actor, found.held), _is_kept(before))).or_raise(act)
    assert before is not None
    changed = change(before, _next(replace(before, since=max(on, before.since), is_ended=True), before, at))
    _keep(changed, ENDED, found, actor, at)
    return changed


def last_writing(sector_id: UUID, found: OpenDirectory) -> Writing | None:
    """The last writing of a sector of this directory."""
    row = (
        SectorVersion.objects.filter(
            sector_id=sector_id,
            convention_id=found.convention.id,
            term_key=found.held.term_id,
            organisation_id=found.held.keeper,
        )
        .order_by("-version")
        .first()
    )
    return writing_of(row) if row else None


def _next(writing: Writing, before: Writing | None, at: datetime) -> Writing:
    return replace(writing, written_at=at, version=before.version + 1 if before else 0)


def _found(convention_id: UUID, term_id: str, actor: Actor, at: datetime, act: Act) -> OpenDirectory:
    found = directory_named(actor, convention_id, term_id, at)
    if found is None:
        UNKNOWN.or_raise(act)
        raise AssertionError("unreachable")
    return found


def _is_kept(before: Writing | None) -> Decision:
    if before is not None and not before.is_ended:
        return allow(HOUSE)
    return refuse("sector_unknown", "Ce secteur n'est pas tenu.", clause=HOUSE)


def _keep(changed: Change, tag: str, found: OpenDirectory, actor: Actor, at: datetime) -> None:
    one = changed.writing
    SectorVersion.objects.create(
        organisation_id=actor.organisation_id,
        convention_id=found.convention.id,
        term_key=found.held.term_id,
        sector_id=one.sector_id,
        name=one.name,
        communes=list(one.communes),
        unit=one.unit,
        line=one.line,
        permanence=one.permanence,
        email=one.email,
        since=one.since,
        is_ended=one.is_ended,
        version=one.version,
        written_at=at,
        written_by_id=actor.person_id,
    )
    traces.record(
        tag,
        actor=actor,
        at=at,
        subject_kind="saisine_sector",
        subject_id=str(one.sector_id),
        subject_label=one.name,
        clause=str(found.held.clause),
        payload={"directory": found.held.term_id, "changes": changed.says},
    )
    tell_change(changed, found.held, found.convention, at)
