"""Announce the end of a convention, give one's agreement, stop it; its date comes from the letters (MCP-04, DRT-13)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from socle.conventions.actions.journal import signed_by, trace_on
from socle.conventions.domain.access import may_end
from socle.conventions.domain.ending import Ending, Facts, Setting, Signatory, calculate
from socle.conventions.domain.ending.asking import ends_for_all
from socle.conventions.domain.ending.lifecycle import LIFECYCLE, TAGS, TerminationCase, TerminationState, current
from socle.conventions.domain.ending.reckoning import first_moment, natural_end
from socle.conventions.domain.kinds.termination import Ground
from socle.conventions.domain.rules.ending import termination_terms
from socle.conventions.models import Convention, Termination
from socle.conventions.queries.ending import setting_of
from socle.conventions.queries.endings import GROUNDS, ending_of, letters_of, running_suspension, signatory_of
from socle.database.constraints import register
from socle.kernel.actor import Actor
from socle.kernel.clause import Clause
from socle.kernel.decision import ALLOWED, Act, Decision, Refused, first_refusal, refuse
from socle.kernel.french import say_date

ANNOUNCED, REFUSED = "convention:ending:announced", "convention:ending:refused"
LEFT = refuse(
    "party_left",
    "Votre organisme a quitté cette convention, qui continue entre les autres parties.",
    clause=Clause.house("URS-13"),
    fix="Il n'a plus rien à y mettre fin ; vous pouvez toujours la relire.",
)
SAME = refuse(
    "already_announced",
    "Votre organisme a déjà annoncé la fin de cette convention pour ce motif.",
    fix="Reprenez celle qui court, ou renoncez-y d'abord.",
)
register("termination_once_at_a_time", SAME)


@dataclass(frozen=True, slots=True)
class Announcement:
    """What a party announces; `agreed_on` only for an agreement, `wished_on` where the clause lets it choose."""

    ground: Ground
    cause: str = ""
    wished_on: date | None = None
    agreed_on: date | None = None


def party_of(convention_id: UUID, actor: Actor) -> Convention:
    """The convention, for an administrator of one of its parties; Convention.DoesNotExist for anybody else."""
    convention = signed_by(convention_id, actor)
    may_end(actor).or_raise(act_on(convention))
    return convention


def act_on(convention: Convention, ground: str = "") -> Act:
    said = {"ground": ground} if ground else {}
    return Act(REFUSED, "convention", str(convention.id), convention.title, convention.organisation_id, said)


def announce(convention_id: UUID, wanted: Announcement, *, actor: Actor, at: datetime) -> Termination:
    """Announce an end; refused when no clause gives it to this party. It is dated once its evidence is recorded."""
    convention = party_of(convention_id, actor)
    act = act_on(convention, wanted.ground.value)
    prevented = running_suspension(convention) if wanted.ground is Ground.FORCE_MAJEURE else None
    facts = Facts(suspended=prevented.began_on if prevented else None, agreed=wanted.agreed_on, wished=wanted.wished_on)
    setting = setting_of(convention, facts, at)
    author = present(setting, actor, act)
    found = calculate(setting, wanted.ground, author, facts)
    today = setting.calendar.day_of(at)
    first_refusal((_possible(found), _open(found, today), _agreed(wanted, today))).or_raise(act)
    row = Termination.objects.create(
        organisation_id=convention.organisation_id,
        convention=convention,
        author_organisation_id=actor.organisation_id,
        author_id=actor.person_id,
        recorded_at=at,
        ground=wanted.ground.value,
        clause=str(found.clause),
        cause=wanted.cause.strip(),
        wished_on=wanted.wished_on,
        agreed_on=wanted.agreed_on,
        agreeing=[actor.organisation_id],
        suspension_id=prevented.id if prevented else None,
        state=TerminationState.ANNOUNCED,
        otherwise_ends_at=_otherwise(convention, at),
    )
    wished = {"wished": wanted.wished_on.isoformat()} if wanted.wished_on else {}
    _trace(ANNOUNCED, row, convention, wished, actor, at)
    return row


def present(setting: Setting, actor: Actor, act: Act | None = None) -> Signatory:
    """The actor's body as a party that has not left; a party that left has nothing to end any more."""
    found = signatory_of(setting.signatories, actor.organisation_id)
    if found is None:
        raise Refused(LEFT, act)
    return found


def _possible(found: Ending) -> Decision:
    """A fact that is still missing comes with the letters; but the suspension comes first."""
    if found.missing == "suspended":
        reason = "Aucune suspension pour force majeure n’est en cours."
        return refuse("not_suspended", reason, clause=found.clause, fix="Déclarez d’abord la suspension.")
    return ALLOWED if found.missing in {"sent", "received", "notified"} else found.decision


def _open(found: Ending, today: date) -> Decision:
    if found.opens_on is None or found.opens_on <= today:
        return ALLOWED
    reason = f"La suspension n’aura duré assez longtemps que le {say_date(found.opens_on)}."
    return refuse("suspension_too_short", reason, clause=found.clause, fix="Attendez ce jour pour résilier.")


