"""Two bodies at one desk: queues, entrusted tasks, staff, load, targets (ISU-05 to ISU-14; convention, 3 to 7)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from socle.conventions.domain.kinds.entrusted_task import EntrustedTask, First
from socle.conventions.domain.kinds.independence import Independence
from socle.conventions.domain.kinds.indicator import Indicator, Sense
from socle.conventions.domain.kinds.joint_handling import JointHandling, Matter
from socle.conventions.domain.kinds.load_sharing import LoadSharing
from socle.conventions.domain.kinds.mutual_access import MutualAccess
from socle.conventions.domain.kinds.staffing import Staffing
from socle.conventions.domain.kinds.work_queue import WorkQueue
from socle.conventions.domain.reading import AnyTerm, first, of_kind
from socle.conventions.domain.types import EVERYBODY
from socle.conventions.domain.vocabulary import word
from socle.conventions.domain.words import Office, party
from socle.kernel.decision import Decision, allow, refuse

Staff = Mapping[str, tuple[Decimal, ...]]
_FULL = Decimal(1)
_HUNDRED = 100


def queue_decision(terms: Iterable[AnyTerm], queue: str, piece: str, by: str) -> Decision:
    """A piece is handled in its queue, by a body that the text lets in; an excluded one stays with its owner."""
    term = next((term for term in of_kind(terms, WorkQueue) if term.body.code == queue), None)
    if term is None or piece not in term.body.types or piece in term.body.excludes:
        reason = "Cette pièce n’entre pas dans cette file."
        return refuse("not_in_queue", reason, clause=term.clause if term else None, fix="Cherchez sa file.")
    if not term.body.shared and by != term.body.owner:
        reason = f"Cette file n’est pas commune : elle revient à {party(term.body.owner)}."
        return refuse("not_shared", reason, clause=term.clause, fix="Transmettez la pièce à cet organisme.")
    return allow(term.clause)


def task_decision(terms: Iterable[AnyTerm], task: str, by: str, done: frozenset[First]) -> Decision:
    """An agent does a task of the other body when it is entrusted, after what the committee decided."""
    term = next((term for term in of_kind(terms, EntrustedTask) if term.body.task == task), None)
    if term is None or by not in {term.body.owner, *term.body.done_by}:
        reason = "Cette tâche n’est pas confiée à cet organisme."
        return refuse("not_entrusted", reason, clause=term.clause if term else None)
    left = [] if by == term.body.owner else [one.label for one in term.body.after if one not in done]
    if left:
        return refuse("not_ready", f"Il manque d’abord : {', '.join(left)}.", clause=term.clause)
    return allow(term.clause)


def staffing_decision(terms: Iterable[AnyTerm], office: Office, staff: Staff) -> Decision:
    """The people of an office, each by the part of a full time: number, full time, sum and equality as written."""
    term = next((term for term in of_kind(terms, Staffing) if term.body.office is office), None)
    if term is None:
        return allow()
    everyone = [part for parts in staff.values() for part in parts]
    body = term.body
    faults = (
        (body.count is not None and len(everyone) != body.count, "staff_count", f"{len(everyone)} personnes"),
        (body.full_time and any(part < _FULL for part in everyone), "not_full_time", "quelqu’un à temps partiel"),
        (body.together is not None and sum(everyone) < Decimal(body.together or 0), "too_little", "temps insuffisant"),
        (body.equal and len({len(parts) for parts in staff.values()}) > 1, "unequal", "effectifs inégaux"),
    )
    for wrong, code, what in faults:
        if wrong:
            return refuse(code, f"{office.headline} : {what}. {body.sentence()}", clause=term.clause)
    return allow(term.clause)


def indicator_decision(terms: Iterable[AnyTerm], code: str, value: Decimal) -> Decision:
    """A value out of its target asks the committee for a corrective action."""
    term = next((term for term in of_kind(terms, Indicator) if term.body.code == code), None)
    if term is None or term.body.target is None:
        return allow(term.clause if term else None)
    target = Decimal(term.body.target)
    if value >= target if term.body.sense is Sense.AT_LEAST else value <= target:
        return allow(term.clause)
    reason = f"« {term.body.name} » : {value} pour {term.body.sense.label} {target}."
    fix = f"Le suivi revient au comité désigné ({word(term.body.followed_by)}), qui définit une action corrective."
    return refuse("out_of_target", reason, clause=term.clause, fix=fix)


def load_decision(terms: Iterable[AnyTerm], loads: Mapping[str, int]) -> Decision:
    """The parts of the load, in points of a hundred; a gap wider than the tolerance is shown."""
    term, whole = first(terms, LoadSharing), sum(loads.values())
    if term is None or term.body.tolerance is None or not whole:
        return allow(term.clause if term else None)
    parts = {one: _HUNDRED * load / whole for one, load in loads.items()}
    gap = max(parts.values()) - min(parts.values())
    if gap <= term.body.tolerance:
        return allow(term.clause)
    said = ", ".join(f"{one} {part:.0f} %" for one, part in parts.items())
    return refuse("load_unequal", f"La charge n’est pas équilibrée : {said}.", clause=term.clause)


def access_decision(terms: Iterable[AnyTerm], by: str, to: str, system: str) -> Decision:
    """A body enters the systems that the other opened to it."""
    given = (term for term in of_kind(terms, MutualAccess) if (term.body.by, term.body.to) == (by, to))
    term = next((term for term in given if system in term.body.systems), None)
    if term:
        return allow(term.clause)
    return refuse("system_closed", "Ce système n’est pas ouvert à cet organisme.", fix="Demandez-le au comité.")


def joint_decision(terms: Iterable[AnyTerm], matter: Matter, by: str, told: frozenset[str] = frozenset()) -> Decision:
    """Who carries out what is common, and which committee knows first."""
    term = next((term for term in of_kind(terms, JointHandling) if term.body.of is matter), None)
    if term is None:
        return allow()
    if term.body.carried_out_by not in {EVERYBODY, by}:
        reason = f"{matter.headline} : {party(term.body.carried_out_by)} exécute."
        return refuse("not_carried_out_by", reason, clause=term.clause)
    if term.body.informs_first and term.body.informs_first not in told:
        reason = f"À informer d’abord : {word(term.body.informs_first)}."
        return refuse("committee_not_told", reason, clause=term.clause, fix="Informez-le, puis saisissez.")
    return allow(term.clause)


def order_decision(terms: Iterable[AnyTerm], *, from_employer: bool) -> Decision:
    """An agent takes orders from the employer, also at another party's (FSV-05, ISU-05)."""
    term = first(terms, Independence)
    if term is None or from_employer or not term.body.agents_under_employer:
        return allow(term.clause if term else None)
    reason = "Un agent reste sous l’autorité de son employeur."
    return refuse("not_the_employer", reason, clause=term.clause, fix="Adressez-vous à l’employeur de cet agent.")


def binding_decision(terms: Iterable[AnyTerm], *, in_name_of_other: bool) -> Decision:
    """No party commits another, unless the text lets it (URS-14)."""
    term = first(terms, Independence)
    if term is None or not in_name_of_other or term.body.binds_other:
        return allow(term.clause if term else None)
    reason = "Aucune partie n’engage une autre partie."
    return refuse("binds_nobody", reason, clause=term.clause, fix="Faites signer chaque partie.")
