"""The same act on several rights: prepared, tried, done line by line, taken back within minutes (MCP-22, MCP-23).

Nothing is judged here: each line goes by `withdraw`, `suspend`, `lift` or `grant`, as if it were asked alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db.models import Q

from socle.database.constraints import Conflict, register
from socle.database.transactions import transaction
from socle.habilitations.actions.granting import Because, Wish, grant, withdraw
from socle.habilitations.actions.managing import locked_right
from socle.habilitations.actions.stops import act_on, lasting
from socle.habilitations.actions.suspending import lift, suspend
from socle.habilitations.actions.trial import trial
from socle.habilitations.domain import bulk as rules
from socle.habilitations.domain.access import may
from socle.habilitations.domain.bulk import ALREADY_UNDONE, BULK_CLAUSE, BulkVerb, Outcome
from socle.habilitations.domain.granting import confirmed_recently
from socle.habilitations.models import BulkAct, BulkLine, Habilitation, Suspension
from socle.habilitations.queries.bulk import may_undo, undoing_of
from socle.habilitations.queries.stopping import running_suspension
from socle.kernel.actor import Actor
from socle.kernel.decision import Act, Refused, first_refusal
from socle.traces import actions as traces

register("bulk_undone_once", ALREADY_UNDONE)
MANAGE = "habilitation:withdraw"
UNDOING = "annulation d'un acte sur plusieurs droits"


@dataclass(frozen=True, slots=True)
class Moment:
    """Who acts, when and why: the same for every line."""

    actor: Actor
    at: datetime
    cause: str = ""


Doing = Callable[[Habilitation, BulkLine, Moment], UUID | None]


def prepare(verb: BulkVerb | None, ids: Collection[UUID], *, actor: Actor, at: datetime) -> BulkAct:
    """Note the rights chosen, so that they are checked before anything changes; it replaces one's former choice.

    Raises DoesNotExist when one of them is not of the actor's organisation.
    """
    act = _act("habilitation:bulk:prepared", rules.NAMES[verb] if verb else "", len(ids))
    first_refusal((may(actor, MANAGE), rules.decide_choice(verb, len(ids)))).or_raise(act)
    assert verb is not None
    rows = list(Habilitation.objects.filter(organisation_id=actor.organisation_id, id__in=ids))
    if len(rows) != len(set(ids)):
        raise Habilitation.DoesNotExist
    _forget(actor)
    bulk = _new(verb, actor, at)
    _trace("habilitation:bulk:prepared", bulk, actor, at, {"count": len(rows)})
    bulk.save(force_insert=True)
    BulkLine.objects.bulk_create(_line(bulk, row.id) for row in rows)
    return bulk


def carry_out(bulk_id: UUID, cause: str, *, actor: Actor, at: datetime) -> BulkAct:
    """Do what was prepared on every right that allows it, in one transaction; nothing when none does."""
    bulk = _locked(bulk_id)
    act = _act("habilitation:bulk:done", rules.NAMES[BulkVerb(bulk.verb)], bulk.lines.count())
    allowed = may(actor, MANAGE), rules.decide_doing(bulk.done_at), confirmed_recently(actor.step_up_at, at)
    first_refusal(allowed).or_raise(act)
    lines = _all_or_some(_do_lines(bulk, Moment(actor, at, cause)))
    bulk.cause, bulk.done_at = cause, at
    _trace("habilitation:bulk:done", bulk, actor, at, _counted(lines) | {"cause": cause})
    bulk.save(update_fields=["cause", "done_at"])
    BulkLine.objects.bulk_update(lines, ["outcome", "period", "made_id", "code", "reason", "clause", "fix"])
    return bulk


def undo(bulk_id: UUID, *, actor: Actor, at: datetime) -> BulkAct:
    """A new act that takes the other one back, line by line, under the rules of the day."""
    source = _locked(bulk_id)
    act = _act("habilitation:bulk:undone", rules.NAMES[BulkVerb(source.verb)], source.lines.count())
    undoing = may_undo(source, undoing_of(source), at)
    first_refusal((may(actor, MANAGE), undoing, confirmed_recently(actor.step_up_at, at))).or_raise(act)
    bulk = _new(BulkVerb(source.verb), actor, at)
    bulk.undoes, bulk.done_at, bulk.cause = source, at, UNDOING
    lines = _all_or_some(_undo_lines(source, bulk, Moment(actor, at, UNDOING)))
    _trace("habilitation:bulk:undone", bulk, actor, at, _counted(lines))
    bulk.save(force_insert=True)
    BulkLine.objects.bulk_create(lines)
    return bulk


def rehearse(bulk: BulkAct, *, actor: Actor, at: datetime) -> list[BulkLine]:
    """What each line would become, by the acts themselves, all taken back."""
    if bulk.done_at is None:
        return trial(actor, at, lambda ready: _do_lines(bulk, Moment(ready, at))[0]).outcome or []
    undoing = _new(BulkVerb(bulk.verb), actor, at)
    return trial(actor, at, lambda ready: _undo_lines(bulk, undoing, Moment(ready, at))[0]).outcome or []


Tried = tuple[list[BulkLine], Refused | None]


def _do_lines(bulk: BulkAct, moment: Moment) -> Tried:
    do = DOING[BulkVerb(bulk.verb)]
    lines = list(bulk.lines.order_by("habilitation_id"))
    return lines, _first([_try(line, line, do, moment) for line in lines])


def _undo_lines(source: BulkAct, bulk: BulkAct, moment: Moment) -> Tried:
    undoing = UNDONE[BulkVerb(source.verb)]
    lines: list[BulkLine] = []
    refusals: list[Refused | None] = []
    for done in source.lines.filter(outcome=Outcome.DONE).order_by("habilitation_id"):
        line = _line(bulk, done.habilitation_id)
        refusals.append(_try(line, done, undoing, moment))
        lines.append(line)
    return lines, _first(refusals)


def _first(refusals: Sequence[Refused | None]) -> Refused | None:
    return next((one for one in refusals if one), None)


def _all_or_some(tried: Tried) -> list[BulkLine]:
    """The lines, when one at least went through; otherwise the refusal of the first."""
    lines, refusal = tried
    if refusal and not any(line.outcome == Outcome.DONE for line in lines):
        raise refusal
    return lines


def _try(line: BulkLine, known: BulkLine, do: Doing, moment: Moment) -> Refused | None:
    """Do one line under a savepoint, from what is known of it; a refusal is kept, traced, and stops no other line."""
    row = locked_right(line.habilitation_id)
    line.outcome = Outcome.DONE
    try:
        with transaction(moment.actor):
            line.made_id = do(row, known, moment)
    except (Refused, Conflict) as error:
        act = error.act if isinstance(error, Refused) else None
        refusal = Refused(error.decision, act or act_on(row))
        _say(line, refusal)
        traces.record_refusal(refusal, actor=moment.actor)
        return refusal
    return None


def _say(line: BulkLine, refusal: Refused) -> None:
    decision = refusal.decision
    line.outcome, line.code, line.reason = Outcome.REFUSED, decision.code, decision.reason
    line.clause, line.fix = str(decision.clause or ""), decision.fix


def _lasting(row: Habilitation, moment: Moment) -> None:
    period = lasting(row)
    end = period.end if period else None
    rules.decide_lasting(end, moment.at, is_empty=period is None).or_raise(act_on(row))


def _withdraw(row: Habilitation, line: BulkLine, moment: Moment) -> None:
    _lasting(row, moment)
    line.period = row.period
    withdraw(row.id, actor=moment.actor, at=moment.at, cause=moment.cause)


def _suspend(row: Habilitation, line: BulkLine, moment: Moment) -> UUID:
    line.period = row.period
    return suspend(row.id, actor=moment.actor, at=moment.at, cause=moment.cause).id


def _lift(row: Habilitation, line: BulkLine, moment: Moment) -> UUID:
    _lasting(row, moment)
    found = running_suspension(row.id, moment.at)
    if found is None:
        raise Refused(rules.NOT_SUSPENDED, act_on(row))
    line.period = found.period
    return lift(found.id, actor=moment.actor, at=moment.at).id


def _reopen(row: Habilitation, done: BulkLine, moment: Moment) -> UUID:
    """The same wish again: another right, on a seat that must be free; never without what had stopped it."""
    ended = row.withdrawn_at
    stops = Suspension.objects.filter(Q(period__contains=ended) | Q(lifted_at=ended), habilitation_id=row.id)
    reopening = rules.decide_reopening(was_stopped=stops.exists(), stood_in=row.stands_in_for_id is not None)
    reopening.or_raise(act_on(row))
    assert done.period is not None
    start, end = done.period.lower, done.period.upper
    wish = Wish(
        row.membership.person_id,
        row.service,
        row.profile,
        row.purpose,
        row.scope_id,
        valid_from=start if start > moment.at else None,
        valid_to=end,
    )
    return grant(wish, actor=moment.actor, at=moment.at, because=Because(row.group_id)).id


def _lift_again(row: Habilitation, done: BulkLine, moment: Moment) -> UUID:
    found = _suspension(done)
    rules.decide_lifting_again(is_lifted=found.lifted_at is not None).or_raise(act_on(row))
    return lift(found.id, actor=moment.actor, at=moment.at).id


def _stop_again(row: Habilitation, done: BulkLine, moment: Moment) -> UUID:
    """The suspension as it was written: its cause, its last day."""
    assert done.period is not None
    found, until = _suspension(done), done.period.upper
    rules.decide_stopping_again(until, moment.at).or_raise(act_on(row))
    return suspend(row.id, actor=moment.actor, at=moment.at, cause=found.cause, until=until).id


def _suspension(done: BulkLine) -> Suspension:
    """What the line wrote or lifted."""
    assert done.made_id is not None
    return Suspension.objects.get(id=done.made_id)


DOING: dict[BulkVerb, Doing] = {
    BulkVerb.WITHDRAW: _withdraw,
    BulkVerb.SUSPEND: _suspend,
    BulkVerb.LIFT: _lift,
}
UNDONE: dict[BulkVerb, Doing] = {
    BulkVerb.WITHDRAW: _reopen,
    BulkVerb.SUSPEND: _lift_again,
    BulkVerb.LIFT: _stop_again,
}


def _locked(bulk_id: UUID) -> BulkAct:
    return BulkAct.objects.select_for_update(of=("self",)).get(id=bulk_id)


def _forget(actor: Actor) -> None:
    drafts = BulkAct.objects.filter(membership_id=actor.membership_id, done_at=None)
    BulkLine.objects.filter(bulk__in=drafts).delete()
    drafts.delete()


def _new(verb: BulkVerb, actor: Actor, at: datetime) -> BulkAct:
    return BulkAct(
        id=uuid4(),
        organisation_id=actor.organisation_id,
        membership_id=actor.membership_id,
        verb=verb,
        created_at=at,
    )


def _line(bulk: BulkAct, habilitation_id: UUID) -> BulkLine:
    return BulkLine(
        id=uuid4(),
        organisation_id=bulk.organisation_id,
        bulk=bulk,
        habilitation_id=habilitation_id,
        outcome=Outcome.WAITING,
    )


def _act(tag: str, name: str, count: int) -> Act:
    return Act(tag, subject_label=name, payload={"count": count})


def _counted(lines: Sequence[BulkLine]) -> dict[str, object]:
    done, refused = rules.counts(Outcome(line.outcome) for line in lines)
    return {"count": done, "refused": refused}


def _trace(tag: str, bulk: BulkAct, actor: Actor, at: datetime, said: dict[str, object]) -> None:
    traces.record(
        tag,
        actor=actor,
        at=at,
        subject_kind="bulk",
        subject_id=str(bulk.id),
        subject_label=rules.NAMES[BulkVerb(bulk.verb)],
        clause=str(BULK_CLAUSE),
        payload={**said, **({"undoes": str(bulk.undoes_id)} if bulk.undoes_id else {})},
    )
