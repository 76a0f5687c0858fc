"""Naming a partner's administrators: the caisse alone, on the signed form, one after the other without a gap.

Source: contrat de service 2.2.1 (appointment) and annexe 2 (the form: its items, who signs it, what its coordinates
serve); MCP-20, MCP-24, MCP-27. Who appoints, how many, and the items asked are terms of the convention.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from socle.conventions.domain.kinds.form import FormSheet, Signer
from socle.conventions.domain.reading import AnyTerm, of_kind
from socle.conventions.domain.rules.management import may_appoint
from socle.conventions.domain.words import Role
from socle.habilitations.domain.granting import confirmed_recently
from socle.habilitations.domain.roles import ROLES, RoleCode
from socle.kernel.clause import Clause
from socle.kernel.decision import ALLOWED, Decision, allow, first_refusal, refuse

FORM = "administrator_change"
DIRECTLY = Clause("convention", "9.1")
HOUSE_FORM = Clause.house("MCP-27")
HOUSE_ITEMS = ("name", "function", "replaced_person", "replaced_email", "phone", "individual_email")
HOUSE_SIGNERS = (Signer.PARTNER, Signer.ADMINISTRATOR)
OF_THE_REPLACED = frozenset({"replaced_person", "replaced_email"})
ITEM_LABELS = {
    "name": "nom du nouvel administrateur",
    "function": "fonction",
    "replaced_person": "personne remplacée",
    "replaced_email": "adresse électronique de la personne remplacée",
    "phone": "au moins un numéro de téléphone",
    "individual_email": "adresse électronique individuelle",
}
SIGNER_LABELS = {
    Signer.PARTNER: "signature du partenaire, avec sa date",
    Signer.ADMINISTRATOR: "signature du nouvel administrateur, avec sa date",
}


class AppointmentCode(StrEnum):
    """Why an administrator is not named or not withdrawn; traced."""

    FORM_INCOMPLETE = "form_incomplete"
    FORM_SIGNED_LATER = "form_signed_later"
    OTHER_REPLACED = "other_person_replaced"
    TO_ONESELF = "to_oneself"
    HOLDS_THE_OTHER = "holds_the_other_role"
    ALREADY_IN_PLACE = "already_in_place"
    NOBODY_IN_PLACE = "nobody_in_place"
    NOT_OF_THIS_CAISSE = "not_of_this_caisse"
    ADDRESS_OF_ANOTHER = "address_of_another"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The form as it was received: what each item of annexe 2 says, and when each party signed."""

    name: str = ""
    function: str = ""
    replaced_person: str = ""
    replaced_email: str = ""
    phones: tuple[str, ...] = ()
    individual_email: str = ""
    signed_by_partner_on: date | None = None
    signed_by_administrator_on: date | None = None

    def says(self, item: str) -> bool:
        """Whether an item is filled in; one that this form does not collect is not."""
        if item == "phone":
            return any(phone.strip() for phone in self.phones)
        return item in ITEM_LABELS and bool(getattr(self, item).strip())

    def is_signed_by(self, signer: Signer) -> bool:
        """The caisse signs by recording the form."""
        dates = {Signer.PARTNER: self.signed_by_partner_on, Signer.ADMINISTRATOR: self.signed_by_administrator_on}
        return signer is Signer.CAISSE or dates[signer] is not None


@dataclass(frozen=True, slots=True)
class InPlace:
    """Who holds the role now."""

    person_id: UUID
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Appointment:
    """What the rule needs to judge one appointment; `person_id` None: somebody the partner has not enrolled yet."""

    terms: Sequence[AnyTerm]
    role: Role
    by: Role
    actor_person_id: UUID
    is_own_caisse: bool
    sheet: Sheet
    in_place: tuple[InPlace, ...]
    today: date
    step_up_at: datetime | None
    at: datetime
    person_id: UUID | None = None
    person_roles: frozenset[str] = frozenset()

    @property
    def replaced(self) -> InPlace | None:
        """Who the form says is replaced, when the role is held."""
        return next((one for one in self.in_place if _same(one.name, self.sheet.replaced_person)), None)


def form_of(terms: Sequence[AnyTerm]) -> tuple[tuple[str, ...], tuple[Signer, ...], Clause]:
    """The items and signatures that the convention asks for; ours when it is silent."""
    term = next((term for term in of_kind(terms, FormSheet) if term.body.of == FORM), None)
    if term is None:
        return HOUSE_ITEMS, HOUSE_SIGNERS, HOUSE_FORM
    return tuple(term.body.items), tuple(term.body.signed_by), term.clause


def missing(case: Appointment) -> tuple[str, ...]:
    """What the form lacks, in the order of the convention's list; a first appointment replaces nobody."""
    items, signers, _ = form_of(case.terms)
    asked = (item for item in items if case.in_place or item not in OF_THE_REPLACED)
    absent = [ITEM_LABELS.get(item, f"mention « {item} »") for item in asked if not case.sheet.says(item)]
    return (*absent, *(SIGNER_LABELS[signer] for signer in signers if not case.sheet.is_signed_by(signer)))


def decide_appointment(case: Appointment) -> Decision:
    """The caisse names an administrator on a complete, signed form; the one in place leaves at that instant."""
    return first_refusal(_conditions(case))


