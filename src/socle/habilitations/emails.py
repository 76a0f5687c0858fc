"""The messages of rights: one function each, a value from a text template with a closed list of variables."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from socle.habilitations.models import Habilitation
from socle.habilitations.queries.facts import MemberInConvention
from socle.notifications.domain.mail import Mail, MailTemplate
from socle.organismes.queries import Membership

FOLDER = Path(__file__).parent / "mails"
GRANTED = MailTemplate.parse(
    (FOLDER / "right_granted.txt").read_text(),
    frozenset({"name", "right", "organisation", "manager", "clause", "link"}),
)
WITHDRAWN = MailTemplate.parse(
    (FOLDER / "right_withdrawn.txt").read_text(), frozenset({"name", "right", "organisation", "link"})
)

APPOINTED = MailTemplate.parse(
    (FOLDER / "administrator_appointed.txt").read_text(), frozenset({"name", "role", "organisation", "link"})
)
GIVEN = MailTemplate.parse(
    (FOLDER / "role_given.txt").read_text(), frozenset({"name", "role", "organisation", "manager", "link"})
)
ENDED = MailTemplate.parse((FOLDER / "role_ended.txt").read_text(), frozenset({"name", "role", "organisation", "link"}))


def _right(habilitation: Habilitation) -> str:
    return f"{habilitation.service.upper()}, profil {habilitation.profile}"


def right_granted(membership: Membership, habilitation: Habilitation, member: MemberInConvention) -> Mail:
    """Tell a person which right was opened to them, and by which clause."""
    clause = member.facts.seats_clause or member.facts.profile_clause
    return GRANTED.render(
        kind="habilitation:granted",
        to=membership.email,
        name=membership.person.name,
        right=_right(habilitation),
        organisation=member.organisation,
        manager=member.manager,
        clause=str(clause or ""),
        link=settings.ORIGIN,
    )


def right_withdrawn(membership: Membership, habilitation: Habilitation) -> Mail:
    """Tell a person that a right ended."""
    return WITHDRAWN.render(
        kind="habilitation:withdrawn",
        to=membership.email,
        name=membership.person.name,
        right=_right(habilitation),
        organisation=membership.organisation.legal_name,
        link=settings.ORIGIN,
    )


def administrator_appointed(membership: Membership, role: str) -> Mail:
    """Tell a person which role the caisse gave them."""
    return _about_role(APPOINTED, "habilitation:appointed", membership, role)


def role_given(membership: Membership, role: str, manager: str) -> Mail:
    """Tell a person which part of the administration they were given, and by whom."""
    return _about_role(GIVEN, "habilitation:role_given", membership, role, manager=manager)


def role_ended(membership: Membership, role: str) -> Mail:
    """Tell a person that their role ended."""
    return _about_role(ENDED, "habilitation:role_ended", membership, role)


def _about_role(template: MailTemplate, kind: str, membership: Membership, role: str, manager: str = "") -> Mail:
    said = {
        "name": membership.person.name,
        "role": role,
        "organisation": membership.organisation.legal_name,
        "link": settings.ORIGIN,
        "manager": manager,
    }
    said = {name: text for name, text in said.items() if name in template.variables}
    return template.render(kind=kind, to=membership.email, is_secret=False, **said)
