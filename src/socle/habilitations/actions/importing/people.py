"""Who a row is about: a member to leave as they are or to change, or somebody to enrol (MCP-22, MCP-23; R02)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from socle.habilitations.actions.granting import Wish
from socle.habilitations.actions.importing.resolving import Faulty, ambiguous, missing, must
from socle.habilitations.domain.granting import may_identify
from socle.habilitations.domain.importing.columns import Field
from socle.habilitations.domain.importing.launch import ImportCode
from socle.habilitations.domain.importing.lines import Line
from socle.habilitations.queries.importing.world import Known, World, newcomer
from socle.kernel.decision import Decision, refuse
from socle.organismes.actions import IDENTIFYING, PersonCard
from socle.organismes.domain.access import MANAGEMENT, may_register_people
from socle.organismes.domain.address import check_individual

SHEET_OF = {
    Field.FIRST_NAME: "first_name",
    Field.LAST_NAME: "last_name",
    Field.FUNCTION: "function",
    Field.EMAIL: "email",
    Field.UNIT: "service",
    Field.PHONE: "phone",
    Field.DIPLOMA: "diploma",
}
LONGEST = {"first_name": 80, "last_name": 80, "function": 120, "email": 254, "service": 120, "phone": 30, "diploma": 80}
NEEDED_TO_ENROL = (Field.LAST_NAME, Field.FIRST_NAME, Field.EMAIL, Field.FUNCTION)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a row would do: enrol `card`, or change the sheet of `known` to it; then open the right wished."""

    known: Known
    card: PersonCard | None = None
    wish: Wish | None = None

    @property
    def is_newcomer(self) -> bool:
        return self.known.line is not None


def person_of(line: Line, world: World) -> Plan:
    """Who the row is about: a member to leave as they are or to change, or somebody to enrol."""
    found = _find(line, world)
    said = {name: line.get(field) for field, name in SHEET_OF.items() if line.get(field)}
    if found is None:
        return _enrolment(line, said, world)
    if said.get("email", "").lower() == found.card.email.lower():
        del said["email"]
    card = replace(found.card, **said)  # type: ignore[arg-type]
    changed = frozenset(name for name in said if getattr(card, name) != getattr(found.card, name))
    if not changed:
        return Plan(found)
    _judge_change(found, card, changed, world)
    return Plan(found, card)


def _find(line: Line, world: World) -> Known | None:
    email = line.get(Field.EMAIL)
    if email:
        return world.by_email.get(email.lower())
    for field in (Field.LAST_NAME, Field.FIRST_NAME):
        if not line.get(field):
            raise missing(Field.EMAIL, "Donnez le courriel de la personne, ou au moins son nom et son prénom.")
    found = world.by_name[line.get(Field.LAST_NAME).lower(), line.get(Field.FIRST_NAME).lower()]
    if len(found) > 1:
        raise ambiguous(Field.EMAIL, line.name, (f"{one.name} ({one.card.email})" for one in found))
    return found[0] if found else None


def _enrolment(line: Line, said: dict[str, str], world: World) -> Plan:
    for field in NEEDED_TO_ENROL:
        if not line.get(field):
            raise missing(field, "Pour inscrire une personne, donnez son nom, son prénom, son courriel et sa fonction.")
    _check_address(line.get(Field.EMAIL))
    must(may_register_people(world.actor), Field.EMAIL)
    card = PersonCard(**said)  # type: ignore[arg-type]
    if alike := world.alike(card):
        raise Faulty(_likeness(alike[0]), Field.LAST_NAME)
    return Plan(newcomer(card, line.number), card)


def _likeness(alike: Known) -> Decision:
    where = f", inscrite à la ligne {alike.line}" if alike.line else ""
    return refuse(
        "likely_duplicate",
        f"Une personne du même nom existe déjà : {alike.name} ({alike.card.email}){where}.",
        clause=MANAGEMENT,
        fix="Reprenez son courriel si c'est elle ; sinon, inscrivez-la par la page, qui demande de confirmer.",
    )


def _check_address(email: str) -> None:
    try:
        validate_email(email)
    except ValidationError as error:
        decision = refuse(
            ImportCode.UNKNOWN,
            f"« {email} » n'est pas une adresse électronique.",
            clause=MANAGEMENT,
            fix="Écrivez-la ainsi : prenom.nom@organisme.example.",
        )
        raise Faulty(decision, Field.EMAIL) from error
    must(check_individual(email), Field.EMAIL)


def _judge_change(found: Known, card: PersonCard, changed: frozenset[str], world: World) -> None:
    """Who somebody is, and where their links go, is not changed above one's own rank (R02)."""
    must(may_register_people(world.actor), Field.EMAIL)
    if "email" in changed:
        _check_address(card.email)
    if IDENTIFYING & changed and found.membership_id != world.actor.membership_id:
        must(may_identify(world.grantor, world.holder(found)), Field.LAST_NAME)
