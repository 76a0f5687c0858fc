"""What one row would do, judged by the rules of the pages on the facts of the whole file (MCP-20 to MCP-23; R01, R02).

Nothing is written here: the same judgement serves the preview, where the world remembers the rows already read, and the
application, where each act is judged once more by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from uuid import UUID

from socle.habilitations.actions.granting import ALREADY_HELD, Wish, judge, purposes_of
from socle.habilitations.actions.importing.people import LONGEST, SHEET_OF, Plan, person_of
from socle.habilitations.actions.importing.resolving import (
    Faulty,
    must,
    offer_of,
    period_of,
    purpose_of,
    scope_of,
)
from socle.habilitations.actions.importing.seating import take_planned_seats
from socle.habilitations.domain.granting import CONVENTION_LEVEL, GrantCode
from socle.habilitations.domain.granting import period_of as granted_period
from socle.habilitations.domain.importing.columns import LABELS, Field
from socle.habilitations.domain.importing.launch import HOUSE, ImportCode
from socle.habilitations.domain.importing.lines import Line, Outcome, Verdict
from socle.habilitations.domain.importing.words import plain
from socle.habilitations.domain.seats import SeatCode
from socle.habilitations.queries.importing.world import Held, Known, World
from socle.habilitations.queries.offers import Offer
from socle.kernel.decision import Decision, refuse
from socle.organismes.actions import LABELS as SHEET
from socle.organismes.actions import PersonCard

WHERE = {
    GrantCode.PURPOSE_MISSING: Field.PURPOSE,
    GrantCode.PURPOSE_UNKNOWN: Field.PURPOSE,
    GrantCode.PURPOSE_NOT_IN_MISSIONS: Field.PURPOSE,
    GrantCode.PERIOD_PAST: Field.END,
    GrantCode.SCOPE_REQUIRED: Field.SCOPE,
    GrantCode.SCOPE_UNWANTED: Field.SCOPE,
    SeatCode.EXHAUSTED: Field.PROFILE,
    SeatCode.NOT_OPENED: Field.PROFILE,
}
IS_PERSON = frozenset(
    {GrantCode.TO_ONESELF, GrantCode.SUPERIOR, GrantCode.NOT_IN_ORGANISATION, GrantCode.OUTSIDE_PERIMETER}
)


def judge_row(line: Line, world: World) -> tuple[Verdict, Plan | None]:
    """What the row would do, and the plan that does it; the world then stands as after the row."""
    try:
        _check_shape(line)
        _check_repetition(line, world)
        plan = person_of(line, world)
        offer, wish = _right(line, plan.known, world) if line.asks_right else (None, None)
    except Faulty as fault:
        return Verdict(Outcome.ERROR, decision=fault.decision, at=fault.at), None
    plan = replace(plan, wish=wish)
    says = tuple(_says(plan, offer, asked=line.asks_right))
    _remember(line, plan, world)
    return Verdict(_outcome(plan), says), plan


def _outcome(plan: Plan) -> Outcome:
    if (plan.is_newcomer and plan.card) or plan.wish:
        return Outcome.CREATE
    return Outcome.CHANGE if plan.card else Outcome.IGNORE


def _check_shape(line: Line) -> None:
    if line.surplus is not None:
        decision = refuse(
            ImportCode.UNKNOWN,
            "Cette ligne a plus de cellules que l'en-tête.",
            clause=HOUSE,
            fix="Entourez de guillemets le texte qui contient le séparateur, ou supprimez la cellule de trop.",
        )
        raise Faulty(decision)
    for field, name in SHEET_OF.items():
        if len(line.get(field)) > LONGEST[name]:
            decision = refuse(
                ImportCode.UNKNOWN,
                f"« {LABELS[field]} » dépasse {LONGEST[name]} caractères.",
                clause=HOUSE,
                fix="Raccourcissez cette cellule.",
            )
            raise Faulty(decision, field)


def _check_repetition(line: Line, world: World) -> None:
    """Two rows may give two rights to one person: not the same right, nor two names to one address."""
    key = (line.who, *line.right_key)
    if key in world.seen:
        decision = refuse(
            ImportCode.REPEATED,
            f"Cette ligne répète la ligne {world.seen[key]}.",
            clause=HOUSE,
            fix="Gardez l'une des deux.",
        )
        raise Faulty(decision, Field.EMAIL if line.get(Field.EMAIL) else Field.LAST_NAME)
    world.seen[key] = line.number
    first = world.said.setdefault(line.who, line)
    if first.name and line.name and plain(first.name) != plain(line.name):
        decision = refuse(
            ImportCode.REPEATED,
            f"La ligne {first.number} donne le même courriel à {first.name}.",
            clause=HOUSE,
            fix="Une adresse est celle d'une seule personne : corrigez l'un des deux noms, ou l'une des deux adresses.",
        )
        raise Faulty(decision, Field.LAST_NAME)


def _right(line: Line, known: Known, world: World) -> tuple[Offer, Wish | None]:
    """The right that the row asks for, None when it is already held just so."""
    offer = offer_of(line, world)
    must(offer.opening, Field.PROFILE)
    member = world.member(offer.service, offer.profile)
    carried = purposes_of(member.terms, offer.profile) if member else {}
    start, end = period_of(line, world.at)
    wish = Wish(
        known.person_id,
        offer.service,
        offer.profile,
        purpose_of(line, offer, (code for code, is_carried in carried.items() if is_carried)),
        scope_of(line, offer, world),
        start,
        end,
    )
    if _is_held(wish, known, world):
        return offer, None
    decision = judge(
        wish,
        grantor=world.grantor,
        holder=world.holder(known),
        member=member,
        level=world.level(wish.scope_id),
        step_up_at=world.at,
        at=world.at,
    )
    must(decision, _field_of(decision))
    _refuse_twice(wish, known, world)
    if world.counts_seats and member:
        level = world.level(wish.scope_id) or CONVENTION_LEVEL
        must(take_planned_seats(wish, known.membership_id, member, level, world), Field.PROFILE)
    return offer, wish


def _key(wish: Wish, membership_id: UUID) -> tuple[UUID, str, str, UUID | None]:
    return (membership_id, wish.service, wish.profile, wish.scope_id)


def _is_held(wish: Wish, known: Known, world: World) -> bool:
    """Already so: the same right and purpose, begun or to begin no later than asked, with the same end."""
    begins = wish.valid_from or world.at
    return any(
        one.purpose == wish.purpose and one.period.end == wish.valid_to and one.period.start <= begins
        for one in world.held.get(_key(wish, known.membership_id), ())
    )


def _refuse_twice(wish: Wish, known: Known, world: World) -> None:
    wanted = granted_period(wish.valid_from or world.at, wish.valid_to, world.at)
    for one in world.held.get(_key(wish, known.membership_id), ()):
        if one.period.overlaps(wanted):
            raise Faulty(ALREADY_HELD, Field.PROFILE)


def _field_of(decision: Decision) -> Field:
    if decision.code in IS_PERSON:
        return Field.EMAIL
    return next((field for code, field in WHERE.items() if code == decision.code), Field.PROFILE)


def _remember(line: Line, plan: Plan, world: World) -> None:
    known = plan.known
    if plan.card and plan.is_newcomer and line.get(Field.EMAIL).lower() not in world.by_email:
        world.add(known)
    elif plan.card:
        world.change(known, plan.card)
    if plan.wish:
        wish = plan.wish
        period = granted_period(wish.valid_from or world.at, wish.valid_to, world.at)
        world.held[_key(wish, known.membership_id)].append(Held(wish.purpose, period))


def _says(plan: Plan, offer: Offer | None, *, asked: bool) -> Iterator[str]:
    """The row in French, piece by piece."""
    if plan.card and plan.is_newcomer:
        yield f"Inscrire {plan.card.name}, {plan.card.function}"
    elif plan.card:
        yield f"Modifier la fiche de {plan.known.name} : {', '.join(_changes(plan.known.card, plan.card))}"
    elif plan.is_newcomer:
        yield f"{plan.known.name}, inscription à la ligne {plan.known.line}"
    else:
        yield f"{plan.known.name} est déjà dans votre organisme"
    if offer is None:
        return
    right = f"{offer.service.upper()} {offer.profile}"
    if plan.wish:
        yield f"Ouvrir le droit {right}"
    elif asked:
        yield f"Le droit {right} est déjà ouvert"


def _changes(before: PersonCard, after: PersonCard) -> Iterator[str]:
    held, wanted = asdict(before), asdict(after)
    for name, label in SHEET.items():
        if held[name] != wanted[name]:
            yield f"{label} « {held[name]} » → « {wanted[name]} »"
