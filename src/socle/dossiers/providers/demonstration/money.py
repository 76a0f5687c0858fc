"""The rights, resources, quotient familial and debts of one fictional file: plausible, invented, never official."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from random import Random

from socle.dossiers.domain.file import (
    Benefit,
    Debt,
    Debts,
    Income,
    Monthly,
    MonthlyQuotient,
    QuotientFamilial,
    Resources,
    Right,
    Rights,
)
from socle.dossiers.domain.spans import MONTHS_PER_YEAR, Span, months_before
from socle.dossiers.providers.demonstration.data import Data
from socle.dossiers.providers.demonstration.draft import Draft
from socle.dossiers.providers.demonstration.household import RETIRED, age, euros
from socle.kernel.money import Money

BABY, SCHOOL, AF_FROM = 3, (6, 18), 2
LOW_YEARLY, MODEST_YEARLY = 12_000, 28_000
DEBTORS = (Benefit.RSA, Benefit.APL, Benefit.PPA, Benefit.AF)


def yearly_income(rng: Random, draft: Draft, *, disabled: bool, anchor: date) -> int:
    """Whole euros a year, low for those who receive RSA or AAH."""
    if draft.rsa is not None and draft.rsa.contains(anchor):
        return rng.choice((0, 0, rng.randint(300, 6_500)))
    if disabled:
        return rng.randint(0, 9_000)
    return int(rng.triangular(4_000, 62_000, 19_000) * (1.5 if draft.couple else 1))


def resources(rng: Random, draft: Draft, yearly: int, anchor: date) -> Resources:
    kind = ("pensions", "Pensions et retraites") if age(draft, anchor) >= RETIRED else ("salaires", "Salaires")
    other = rng.choice((("chomage", "Allocations de chômage"), ("independant", "Revenus d'activité indépendante")))
    part = yearly * rng.choice((0, 0, 0, 15, 30)) // 100
    incomes = [Income(*kind, euros(yearly - part))] + ([Income(*other, euros(part))] if part else [])
    monthly = Decimal(yearly) / MONTHS_PER_YEAR
    return Resources(
        year=anchor.year - 2,
        incomes=tuple(incomes),
        quarter=tuple(
            Monthly(months_before(anchor, back), Money.rounded(monthly * rng.randint(90, 110) / 100))
            for back in (3, 2, 1)
        ),
        tariff_base=Money.rounded(monthly),
    )


def rights(data: Data, rng: Random, draft: Draft, yearly: int, *, helped: bool, disabled: bool, anchor: date) -> Rights:
    """Every right, running or ended, with the trace of a CMG request."""
    since = Span(months_before(anchor, rng.randint(2, 48)))
    items = list(_income_rights(data, rng, draft, yearly, since, disabled=disabled, anchor=anchor))
    items += _child_rights(data, rng, draft, yearly, since)
    if helped:
        benefit = rng.choice((Benefit.APL, Benefit.ALF if draft.child_ages else Benefit.ALS))
        items.append(Right(benefit, since, data.around(rng, "housing", 120)))
    requests = () if draft.cmg_request is None else (draft.cmg_request,)
    if requests and draft.cmg_paid:
        items.append(Right(Benefit.CMG, Span(requests[0]), data.around(rng, "cmg", 150)))
    instructor = rng.choice(data.places["instructors"]) if draft.rsa else ""
    return Rights(tuple(sorted(items, key=lambda right: right.benefit)), requests, instructor)


def _income_rights(
    data: Data, rng: Random, draft: Draft, yearly: int, since: Span, *, disabled: bool, anchor: date
) -> Iterator[Right]:
    amounts, on_rsa = data.amounts, draft.rsa is not None and draft.rsa.contains(anchor)
    if draft.rsa is not None:
        people = len(draft.child_ages) + draft.couple
        yield Right(Benefit.RSA, draft.rsa, amounts["rsa_single"] + people * amounts["rsa_per_person"])
    if on_rsa or yearly < LOW_YEARLY:
        yield Right(Benefit.C2S, since)
    if disabled and not on_rsa:
        yield Right(Benefit.AAH, since, amounts["aah"])
    elif not on_rsa and LOW_YEARLY <= yearly < MODEST_YEARLY and data.happens(rng, "ppa_when_modest"):
        yield Right(Benefit.PPA, since, data.around(rng, "ppa", 90))


def _child_rights(data: Data, rng: Random, draft: Draft, yearly: int, since: Span) -> Iterator[Right]:
    amounts, number = data.amounts, len(draft.child_ages)
    if not number:
        return
    if number >= AF_FROM:
        yield Right(Benefit.AF, since, amounts["af_two_children"] + (number - AF_FROM) * amounts["af_more"])
    if number > AF_FROM and min(draft.child_ages) >= BABY:
        yield Right(Benefit.CF, since, amounts["cf"])
    if min(draft.child_ages) < BABY:
        yield Right(Benefit.PAJE, since, amounts["paje"])
        if data.happens(rng, "prepare_with_baby"):
            yield Right(Benefit.PREPARE, since, amounts["prepare"])
    if not draft.couple and data.happens(rng, "asf_when_alone"):
        yield Right(Benefit.ASF, since, number * amounts["asf_per_child"])
    if data.happens(rng, "aeeh_with_child"):
        yield Right(Benefit.AEEH, since, amounts["aeeh"])
    if yearly < MODEST_YEARLY and any(SCHOOL[0] <= years <= SCHOOL[1] for years in draft.child_ages):
        yield Right(Benefit.ARS, since)


def parts(data: Data, children: int) -> Decimal:
    """The shares of the quotient familial for a household and its children."""
    known = data.child_parts[:children]
    return data.household_parts + sum(known, Decimal(0)) + (children - len(known)) * data.next_child_parts


def quotient(data: Data, draft: Draft, yearly: int, held: Rights, anchor: date) -> QuotientFamilial:
    """(A twelfth of yearly resources + the benefits of the month) / parts, month by month for six months."""
    shares = parts(data, len(draft.child_ages))

    def of(month: date) -> MonthlyQuotient:
        paid = Money.total(right.monthly for right in held.items if right.span.contains(month))
        value = int((Decimal(yearly) / MONTHS_PER_YEAR + paid.euros) / shares)
        return MonthlyQuotient(month, value if draft.quotient_known else None)

    past = tuple(of(months_before(anchor, back)) for back in range(1, 6))
    return QuotientFamilial(of(anchor), shares, past)


def debts(data: Data, rng: Random, anchor: date) -> Debts:
    if not data.happens(rng, "debts"):
        return Debts()
    return Debts(tuple(_debt(rng, anchor) for _ in range(rng.choice((1, 1, 1, 2)))))


def _debt(rng: Random, anchor: date) -> Debt:
    initial = Money.of_cents(rng.randint(8_000, 350_000))
    return Debt(
        benefit=rng.choice(DEBTORS).label,
        noticed_on=months_before(anchor, rng.randint(1, 24)),
        initial=initial,
        remaining=initial.prorate(rng.randint(10, 95), 100),
        monthly=euros(rng.choice((24, 38, 52, 87))),
    )