def _agreed(wanted: Announcement, today: date) -> Decision:
    if wanted.ground is not Ground.AGREEMENT or (wanted.agreed_on and wanted.agreed_on <= today):
        return ALLOWED
    fix = "Donnez le jour où les parties l’ont signé, aujourd’hui au plus tard."
    return refuse("agreement_to_come", "L’accord des parties n’est pas daté ou n’est pas encore signé.", fix=fix)


def _otherwise(convention: Convention, at: datetime) -> datetime | None:
    """The end that the text gives by itself."""
    setting = setting_of(convention, Facts(), at)
    last = natural_end(setting, setting.calendar.day_of(at))
    return first_moment(last, setting.calendar) if last else None


def move_text_end(convention: Convention, ends_at: datetime | None) -> None:
    """The text now ends otherwise: an end that letters gave, and that comes first, still holds."""
    if Termination.objects.filter(convention=convention).update(otherwise_ends_at=ends_at):
        convention.refresh_from_db(fields=["ends_at", "ends_clause"])
    elif ends_at != convention.ends_at:
        convention.ends_at = ends_at
        convention.save(update_fields=["ends_at"])


def locked(termination_id: UUID) -> Termination:
    """The termination, locked; Termination.DoesNotExist when the actor does not see it."""
    return Termination.objects.select_for_update(of=("self",)).get(id=termination_id)


def move(termination_id: UUID, step: str, reason: str = "", *, actor: Actor, at: datetime) -> Termination:
    """Agree, date it from its evidence, see it mended, or withdraw it: `Convention.ends_at` follows at once."""
    row = locked(termination_id)
    convention = party_of(row.convention_id, actor)
    decide(row, step, reason, actor, at).or_raise(act_on(convention, row.ground))
    if step == "date":
        settle(row, convention, actor=actor, at=at)
        return row
    if step == "agree":
        row.agreeing = [*row.agreeing, actor.organisation_id]
    else:
        row.state = LIFECYCLE.steps[step].target
        row.closed_at, row.closed_by_id, row.closed_reason = at, actor.person_id, reason.strip()[:300]
    row.save()
    _trace(TAGS[step], row, convention, {"reason": reason.strip()[:300]} if reason.strip() else {}, actor, at)
    if step == "agree":
        settle(row, convention, actor=actor, at=at)
    return row


def decide(row: Termination, step: str, reason: str, actor: Actor, at: datetime) -> Decision:
    """Whether the actor may take the step now."""
    case = TerminationCase(
        is_author=actor.organisation_id == row.author_organisation_id,
        at=at,
        mend_until=row.mend_until,
        may_be_mended=row.ground == Ground.BREACH,
        is_agreement=row.ground == Ground.AGREEMENT,
        has_agreed=actor.organisation_id in row.agreeing,
        has_effect=step != "date" or _is_proved(row, at),
        reason=reason,
    )
    return LIFECYCLE.decide(step, current(row.state, row.over_at, at), actor.roles, case)


def _is_proved(row: Termination, at: datetime) -> bool:
    """Whether the evidence, and the readings agreed since, now give one date."""
    convention = Convention.objects.select_related("organisation").get(id=row.convention_id)
    found = ending_of(row, convention, letters_of(convention, row.id), at)
    return found.end is not None and (row.effect_at is None or _fate(row, convention, at) is not None)


def _fate(row: Termination, convention: Convention, at: datetime) -> bool | None:
    """Whether the end binds every party: always between two and by agreement of all, else by an agreed reading."""
    if row.ground == Ground.AGREEMENT:
        return True
    setting = setting_of(convention, Facts(agreed=row.agreed_on), at, besides=row.author_organisation_id)
    term = termination_terms(setting.terms, GROUNDS[row.ground])
    author = signatory_of(setting.signatories, row.author_organisation_id)
    return ends_for_all(setting, term, author) if term and author else None


def settle(row: Termination, convention: Convention, *, actor: Actor, at: datetime) -> None:
    """Date the end from the evidence, anew at each piece of it; nothing moves once it has taken effect.

    The convention is over in Socle from the effect, never before the evidence was recorded [house]; with three
    parties, only once they agreed that it ends for all (URS-13).
    """
    state = current(row.state, row.over_at, at)
    found = ending_of(row, convention, letters_of(convention, row.id), at)
    if found.end is None or not LIFECYCLE.decide("date", state, actor.roles, TerminationCase(is_author=True, at=at)):
        return
    row.state = TerminationState.RUNNING
    row.effect_at, row.last_day = found.effect, found.last_day
    ends_for_all, instant = _fate(row, convention, at), max(found.end.effect, at)
    row.applies_at = instant if ends_for_all else None
    row.leaves_at = instant if ends_for_all is False else None
    row.mend_until = found.cure.until.due if found.cure else None
    row.proof = [str(step) for step in found.proof]
    row.save()
    dated = {"last_day": found.end.last_day.isoformat()}
    applies = {"applies_at": row.over_at.isoformat()} if row.over_at else {}
    applies |= {"leaves": actor.organisation_name} if row.leaves_at else {}
    _trace(TAGS["date"], row, convention, dated | applies, actor, at)


def _trace(
    tag: str, row: Termination, convention: Convention, said: Mapping[str, object], actor: Actor, at: datetime
) -> None:
    trace_on(
        convention,
        tag,
        {"ending": str(row.id), "ground": GROUNDS[row.ground].label, **said},
        actor=actor,
        at=at,
        clause=row.clause,
    )
