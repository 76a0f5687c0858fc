"""Load the demonstration, once: bodies, signed conventions, people, accounts and rights; everything is fictional."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

from socle.accounts.actions.provisioning import provision_demonstration
from socle.conventions import catalogue
from socle.conventions.actions.signing import sign
from socle.conventions.domain.check import check, model_named
from socle.conventions.domain.convention import Convention as Text
from socle.conventions.domain.convention import Family
from socle.conventions.models import ConventionParty
from socle.database.transactions import transaction
from socle.habilitations.domain.roles import ADMINISTRATORS
from socle.habilitations.models import AppointmentForm, Delegation
from socle.kernel.actor import OrganisationKind
from socle.organismes.communes_loading import load_communes
from socle.organismes.models import Equipment, Membership, Organisation, Person, Place
from socle.site.demonstration import secrets
from socle.site.demonstration.drafts import open_drafts
from socle.site.demonstration.obligations import keep_obligations
from socle.site.demonstration.people import Cast, Somebody, cast
from socle.site.demonstration.questions import open_questions
from socle.site.demonstration.rights import open_rights
from socle.site.demonstration.saisines import open_saisines
from socle.site.demonstration.territory import draw_territory
from socle.traces import actions as traces

CAISSE_CODE = "999"
OVER = ("valmont-gestion-commune",)
PAST = timedelta(days=400)
Say = Callable[[str], None]


def is_loaded() -> bool:
    return Organisation.objects.filter(is_demonstration=True).exists()


def load(say: Say) -> bool:
    """Load everything in one transaction; False when it was already there."""
    with transaction(None) as at:
        if is_loaded():
            return False
        texts = {slug: _text(slug) for slug in catalogue.demonstration()}
        everybody = cast()
        say(f"{len(texts)} conventions…")
        bodies = _bodies(texts, everybody)
        for slug, (text, model, _) in texts.items():
            sign(text, model, slug=slug, actor=None, at=at)
        say(f"{len(everybody.people)} personnes…")
        memberships = _people(everybody, bodies, at)
        _equipments(everybody, bodies)
        _roles(everybody, memberships, at)
        _accounts(everybody, at)
        say("droits…")
        open_rights(everybody, memberships, at)
        open_questions(everybody, memberships, at)
        keep_obligations(memberships, at)
        open_drafts(everybody, at)
        load_communes(say)
        draw_territory(memberships, at)
        open_saisines(memberships, at)
        traces.record(
            "demonstration:data:loaded",
            actor=None,
            at=at,
            payload={"organisations": len(bodies), "people": len(everybody.people)},
        )
    return True


def _text(slug: str) -> tuple[str, str | None, Text]:
    text = catalogue.read(f"demonstration/{slug}")
    model = model_named(text)
    model_text = catalogue.read(f"models/{model}") if model else None
    checked = check(text, model_text)
    if checked.convention is None:
        first = checked.errors[0]
        raise ValueError(f"{slug}, ligne {first.line} : {first.what}")
    return text, model_text, checked.convention


def _bodies(texts: dict[str, tuple[str, str | None, Text]], everybody: Cast) -> dict[str, Organisation]:
    """Every party of every text, and the bodies that sign nothing; by nature, the first that still signs."""
    found: dict[str, Organisation] = {}
    for slug in sorted(texts, key=OVER.__contains__):
        text = texts[slug][2]
        for party in text.parties:
            if party.siret not in found:
                found[party.siret] = Organisation.objects.create(
                    kind=OrganisationKind(party.role.value),
                    legal_name=party.name,
                    nature=party.nature,
                    siret=party.siret,
                    seat=party.seat,
                    territory=party.territory or text.territory,
                    caisse_code=CAISSE_CODE if party.nature == "caf" else "",
                    is_public_body=party.is_public,
                    is_demonstration=True,
                )
    for body in everybody.bodies:
        if body["siret"] not in found:
            fields = {name: value for name, value in body.items() if name != "key"}
            found[body["siret"]] = Organisation.objects.create(kind="partner", is_demonstration=True, **fields)
    by_nature: dict[str, Organisation] = {}
    for organisation in found.values():
        by_nature.setdefault(organisation.nature, organisation)
    return by_nature


def _people(everybody: Cast, bodies: dict[str, Organisation], at: datetime) -> dict[tuple[str, Somebody], Membership]:
    Person.objects.bulk_create(
        Person(id=one.person_id, first_name=one.first_name, last_name=one.last_name, diploma=one.diploma)
        for one in everybody.people
    )
    memberships = {
        (body, one): Membership(
            id=one.membership_id(body),
            organisation=bodies[body],
            person_id=one.person_id,
            function=function,
            service_traits=list(one.service_traits),
            email=one.email,
            joined_at=at - PAST + timedelta(days=rank),
        )
        for one in everybody.people
        for rank, (body, function) in enumerate(((one.body, one.function), *one.also))
    }
    Membership.objects.bulk_create(memberships.values())
    return memberships


def _equipments(everybody: Cast, bodies: dict[str, Organisation]) -> None:
    for row in everybody.equipments:
        organisation = bodies[str(row["body"])]
        equipment = Equipment.objects.create(organisation=organisation, name=row["name"], kind=row["kind"])
        for place in row["places"]:
            Place.objects.create(organisation=organisation, equipment=equipment, **place)


def _roles(everybody: Cast, memberships: dict[tuple[str, Somebody], Membership], at: datetime) -> None:
    """Roles of each person; those of a partner hold in the convention its caisse signed."""
    for one in everybody.people:
        membership = memberships[one.body, one]
        signed = ConventionParty.objects.filter(party_id=membership.organisation_id, role="partner")
        adhesion = signed.select_related("convention").order_by("convention__family").last()
        for role in one.roles:
            held = Delegation.objects.create(
                id=uuid4(),
                organisation_id=membership.organisation_id,
                membership=membership,
                role=role,
                caisse_id=adhesion.organisation_id if adhesion else None,
                convention_id=adhesion.convention_id if adhesion else None,
                services=[one.perimeter] if one.perimeter else [],
                period=(at - PAST, None),
                granted_at=at,
            )
            if adhesion and role in ADMINISTRATORS and adhesion.convention.family == Family.MON_COMPTE_PARTENAIRE:
                _form(one, held, adhesion, everybody, at)


def _form(one: Somebody, held: Delegation, adhesion: ConventionParty, everybody: Cast, at: datetime) -> None:
    """The signed form behind an administrator, as the caisse recorded it."""
    recorder = next(other for other in everybody.people if "caisse_admin" in other.roles)
    AppointmentForm.objects.create(
        organisation_id=held.organisation_id,
        caisse_id=adhesion.organisation_id,
        convention_id=adhesion.convention_id,
        role=held.role,
        delegation_id=held.id,
        name=f"{one.first_name} {one.last_name}",
        function=one.function,
        phones=["01 99 00 00 00"],
        email=one.email,
        signed_by_partner_on=(at - PAST).date(),
        signed_by_administrator_on=(at - PAST).date(),
        clause="contrat de service, annexe 2",
        recorded_by_id=recorder.person_id,
        recorded_at=at - PAST,
    )


def _accounts(everybody: Cast, at: datetime) -> None:
    for one in everybody.people:
        if one.login:
            provision_demonstration(
                one.person_id,
                identifier=one.login,
                password=secrets.password(one.login),
                totp_secret=secrets.totp_secret(one.login),
                at=at,
            )
