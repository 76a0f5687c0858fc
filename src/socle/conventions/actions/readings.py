"""Propose a reading of an unclear point, agree to it, refuse it, and consign it as an act (DRT-04, FSV-13, URS-13)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from socle.conventions.actions.journal import signed_by, trace_on
from socle.conventions.actions.signing import digest_of, record_terms
from socle.conventions.domain.access import may_read_otherwise
from socle.conventions.domain.convention import Avenant
from socle.conventions.domain.finding import Flaw
from socle.conventions.domain.force import avenant_rows
from socle.conventions.domain.readings import (
    AUTHOR,
    HOUSE,
    LIFECYCLE,
    OWNER,
    PARTY,
    TAGS,
    Proposal,
    ReadingState,
    settled_terms,
    well_proposed,
)
from socle.conventions.domain.toml import dump
from socle.conventions.models import Act, Convention, Reading, ReadingVoice
from socle.conventions.queries.reading import terms_at
from socle.conventions.queries.readings import Point, case_of, reading_of, register_of
from socle.database.constraints import register
from socle.kernel import decision as kernel
from socle.kernel.actor import Actor
from socle.kernel.deadlines import Calendar
from socle.kernel.decision import Decision, Refused, first_refusal, refuse
from socle.kernel.french import headline

PROPOSED = "convention:reading:proposed"
ALREADY = refuse(
    "reading_proposed_already",
    "Une lecture de ce point est déjà proposée.",
    clause=HOUSE,
    fix="Prononcez-vous sur elle, ou attendez qu'elle soit retirée.",
)
register("reading_one_proposed_at_once", ALREADY)
register(
    "reading_voice_once",
    refuse(
        "reading_already_agreed",
        "Votre organisme vient de se prononcer sur cette lecture.",
        clause=HOUSE,
        fix="Rechargez la page.",
    ),
)


def propose(convention_id: UUID, proposal: Proposal, *, actor: Actor, at: datetime) -> Reading:
    """Propose how a point is read; what it precises is tried now, so that nothing unsound waits for agreements."""
    convention = signed_by(convention_id, actor)
    act = kernel.Act(PROPOSED, "convention", str(convention.id), convention.title, convention.organisation_id)
    found = register_of(convention, at).point(proposal.point_key)
    meant = [code for code, _ in found.meanings] if found else []
    first_refusal((may_read_otherwise(actor), well_proposed(proposal, found.point if found else None, meant))).or_raise(
        act
    )
    assert found, "well_proposed refuses an unknown point"
    if Reading.objects.filter(convention=convention, point_key=proposal.point_key, state="proposed").exists():
        raise Refused(ALREADY, act)
    _tried(convention, proposal, found, act, at)
    row = Reading.objects.create(
        organisation_id=convention.organisation_id,
        convention=convention,
        point_key=proposal.point_key,
        question=found.point.question,
        text=proposal.text.strip(),
        chosen=proposal.chosen,
        target_key=proposal.target_key,
        fields=dict(proposal.fields or {}),
        state=ReadingState.PROPOSED,
        author_organisation_id=actor.organisation_id,
        author_id=actor.person_id,
        proposed_at=at,
    )
    _trace(PROPOSED, row, actor, at)
    return row


def _tried(convention: Convention, proposal: Proposal, point: Point, act: kernel.Act, at: datetime) -> None:
    allowed = {term.id for term in point.targets}
    if proposal.target_key and proposal.target_key not in allowed:
        flaws: tuple[Flaw, ...] = (Flaw("target", "ce terme n’est pas concerné", "Choisissez-en un de la liste"),)
    else:
        today = Calendar(convention.organisation.territory or "FR").day_of(at)
        _, flaws = settled_terms(proposal, point.point, terms_at(convention.id, at).as_domain(), today)
    if flaws:
        first = flaws[0]
        reason = f"{headline(first.what)}."
        raise Refused(refuse("reading_not_sound", reason, clause=point.point.clause, fix=f"{first.remedy}."), act)


def decide(step: str, reading: Reading, actor: Actor, at: datetime, reason: str = "") -> Decision:
    """Whether the actor may take this step now."""
    is_owner = actor.organisation_id == reading.organisation_id
    is_author = actor.organisation_id == reading.author_organisation_id
    roles = ({OWNER} if is_owner else set()) | ({AUTHOR} if is_author else {PARTY})
    case = case_of(reading, actor, at, reason)
    step_taken = LIFECYCLE.decide(step, ReadingState(reading.state), roles, case)
    return first_refusal((may_read_otherwise(actor), step_taken.citing(HOUSE)))


def move(convention_id: UUID, reading_id: UUID, step: str, reason: str = "", *, actor: Actor, at: datetime) -> Reading:
    """Agree, decline, withdraw, or consign what everybody agreed to: it then applies, from this instant."""
    Reading.objects.select_for_update().only("id").filter(id=reading_id).first()
    reading = reading_of(reading_id, convention_id)
    if reading is None:
        raise Reading.DoesNotExist
    convention = reading.convention
    tag = TAGS.get(step, TAGS["agree"])
    act = kernel.Act(tag, "convention", str(convention.id), convention.title, convention.organisation_id)
    decide(step, reading, actor, at, reason).or_raise(act)
    if step in {"agree", "decline"}:
        _voice(reading, reason, is_for=step == "agree", actor=actor, at=at)
    if step == "settle":
        reading.act = _consign(reading, convention, act, at)
    reading.state = LIFECYCLE.steps[step].target
    if reading.state != ReadingState.PROPOSED:
        reading.closed_at = at
    reading.save(update_fields=["state", "closed_at", "act"])
    _trace(tag, reading, actor, at)
    return reading


def _voice(reading: Reading, reason: str, *, is_for: bool, actor: Actor, at: datetime) -> None:
    ReadingVoice.objects.create(
        organisation_id=reading.organisation_id,
        convention_id=reading.convention_id,
        reading=reading,
        party_id=actor.organisation_id,
        is_for=is_for,
        reason=reason.strip(),
        author_id=actor.person_id,
        said_at=at,
    )


def _consign(reading: Reading, convention: Convention, attempted: kernel.Act, at: datetime) -> Act:
    """The act of an agreed reading: its terms hold from this instant, the highest act winning as ever."""
    Convention.objects.select_for_update().only("id").get(pk=convention.id)
    found = register_of(convention, at).point(reading.point_key)
    proposal = Proposal(reading.point_key, reading.text, reading.chosen, reading.target_key, reading.fields)
    meant = [code for code, _ in found.meanings] if found else []
    well_proposed(proposal, found.point if found else None, meant).or_raise(attempted)
    assert found, "well_proposed refuses a point settled meanwhile"
    _tried(convention, proposal, found, attempted, at)
    calendar = Calendar(convention.organisation.territory or "FR")
    today = calendar.day_of(at)
    terms, _ = settled_terms(proposal, found.point, terms_at(convention.id, at).as_domain(), today)
    number = Act.objects.filter(convention=convention).count()
    title = f"Lecture convenue : {reading.question}"[:200]
    avenant = Avenant(number, title, today, today, terms)
    text = dump({"reading": {"point": reading.point_key, "question": reading.question, "reading": reading.text}})
    row = Act.objects.create(
        organisation_id=convention.organisation_id,
        convention=convention,
        number=number,
        nature="reading",
        title=title,
        signed_on=today,
        effective_at=at,
        recorded_at=at,
        text=text,
        sha256=digest_of(text),
    )
    rows = [replace(one, valid_from=at) for one in avenant_rows(avenant, {}, today, calendar)]
    record_terms(convention, {number: row.id}, rows)
    return row


def _trace(tag: str, reading: Reading, actor: Actor, at: datetime) -> None:
    convention = reading.convention
    number = {"act": reading.act.number} if reading.act else {}
    trace_on(
        convention,
        tag,
        {"question": reading.question, "point": reading.point_key, **number},
        actor=actor,
        at=at,
        clause=HOUSE,
    )
