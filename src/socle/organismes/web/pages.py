"""What the templates of people receive: rows of tables, lines of definition lists, trees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.timezone import localtime

from socle.kernel.actor import Actor
from socle.kernel.siret import Siret
from socle.organismes.directory import PeopleFilter, PeoplePage
from socle.organismes.domain.funding import TRAITS
from socle.organismes.models import Equipment, Membership, Organisation, Place
from socle.organismes.panels import Column, Panel, Subject, additions
from socle.theme.asof import Moment
from socle.theme.french import NBSP
from socle.theme.links import page_url

KINDS = {"caisse": "organisme de protection sociale", "partner": "partenaire"}


def people(page: PeoplePage, table: dict[str, object], query: QueryDict) -> dict[str, object]:
    """The list with its count and the addresses of its neighbours."""
    return {"page": page, "table": table, "summary": summary(page), "links": page_links(page, query)}


def people_table(people: Sequence[Membership], actor: Actor, moment: Moment) -> dict[str, object]:
    """Name, function and service, then the columns of the rooms above that know the day read."""
    added = [column for column in additions().columns if column.is_dated or moment.day is None]
    answers = [(column, column.values(actor, [_key(column, row) for row in people], moment.at)) for column in added]
    has_services = any(row.service for row in people)
    labels: list[object] = ["Nom", "Fonction", *(["Service"] if has_services else [])]
    return {
        "columns": labels + [{"label": column.label, "numeric": column.is_number} for column in added],
        "rows": [_person(row, has_services, moment) + [_answer(*answer, row) for answer in answers] for row in people],
    }


def tools(wanted: PeopleFilter, actor: Actor, moment: Moment) -> Mapping[str, object] | None:
    """What the rooms above put over the list: its views, its export."""
    day = moment.day.isoformat() if moment.day else ""
    asked = {"organisme": str(wanted.organisation_id), "q": wanted.words, "service": wanted.service, "as_of": day}
    provider, kept = additions().tools, urlencode({name: value for name, value in asked.items() if value})
    return provider(actor, kept, moment.at) if provider else None


def added(subject: Subject, actor: Actor, moment: Moment) -> tuple[list[Panel], list[Mapping[str, object]]]:
    """The cards of the rooms above, and where they lead; on another day, what they know of it and no act."""
    if moment.day is None:
        links = [link for give in additions().links for link in give(actor, subject, moment.at)]
        return [panel for give in additions().sheets if (panel := give(actor, subject, moment.at))], links
    panels = [panel for give in additions().dated_sheets if (panel := give(actor, subject, moment.at))]
    return [_on_day(panel, moment) for panel in panels], []


def _on_day(panel: Panel, moment: Moment) -> Panel:
    lines = [{**line, "url": moment.keep(str(line.get("url", "")))} for line in panel.lines]
    return replace(panel, lines=lines, link_url=moment.keep(panel.link_url))


def _person(row: Membership, has_services: bool, moment: Moment) -> list[object]:
    name = {"text": f"{row.person.last_name} {row.person.first_name}", "url": moment.keep(person_url(row))}
    return [name, row.function, *([row.service or "—"] if has_services else [])]


def _answer(column: Column, answers: Mapping[UUID, object], row: Membership) -> object:
    return answers.get(_key(column, row), {"number": 0} if column.is_number else "—")


def _key(column: Column, row: Membership) -> UUID:
    return row.person_id if column.is_by_person else row.id


def person_url(row: Membership) -> str:
    return reverse("organismes:person", args=[row.person_id])


def page_links(page: PeoplePage, query: QueryDict) -> dict[str, str]:
    """Addresses of the neighbouring pages, with the filter kept."""
    return {
        "previous_url": page_url(query, "avant", page.previous, without=("apres",)),
        "next_url": page_url(query, "apres", page.next, without=("avant",)),
    }


def summary(page: PeoplePage) -> str:
    """How many people the filter keeps, and how many are shown."""
    if page.total <= len(page.people):
        return f"{page.total} personne{'s' if page.total > 1 else ''}"
    return f"{len(page.people)} personnes affichées sur {page.total}"


def has_left(row: Membership, at: datetime) -> bool:
    """Whether the member had left by then."""
    return row.left_at is not None and row.left_at <= at


def sheet_lines(row: Membership, at: datetime) -> list[dict[str, object]]:
    lines: list[dict[str, object]] = [
        {"term": "Organisme", "text": row.organisation.legal_name},
        {"term": "Fonction", "text": row.function},
        {"term": "Service", "text": row.service},
        {"term": "Adresse électronique", "text": row.email},
        {"term": "Téléphone", "text": row.phone},
        {"term": "Diplôme de travail social", "text": row.person.diploma},
        {"term": "Financement du service", "text": ", ".join(TRAITS.get(one, one) for one in row.service_traits)},
        {"term": "Dans l'organisme depuis", "at": localtime(row.joined_at).date()},
    ]
    if row.left_at and has_left(row, at):
        lines.append({"term": "A quitté l'organisme", "at": localtime(row.left_at)})
    return lines


def body_lines(body: Organisation) -> list[dict[str, object]]:
    lines: list[dict[str, object]] = [
        {"term": "Raison sociale", "text": body.legal_name},
        {"term": "SIRET", "text": str(Siret(body.siret)).replace(" ", NBSP)},
        {"term": "Siège", "text": body.seat},
        {"term": "Département", "text": body.territory},
        {"term": "Côté de la convention", "text": KINDS[body.kind]},
        {
            "term": "Statut",
            "text": "organisme public, signe sous délibération" if body.is_public_body else "organisme privé",
        },
    ]
    if body.caisse_code:
        lines.append({"term": "Code de la caisse", "text": body.caisse_code})
    return lines


def equipment_tree(rows: Sequence[tuple[Equipment, list[Place]]]) -> list[dict[str, object]]:
    """Équipement, then its lieux d'implantation with their activity (AFAS 1.1, 1.2)."""
    return [
        {
            "label": equipment.name,
            "hint": equipment.kind,
            "icon": "building",
            "children": [
                {
                    "label": place.name,
                    "hint": " · ".join(filter(None, (place.activity, place.address))),
                    "icon": "map-pin",
                }
                for place in places
            ],
        }
        for equipment, places in rows
    ]


def trail(*steps: tuple[str, str]) -> list[dict[str, str]]:
    """The breadcrumb below the list of people; the last step is the page itself."""
    above = (("Personnes", reverse("organismes:people")), *steps)
    return [{"label": label, "url": url} for label, url in above]