def _conditions(case: Appointment) -> Iterator[Decision]:
    yield _own_caisse(case)
    yield _authority(case, leaving=0)
    yield _complete(case)
    yield _signed_already(case)
    yield _replaced(case)
    yield _authority(case, leaving=1 if case.replaced else 0, at_most=True)
    yield _person(case)
    yield confirmed_recently(case.step_up_at, case.at)
    yield allow(form_of(case.terms)[2])


def decide_removal(case: Appointment) -> Decision:
    """The caisse ends the role of an administrator on the partner's signed request; nobody else does (MCP-20)."""
    return first_refusal(_removal(case))


def _removal(case: Appointment) -> Iterator[Decision]:
    clause = form_of(case.terms)[2]
    yield _own_caisse(case)
    yield _authority(case, leaving=0)
    if not case.in_place:
        reason = f"{ROLES[RoleCode(case.role.value)].label} : personne ne tient ce rôle en ce moment."
        yield refuse(AppointmentCode.NOBODY_IN_PLACE, reason, clause=clause, fix="Rechargez la page.")
    if case.sheet.signed_by_partner_on is None:
        yield _incomplete((SIGNER_LABELS[Signer.PARTNER],), clause)
    yield _signed_already(case)
    yield _replaced(case)
    yield confirmed_recently(case.step_up_at, case.at)
    yield allow(clause)


def _own_caisse(case: Appointment) -> Decision:
    if case.is_own_caisse:
        return ALLOWED
    return refuse(
        AppointmentCode.NOT_OF_THIS_CAISSE,
        "Seule la caisse qui a signé cette convention nomme les administrateurs du partenaire.",
        clause=Clause("contrat de service", "2.2.1"),
        fix="Adressez le formulaire à la caisse partie à la convention.",
    )


def _authority(case: Appointment, *, leaving: int, at_most: bool = False) -> Decision:
    """Who appoints, by the convention; then, once the leaving one is counted out, how many."""
    already = max(len(case.in_place) - leaving, 0) if at_most else 0
    return may_appoint(case.terms, case.by, case.role, already)


def _complete(case: Appointment) -> Decision:
    lacks = missing(case)
    return _incomplete(lacks, form_of(case.terms)[2]) if lacks else ALLOWED


def _incomplete(lacks: Sequence[str], clause: Clause) -> Decision:
    return refuse(
        AppointmentCode.FORM_INCOMPLETE,
        f"Il manque au formulaire : {' ; '.join(lacks)}.",
        clause=clause,
        fix="Renvoyez le formulaire au partenaire, qui le complète et le signe avec le nouvel administrateur.",
    )


def _signed_already(case: Appointment) -> Decision:
    signed = (case.sheet.signed_by_partner_on, case.sheet.signed_by_administrator_on)
    if all(day is None or day <= case.today for day in signed):
        return ALLOWED
    return refuse(
        AppointmentCode.FORM_SIGNED_LATER,
        "Une signature du formulaire est datée d'un jour à venir.",
        clause=form_of(case.terms)[2],
        fix="Recopiez la date écrite à côté de chaque signature.",
    )


def _replaced(case: Appointment) -> Decision:
    """The form names who leaves: it must be somebody in place, with the address we know."""
    if not case.in_place:
        return ALLOWED
    if case.replaced and _same(case.replaced.email, case.sheet.replaced_email):
        return ALLOWED
    names = ", ".join(f"{one.name} ({one.email})" for one in case.in_place)
    return refuse(
        AppointmentCode.OTHER_REPLACED,
        f"Le formulaire désigne comme remplacé « {case.sheet.replaced_person} », {case.sheet.replaced_email} ; "
        f"en place : {names}.",
        clause=form_of(case.terms)[2],
        fix="Corrigez la saisie si elle diffère du formulaire ; sinon, faites-le refaire par le partenaire.",
    )


def _person(case: Appointment) -> Decision:
    """Neither oneself, nor the one already in place, nor who holds the other role: they are two people."""
    clause = form_of(case.terms)[2]
    if case.person_id is None:
        return ALLOWED
    if case.person_id == case.actor_person_id:
        reason = "Personne ne se nomme soi-même administrateur."
        return refuse(AppointmentCode.TO_ONESELF, reason, clause=clause, fix="Demandez-le à un collègue de la caisse.")
    if any(one.person_id == case.person_id for one in case.in_place):
        reason = f"{case.sheet.name} tient déjà ce rôle."
        return refuse(AppointmentCode.ALREADY_IN_PLACE, reason, clause=clause, fix="Rien à faire.")
    if case.person_roles & {Role.PRINCIPAL.value, Role.SUPPLEANT.value}:
        reason = f"{case.sheet.name} tient déjà l'autre rôle d'administrateur de ce partenaire."
        fix = "Remplacez d'abord cette personne dans son rôle actuel."
        return refuse(AppointmentCode.HOLDS_THE_OTHER, reason, clause=clause, fix=fix)
    return ALLOWED


def same_person(sheet: Sheet, name: str, email: str) -> Decision:
    """A known address names the member it belongs to: the form must say the same name."""
    if not _same(sheet.individual_email, email) or _same(sheet.name, name):
        return ALLOWED
    return refuse(
        AppointmentCode.ADDRESS_OF_ANOTHER,
        f"L'adresse {email} est celle de {name}, qui est inscrit chez ce partenaire.",
        clause=DIRECTLY,
        fix="Vérifiez le nom et l'adresse individuelle écrits sur le formulaire.",
    )


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
