"""The termination calculator: a ground and its dated facts give an end, its letters and its proof.

Sources: MCP-04 (convention, 17.2), DRT-11 and DRT-13 (convention, 10 and 11.4), FSV-13 (convention, 10), URS-13
(convention, 10), ISU-15 (convention, 8). Nothing is presumed: a fact that is missing is asked by its name, a clause
that reads two ways gives two ends and no effect until the parties agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise

from socle.conventions.domain.ending import after, asking, letters
from socle.conventions.domain.ending.facts import Facts, Setting, Signatory
from socle.conventions.domain.ending.outcome import Cure, Ending, PossibleEnd
from socle.conventions.domain.ending.reckoning import ONE_DAY, delay_of, ended, natural_end, notice_end
from socle.conventions.domain.kinds import Duration, Gap, Termination
from socle.conventions.domain.kinds.termination import Ground
from socle.conventions.domain.open_points import open_points
from socle.conventions.domain.reading import Written, first, of_kind
from socle.conventions.domain.rules.ending import may_terminate, termination_terms
from socle.conventions.domain.words import Start
from socle.kernel.clause import Clause
from socle.kernel.deadlines import Delay, ProofStep
from socle.kernel.decision import ALLOWED, Decision, allow, first_refusal, refuse
from socle.kernel.french import say_date

RECEIPT = Clause.house("DRT-11")
FOR_ALL = (
    "La convention finit pour toutes les parties : la caisse qui s’en va est celle qui la tient. Pour continuer "
    "sans elle, les autres signent une nouvelle convention."
)
NAMES = {
    "sent": "la date d’envoi de la lettre",
    "received": "la date de réception de la lettre (ou de sa première présentation)",
    "notified": "la date de notification",
    "suspended": "le premier jour de la suspension",
    "agreed": "la date de l’accord des parties",
    "wished": "la date souhaitée",
}
FIELDS = {Start.SENDING: "sent", Start.RECEIPT: "received", Start.NOTIFICATION: "notified"}


def calculate(setting: Setting, ground: Ground, author: Signatory, facts: Facts) -> Ending:
    """The end that `author` obtains on `ground`; refused, with its clause and its remedy, when it cannot be."""
    term = termination_terms(setting.terms, ground)
    form = term.body.form if term else None
    entitled = may_terminate(setting.terms, ground, author.side, form)
    decision = first_refusal((*_wrong_dates(setting, facts), _over(setting, facts.latest()), entitled))
    if term is None or not decision:
        return _impossible(setting, ground, author, decision)
    return _dated(_framed(setting, term, ground, author), setting, term, facts)


def _over(setting: Setting, day: date | None) -> Decision:
    """A convention that is over ends no more: the answer says since when, and what follows (ISU-15)."""
    if setting.starts_on is None:
        return refuse("not_signed", "La convention n’est pas signée.", fix="Il n’y a rien à résilier.")
    asked = day or setting.asked_on
    term = natural_end(setting, asked) if asked else setting.ended_on
    if term is None or (asked and asked <= term):
        return ALLOWED
    duration = first(setting.terms, Duration)
    reason = f"La convention est finie depuis le {say_date(term)} à 24:00 : il n’y a plus rien à résilier."
    return refuse("already_over", reason, clause=duration.clause if duration else None, fix=_what_follows(setting))


def _what_follows(setting: Setting) -> str:
    gaps = [gap.says for gap in of_kind(setting.terms, Gap)]
    return " ".join(["Pour continuer, les parties signent une nouvelle convention.", *gaps])


def _impossible(setting: Setting, ground: Ground, author: Signatory, decision: Decision) -> Ending:
    """Refused: with the gaps that the text leaves, for who looks for a way out."""
    if decision.code == "ground_unwritten":
        duration = first(setting.terms, Duration)
        clause = duration.clause if duration else None
        decision = replace(decision, clause=clause, fix=_way_out(setting))
    gaps = tuple(point for point in open_points(setting.terms) if point.kind == "gap")
    shown = gaps if decision.code in {"ground_unwritten", "already_over"} else ()
    return Ending(ground, author, decision, decision.clause, questions=shown)


def _way_out(setting: Setting) -> str:
    """What remains when no clause gives the ground: the grounds written, the term, an avenant."""
    grounds = [term.body.ground.label for term in of_kind(setting.terms, Termination)]
    written = [f"Motifs écrits : {', '.join(grounds)}."] if grounds else ["Le texte n’écrit aucune résiliation."]
    term = natural_end(setting, setting.starts_on) if setting.starts_on else None
    ends = [f"La convention finit d’elle-même le {say_date(term)}."] if term else []
    return " ".join([*written, *ends, "Les parties peuvent signer un avenant."])


def _wrong_dates(setting: Setting, facts: Facts) -> Iterator[Decision]:
    """Dates in the order of facts: convention, sending, presentation, receipt; suspension, resumption."""
    if strange := facts.out_of_reach():
        reason = f"Le {strange.isoformat()} n’est pas une date de ce calendrier."
        yield refuse("date_out_of_reach", reason, fix="Corrigez l’année.")
    order = (
        ("la prise d’effet de la convention", setting.starts_on),
        ("l’envoi", facts.sent),
        ("la première présentation", facts.presented),
        ("la réception", facts.received),
    )
    yield from _in_order(order)
    yield from _in_order((("l’envoi", facts.sent), ("la notification", facts.notified)))
    yield from _in_order((("le début de la suspension", facts.suspended), ("la reprise", facts.resumed)))
    yield from _in_order((("l’accord", facts.agreed), ("la date de fin", facts.wished)))


def _in_order(days: tuple[tuple[str, date | None], ...]) -> Iterator[Decision]:
    known = [(what, day) for what, day in days if day]
    for (before, one), (after_it, other) in pairwise(known):
        if other < one:
            reason = f"Le {say_date(other)} ({after_it}) vient avant le {say_date(one)} ({before})."
            yield refuse("dates_out_of_order", reason, fix="Corrigez la date qui est fausse.")


def _framed(setting: Setting, term: Written[Termination], ground: Ground, author: Signatory) -> Ending:
    """What is known without any date: letters, questions, what falls."""
    return Ending(
        ground,
        author,
        allow(term.clause),
        term.clause,
        letters=letters.to_send(setting, term, author),
        questions=asking.questions(setting, term, author),
        for_all=FOR_ALL if asking.holder_leaves(setting, author) else "",
        closing=after.closing_actions(setting.terms, term, None),
        data=after.data_duties(setting.terms, None),
        falls=after.cascade(setting),
    )


def _dated(found: Ending, setting: Setting, term: Written[Termination], facts: Facts) -> Ending:
    if term.body.starts is Start.SUSPENSION:
        return _after_suspension(found, setting, term, facts)
    if term.body.delay is None:
        return _on_agreement(found, setting, term, facts)
    start = asking.start_of(setting, term) or Start.RECEIPT
    if facts.starting(start) is None:
        return _asks(found, FIELDS.get(start, "received"), term)
    ends = tuple(notice_end(term, start, facts, setting, one) for one in asking.readings(setting, term))
    cure = Cure(delay_of(term, start, facts, setting.calendar), term.clause) if term.body.unless_mended else None
    return _concluded(replace(found, cure=cure), setting, term, ends)


def _asks(found: Ending, fact: str, term: Written[Termination]) -> Ending:
    reason = f"Il manque {NAMES[fact]} : c’est d’elle que dépend la fin."
    if fact == "suspended":
        reason = f"Il manque {NAMES[fact]} : le délai de six mois court de lui."
    decision = refuse("fact_missing", reason, clause=term.clause, fix=f"Donnez {NAMES[fact]}.")
    return replace(found, decision=decision, missing=fact)


def _on_agreement(found: Ending, setting: Setting, term: Written[Termination], facts: Facts) -> Ending:
    last = facts.wished or facts.agreed
    if last is None:
        return _asks(found, "agreed", term)
    proof = []
    if facts.agreed:
        proof.append(ProofStep("Accord", facts.agreed, f"les parties conviennent de la fin ({term.clause})"))
    if facts.wished:
        proof.append(ProofStep("Date convenue", facts.wished, "le dernier jour que l’accord écrit"))
    return _concluded(found, setting, term, (ended(last, proof, setting),))


def _after_suspension(found: Ending, setting: Setting, term: Written[Termination], facts: Facts) -> Ending:
    """Force majeure: the letter may leave once the suspension has lasted more than the delay, and ends at receipt."""
    if facts.suspended is None:
        return _asks(found, "suspended", term)
    clock = delay_of(term, Start.SUSPENSION, facts, setting.calendar)
    opens = clock.day + ONE_DAY
    step = ProofStep("Résiliation ouverte", opens, f"la suspension a duré plus de {_delay(term)}")
    found = replace(found, opens_on=opens, proof=(*clock.proof, step))
    refusal = _too_soon(term, opens, facts)
    if not refusal:
        return replace(found, decision=refusal)
    received = facts.starting(Start.RECEIPT)
    if received is None:
        return _asks(found, "received", term)
    said = f"le texte n’écrit pas d’autre délai : la lettre produit effet à sa réception ({RECEIPT})"
    proof = [*clock.proof, step, ProofStep("Réception", received, said)]
    return _concluded(found, setting, term, (ended(received, proof, setting),))


def _too_soon(term: Written[Termination], opens: date, facts: Facts) -> Decision:
    left = facts.sent or facts.presented or facts.received
    if facts.resumed and facts.resumed < opens:
        reason = f"La suspension a cessé le {say_date(facts.resumed)}, avant d’avoir duré plus de {_delay(term)}."
        fix = "La convention continue ; un autre motif peut être choisi."
        return refuse("suspension_too_short", reason, clause=term.clause, fix=fix)
    if left and left < opens:
        reason = f"La lettre est partie trop tôt : la suspension dure plus de {_delay(term)} le {say_date(opens)}."
        fix = f"Envoyez la lettre à partir du {say_date(opens)}."
        return refuse("suspension_too_short", reason, clause=term.clause, fix=fix)
    return ALLOWED


def _delay(term: Written[Termination]) -> str:
    return str(Delay.parse(term.body.delay)) if term.body.delay else ""


def _concluded(found: Ending, setting: Setting, term: Written[Termination], ends: tuple[PossibleEnd, ...]) -> Ending:
    """One end, or one per reading: then no effect, until the parties have agreed."""
    if len(ends) > 1:
        return replace(found, readings=ends)
    end = ends[0]
    return replace(
        found,
        end=end,
        proof=end.proof,
        closing=after.closing_actions(setting.terms, term, end.last_day),
        data=after.data_duties(setting.terms, end.last_day),
    )
