"""Pledges and trainings as pages show them: what is asked, where each stands, what was kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from socle.conventions.domain.kinds.prerequisite import Need
from socle.habilitations.queries.attestations import (
    Asked,
    Attestation,
    asked_of,
    asked_of_many,
    attestations_of,
    duties_in,
)
from socle.habilitations.web.pages.links import Lines
from socle.habilitations.web.pages.moving import person_url, trail
from socle.kernel.french import headline
from socle.organismes.directory import PeopleFilter, people_page
from socle.organismes.queries import Membership, names_of_people

TOPICS = {
    "confidentiality": "confidentialité",
    "personal_rights": "droits personnels, jamais partagés",
    "passwords": "mots de passe",
    "purposes": "finalités",
    "data_protection": "protection des données",
    "entrusted_tasks": "tâches confiées",
    "controls": "contrôles",
}


def own_trail(title: str) -> list[dict[str, str]]:
    return [{"label": "Mes droits", "url": reverse("habilitations:mine")}, {"label": title, "url": ""}]


def topics_of(codes: Sequence[str]) -> str:
    return ", ".join(TOPICS.get(code, code.replace("_", " ")) for code in codes)


def sign_url(asked: Asked) -> str:
    return reverse("habilitations:sign", args=[asked.adhesion.id, asked.duty.code])


def asked_line(asked: Asked) -> dict[str, Any]:
    """One thing asked: where the person stands, until when, and how to do it."""
    requirement, is_pledge = asked.requirement, asked.duty.needs is Need.PLEDGE
    return {
        "label": headline(requirement.label),
        "clause": requirement.clause,
        "convention": asked.adhesion.label,
        "topics": topics_of(asked.duty.topics),
        "done_at": requirement.done_at,
        "until": requirement.valid_until,
        "decision": asked.decision,
        "is_condition": asked.duty.is_condition,
        "sign_url": sign_url(asked) if is_pledge else "",
    }


def own_lines(member: Membership, at: datetime) -> Lines:
    """What my own rights ask of me."""
    return [asked_line(one) for one in asked_of(member, at)]


def duty_lines(organisation_id: UUID, at: datetime) -> Lines:
    """What the organisation's conventions ask, each with its clause."""
    return [
        {
            "term": headline(duty.label),
            "text": topics_of(duty.topics) or f"texte, version {duty.version}",
            "clause": duty.clause,
            "hint": "avant de se servir du droit" if duty.is_condition else "pour qui a un droit",
        }
        for _, duty in duties_in(organisation_id, at)
    ]


def people_lines(organisation_id: UUID, after: str, at: datetime) -> tuple[Lines, str]:
    """A page of people, what is missing and what was done."""
    page = people_page(PeopleFilter(organisation_id), at, after=after)
    asked = asked_of_many(page.people, at)
    return [_person_line(member, asked.get(member.id, [])) for member in page.people], page.next


def _person_line(member: Membership, asked: Sequence[Asked]) -> dict[str, Any]:
    missing = [one for one in asked if not one.decision]
    return {
        "name": member.person.name,
        "function": member.function,
        "url": reverse("habilitations:person_trainings", args=[member.person_id]),
        "missing": [one.requirement.label for one in missing],
        "blocks": any(one.duty.is_condition for one in missing),
        "is_asked": bool(asked),
    }


def trainings_offered(member: Membership, at: datetime) -> list[tuple[str, str]]:
    """The trainings that the conventions ask, as choices."""
    return [
        (f"{adhesion.id}:{duty.code}", f"{headline(duty.label)} ({topics_of(duty.topics)})")
        for adhesion, duty in duties_in(member.organisation_id, at)
        if duty.needs is Need.TRAINING
    ]


def person_page(member: Membership, at: datetime) -> dict[str, Any]:
    """What the page of one person shows."""
    kept = attestations_of([member.id])[member.id]
    return {
        "member": member,
        "asked": [asked_line(one) for one in asked_of(member, at)],
        "events": events_of(kept),
        "cancel_url": person_url(member),
        "breadcrumb": trail(member, "Engagements et formations"),
    }


def events_of(rows: Sequence[Attestation]) -> Lines:
    """What was kept, for the timeline: what, when, by whom, the proof."""
    people = names_of_people({row.recorded_by_id for row in rows})
    return [
        {
            "title": headline(row.label),
            "badge": f"version {row.version}" if row.version else "",
            "tone": "success",
            "icon": "rubber-stamp" if row.kind == Need.PLEDGE.value else "school",
            "at": row.done_at,
            "who": people.get(row.recorded_by_id, "un gestionnaire"),
            "text": f"{row.proof}. {topics_of(row.topics)}".strip(". "),
        }
        for row in rows
    ]
