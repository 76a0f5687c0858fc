"""The people and the dwelling of one fictional file, drawn from its sketch."""

from __future__ import annotations

from datetime import date
from random import Random

from socle.dossiers.domain.file import Address, Child, Custody, Family, Housing, Identity, Partner, Situations
from socle.dossiers.domain.search import normalise
from socle.dossiers.domain.spans import months_before
from socle.dossiers.providers.demonstration.data import Data
from socle.dossiers.providers.demonstration.draft import PARENT_MAX, YOUNG, Draft, birthday
from socle.kernel.money import Money

RETIRED = 64
ALONE = ("célibat", "séparation", "divorce", "veuvage")
TOGETHER = ("mariage", "pacte civil de solidarité", "vie maritale")
WORKS = ("activité salariée", "activité salariée", "activité indépendante", "recherche d'emploi", "sans activité")


def euros(whole: int) -> Money:
    return Money.of_cents(100 * whole)


def age(draft: Draft, anchor: date) -> int:
    return anchor.year - draft.birth_date.year


def identity(data: Data, rng: Random, draft: Draft) -> Identity:
    names = data.names["women" if draft.sex == "F" else "men"]
    return Identity(
        caisse=data.caisse,
        numero=str(draft.numero),
        last_name=draft.last_name,
        first_name=draft.first_name,
        sex=draft.sex,
        birth_date=draft.birth_date,
        birth_commune=draft.birth_commune,
        used_name=draft.used_name,
        other_first_names=rng.choice(names) if data.happens(rng, "other_first_name") else "",
    )


def address(data: Data, rng: Random, draft: Draft, anchor: date) -> Address:
    postcode, commune = rng.choice(data.places["communes"])
    mailbox = normalise(f"{draft.first_name} {draft.last_name}").replace(" ", ".")
    return Address(
        line=f"{rng.randint(1, 148)} {rng.choice(data.places['streets'])}",
        postcode=postcode,
        commune=commune,
        since=months_before(anchor, rng.randint(2, 120)),
        complement=rng.choice(data.places["complements"]) if data.happens(rng, "address_complement") else "",
        phone=data.places["phone"].format(rng.randint(0, 99), rng.randint(0, 99)),
        email=f"{mailbox}.{draft.numero}@{data.places['email_domain']}",
    )


def family(data: Data, rng: Random, draft: Draft, anchor: date) -> Family:
    return Family(
        situation=rng.choice(TOGETHER if draft.couple else ALONE),
        since=months_before(anchor, rng.randint(0, 12 * min(draft.child_ages, default=15)) + 1),
        activity=activity(rng, draft, anchor),
        partner=_partner(data, rng, draft, anchor) if draft.couple else None,
        children=tuple(_child(data, rng, draft, years, anchor) for years in draft.child_ages),
    )


def activity(rng: Random, draft: Draft, anchor: date) -> str:
    if age(draft, anchor) >= RETIRED:
        return "retraite"
    if draft.rsa is not None and draft.rsa.contains(anchor):
        return rng.choice(WORKS[-2:])
    return rng.choice(WORKS)


def _partner(data: Data, rng: Random, draft: Draft, anchor: date) -> Partner:
    names = data.names["men" if draft.sex == "F" else "women"]
    return Partner(
        last_name=data.names["mark"] + rng.choice(data.names["last"]),
        first_name=rng.choice(names),
        birth_date=birthday(rng, anchor, max(20, age(draft, anchor) + rng.randint(-6, 6))),
        activity=rng.choice(WORKS) if age(draft, anchor) < PARENT_MAX + 6 else "retraite",
    )


def _child(data: Data, rng: Random, draft: Draft, years: int, anchor: date) -> Child:
    drawn, shares = rng.random(), data.shares
    custody = Custody.FULL
    if drawn < shares["placed"]:
        custody = Custody.PLACED
    elif not draft.couple and drawn < shares["placed"] + shares["shared_custody"]:
        custody = Custody.SHARED
    names = data.names[rng.choice(("women", "men"))]
    return Child(draft.last_name, rng.choice(names), birthday(rng, anchor, years), custody)


def housing(data: Data, rng: Random, *, helped: bool, anchor: date) -> Housing:
    since = months_before(anchor, rng.randint(2, 140))
    if helped or data.happens(rng, "tenant_without_benefit"):
        return _tenancy(data, rng, since, helped=helped)
    if data.happens(rng, "home_buyer"):
        return Housing("accession à la propriété", euros(rng.randint(500, 1100)), since)
    status = "propriété" if data.happens(rng, "home_owner") else "hébergement à titre gratuit"
    return Housing(status, Money.ZERO, since)


def _tenancy(data: Data, rng: Random, since: date, *, helped: bool) -> Housing:
    social = data.happens(rng, "social_tenant")
    landlord = rng.choice(data.places["social_landlords"]) if social else data.places["private_landlord"]
    rent = euros(rng.randint(310, 560) if social else rng.randint(420, 890))
    return Housing("location", rent, since, landlord, social_landlord=social, third_party_payment=helped and social)


def situations(data: Data, rng: Random, draft: Draft, anchor: date) -> Situations:
    young = age(draft, anchor) < YOUNG and not draft.child_ages
    return Situations(
        under_protection=data.happens(rng, "under_protection"),
        over_indebted=data.happens(rng, "over_indebted"),
        student=young and data.happens(rng, "student_when_young"),
        transferred_from_msa=data.happens(rng, "from_msa"),
    )
