"""The messages of a review: one function each, as in `emails`."""

from __future__ import annotations

from pathlib import Path

from socle.habilitations.reviews import ReviewLine
from socle.notifications.domain.mail import Mail, MailTemplate
from socle.organismes.queries import Membership

FOLDER = Path(__file__).parent / "mails"
ASKED = MailTemplate.parse(
    (FOLDER / "review_asked.txt").read_text(),
    frozenset({"name", "person", "right", "purpose", "reviewer", "clause", "link"}),
)
RECEIVED = MailTemplate.parse(
    (FOLDER / "review_received.txt").read_text(), frozenset({"partner", "convention", "removed", "link"})
)


def review_asked(asked: Membership, line: ReviewLine, reviewer: str, link: str) -> Mail:
    """Ask a colleague whether somebody still needs a right."""
    return ASKED.render(
        kind="habilitation:review_asked",
        to=asked.email,
        name=asked.person.name,
        person=line.person_name,
        right=f"{line.service_name}, profil {line.profile}",
        purpose=line.purpose,
        reviewer=reviewer,
        clause=line.campaign.clause,
        link=link,
    )


def review_received(to: str, partner: str, convention: str, removed: int, link: str) -> Mail:
    """Tell the caisse that the proof of a review awaits it."""
    return RECEIVED.render(
        kind="habilitation:review_received",
        to=to,
        partner=partner,
        convention=convention,
        removed=str(removed),
        link=link,
    )
