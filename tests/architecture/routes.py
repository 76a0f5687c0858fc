"""Every route of the portal, pages and API, and what each role is answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from json import dumps
from pathlib import Path
from urllib.parse import urlencode

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from socle.site.api import scim
from socle.site.api.v1 import api
from socle.site.demonstration.people import cast
from tests.database import catalogue
from tests.database.attempts import undone
from tests.demo import Demo

TABLE = Path(__file__).with_name("routes.txt")
ROLES: dict[str, str | None] = {
    "anonymous": None,
    "user": "social-worker-t2",
    "delegate": "partner-delegate",
    "principal": "partner-principal",
    "suppleant": "partner-suppleant",
    "admin": "caisse-admin",
    "supervisor": "caisse-supervisor",
    "dpo": "dpo",
    "other": "pajemploi-principal",
}
CASE = """select c.id from saisines_saisine c join organismes_organisation o on o.id = c.organisation_id
where o.nature = 'commune' order by c.number limit 1"""
OBJECTS = """
select m.person_id, m.id, h.id, m.organisation_id, h.convention_id,
       (select t.term_key from conventions_term t where t.convention_id = h.convention_id and t.kind = 'deliverable'
        and t.body ->> 'by' = 'partner' and t.body ->> 'on_change' is distinct from 'true' order by t.position limit 1),
       (select c.effective_at from conventions_convention c where c.id = h.convention_id),
       (select s.id from traces_staged_trace s where s.organisation_id = m.organisation_id order by s.at, s.id limit 1),
       (select d.id from habilitations_delegation d where d.organisation_id = m.organisation_id and d.role = 'delegate'),
       (select g.group_id from habilitations_groupmember g where g.membership_id = m.id),
       (select l.id from habilitations_localprofile l where l.organisation_id = m.organisation_id),
       (select d.id from conventions_draft d where d.base_id = h.convention_id and d.proposed_at is not null
        order by d.opened_at limit 1)
from organismes_person p
join organismes_membership m on m.person_id = p.id
join habilitations_habilitation h on h.membership_id = m.id
where p.first_name = 'Agathe' and p.last_name = 'Brisemur'
"""
COLLEAGUE = next(one for one in cast().people if one.last_name == "Fontanges")
UNKNOWN = "00000000-0000-4000-8000-000000000000"
PAGE_METHODS = ("GET", "POST")


@dataclass(frozen=True)
class Route:
    """A method and the pattern of an address, as the table names them."""

    method: str
    pattern: str

    @property
    def is_api(self) -> bool:
        return self.pattern.startswith("api/")

    @property
    def is_directory(self) -> bool:
        return self.pattern.startswith("scim/")


OBLIGATIONS = "api/v1/conventions/{convention_id}/obligations"
SAID_WITH_FILE = Route("POST", f"{OBLIGATIONS}/with-file")
ONE_CASE = "api/v1/saisines/{case_id}"
PAPER_BROUGHT = Route("POST", f"{ONE_CASE}/papers")
WORDS_WITH_FILE = Route("POST", f"{ONE_CASE}/messages/with-file")
FILE_SENT = {Route("POST", "api/v1/imports"), SAID_WITH_FILE, PAPER_BROUGHT, WORDS_WITH_FILE}
NAMED = {f"{OBLIGATIONS}/files", f"{OBLIGATIONS}/files/{{file_id}}"}


def _patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, str]]:
    for entry in resolver.url_patterns:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _patterns(entry, pattern)
        elif isinstance(entry, URLPattern):
            yield pattern, entry.name or ""


def found(urlconf: str | None = None) -> set[Route]:
    """Pages by both methods, operations of the API by their own; the description of the API is a page."""
    patterns = {pattern for pattern, _ in _patterns(get_resolver(urlconf)) if not pattern.startswith(("api/", "scim/"))}
    operations = {
        Route(method.upper(), path.removeprefix("/"))
        for described in (api, scim.api)
        for path, methods in described.get_openapi_schema()["paths"].items()
        for method in methods
    }
    described = {Route("GET", "api/v1/openapi.json")}
    return {Route(method, pattern) for pattern in patterns for method in PAGE_METHODS} | operations | described


def expected(text: str | None = None) -> dict[Route, dict[str, str]]:
    lines = [line.split() for line in (text or TABLE.read_text("utf-8")).splitlines() if line and line[0] != "#"]
    return {
        Route(method, "" if pattern == "/" else pattern): dict(zip(ROLES, cells, strict=True))
        for method, pattern, *cells in lines
    }


def line(route: Route, cells: dict[str, str]) -> str:
    """A line of the table, as it would be if what is observed were decided."""
    return f"{route.method:6} {route.pattern or '/':62} " + " ".join(f"{cells[role]:9}" for role in ROLES).rstrip()


def objects() -> dict[str, str]:
    """Objects of the commune for each part of an address: a colleague of every role and her right; as the owner."""
    return dict(_found_objects())


@cache
def _found_objects() -> dict[str, str]:
    """Once a process: each has one demonstration, loaded once and given back as it was by every test."""
    (row,) = catalogue.rows(OBJECTS)
    person, membership, habilitation, organisation, convention, term_key, start, trace, delegation, *others = row
    group, local, draft = others
    found = {"person_id": person, "membership_id": membership, "habilitation_id": habilitation, "trace_id": trace}
    found |= {"user_id": person, "name": "User", "identifier": "urn:ietf:params:scim:schemas:core:2.0:User"}
    found |= {"convention_id": convention, "term_key": term_key, "token": "inconnu", "organisation_id": organisation}
    found |= {"paper_key": "convention", "paper": "convention", "draft_id": draft or UNKNOWN}
    found |= {"code": "remise", "occasion": timezone.localdate(start), "bearer": organisation}
    found |= {"point_key": "lecture-delai-de-supervision"}
    found |= {
        "term": term_key,
        "door": f"{convention}.support-de-niveau-1.{organisation}",
        "case_id": catalogue.rows(CASE)[0][0],
    }
    found |= {"what": "droits", "group_id": group, "local_profile_id": local}
    found |= {"colleague_id": COLLEAGUE.person_id, "role": "suppleant"}
    found |= {"colleague_id": COLLEAGUE.person_id, "role": "suppleant", "delegation_id": delegation}
    return {name: str(value) for name, value in found.items()}


def a_file() -> SimpleUploadedFile:
    """A table of one person, as an import receives it."""
    rows = "prénom;nom;courriel;fonction\nAurore;Venue;aurore.venue@commune.example;Agente\n"
    return SimpleUploadedFile("personnes.csv", rows.encode(), content_type="text/csv")


def duty_bodies(values: dict[str, str]) -> dict[str, dict[str, object]]:
    """What the operations about obligations and readings need."""
    duty = {"term": values["term_key"], "code": values["code"]}
    occurrence, obligations = occurrence_of(values), OBLIGATIONS
    point = {"point": values["point_key"], "text": "Dix jours ouvrés."}
    return {
        obligations: occurrence | {"step": "withdraw", "text": "Reçue incomplète."},
        "api/v1/conventions/{convention_id}/readings": point,
        "api/v1/drafts": {
            "model": "mon-compte-partenaire",
            "title": "Commune",
            "territory": "34",
            "representative": "Bertrand Lacaze",
            "capacity": "directeur",
            "partners": [{"siret": "99913401800012", "representative": "Mireille Castan", "capacity": "maire"}],
        },
        "api/v1/conventions/{convention_id}/drafts": {"title": "Avenant"},
        "api/v1/drafts/{draft_id}/terms/{term}": {"version": 1, "act": "leave"},
        "api/v1/drafts/{draft_id}/text": {"version": 1, "text": ""},
        "api/v1/drafts/{draft_id}/comments": {"text": "Dix suffiraient."},
        "api/v1/drafts/{draft_id}/steps": {"step": "agree"},
        "api/v1/conventions/{convention_id}/signatures/{round_id}": {"step": "sign"},
        "api/v1/conventions/{convention_id}/readings/{reading_id}": {"step": "agree"},
        f"{obligations}/facts": duty
        | {"term": "liste-des-interlocuteurs-afas"}
        | {"happened_at": "2026-01-05T09:00:00+01:00", "note": "Départ."},
        f"{obligations}/charge": duty | {"person": values["person_id"]},
    }


def case_bodies(values: dict[str, str]) -> dict[str, dict[str, object]]:
    """What the operations about saisines need."""
    case = ONE_CASE
    place = {"convention": values["convention_id"], "term": "annuaire-par-territoire"}
    day = {"since": "2026-01-05"}
    return {
        "api/v1/saisines": {"channel": values["door"], "text": "Je ne peux plus me connecter."},
        f"{case}/messages": {"text": "Toujours rien ?"},
        f"{case}/transfer": {"channel": values["door"]},
        f"{case}/escalate": {},
        f"{case}/close": {},
        "api/v1/directory/sectors": place | {"name": "Centre", "communes": ["34172"]} | day,
        "api/v1/directory/sectors/{sector_id}/end": place | {"on": "2026-01-05"},
        f"{case}/papers/{{paper_id}}/check": {},
        f"{case}/papers/{{paper_id}}/end": {},
    }


def body_of(route: Route, values: dict[str, str]) -> str:
    """A body that says what each operation of the API needs, about that colleague."""
    asked = {"service": "cdap", "profile": "T2"}
    measure = {"failure": UNKNOWN, "kind": "suspension", "reach": "all"}
    wanted = asked | {"purpose": "tarif-selon-quotient"}
    right, colleague = "api/v1/habilitations/{habilitation_id}", {"person": values["colleague_id"]}
    absence = {"valid_to": str(timezone.localdate() + timedelta(days=9)), "cause": "congés"}
    body = {"convention": values["convention_id"], "organisation": values["organisation_id"]}
    form = body | {"role": "suppleant", "last_name": "Venue", "replaced_person": "Aurore Venue"}
    reproach = {"convention": values["convention_id"], "partner": values["organisation_id"]}
    bodies = (
        ending_bodies(values)
        | duty_bodies(values)
        | case_bodies(values)
        | {
            f"{right}/suspensions": {"cause": "absence longue"},
            f"{right}/stand-ins": colleague | absence,
            "api/v1/people/{person_id}/departure": {"reason": "mutation"},
            "api/v1/people/{person_id}/move": {"function": "Cheffe de service"},
            "api/v1/people/{person_id}/copy": {"source": values["colleague_id"]},
            "api/v1/people/{person_id}/departure/preview": {"reason": "mutation"},
            "api/v1/people/{person_id}/move/preview": {"function": "Cheffe de service"},
            "api/v1/people/{person_id}/copy/preview": {"source": values["colleague_id"]},
            "api/v1/bulk-acts": {"verb": "suspend", "habilitations": [values["habilitation_id"]]},
            "api/v1/bulk-acts/{bulk_id}/confirmation": {"cause": "absence longue"},
            "api/v1/imports/{import_id}/columns": {"fields": []},
            "api/v1/imports/{import_id}/launch": {"mode": "partial"},
            "api/v1/administrators": form | {"email": "aurore.venue@commune.example", "first_name": "Aurore"},
            "api/v1/administrators/preview": form | {"first_name": "Aurore"},
            "api/v1/administrators/removal": form | {"replaced_email": "x@commune.example", "cause": "départ"},
            "api/v1/caisse-roles": colleague | {"role": "dpo"},
            "api/v1/delegations/preview": colleague | {"services": ["cdap"]},
            "api/v1/delegations/{delegation_id}": {"profiles": ["cdap:T2"]},
            "api/v1/delegations/{delegation_id}/preview": {"profiles": ["cdap:T2"]},
            "api/v1/failures": reproach | {"ground": "management_failure", "facts": "faits", "evidence": "preuve"},
            "api/v1/failures/{failure_id}/statements": {"step": "reply", "text": "Parce que."},
            "api/v1/groups": {"name": "Nouveau groupe"},
            "api/v1/groups/{group_id}/members": colleague,
            "api/v1/groups/{group_id}/local-profile": {"local_profile": None},
            "api/v1/local-profiles": {"name": "Nouveau profil local", "rights": [wanted]},
            "api/v1/local-profiles/{local_profile_id}": {"rights": [wanted]},
            "api/v1/decisions": asked | {"person": values["person_id"]},
            "api/v1/habilitations": wanted | colleague,
            "api/v1/questions": {"habilitation": values["habilitation_id"], "text": "Pourquoi ?"},
            "api/v1/questions/{question_id}/statements": {"step": "answer", "text": "Parce que."},
            "api/v1/delegations": colleague | {"services": ["cdap"]},
            "api/v1/measures": measure | {"cause": "motif"},
            "api/v1/measures/preview": measure,
            "api/v1/consultations": wanted | {"key": {"caisse": "999", "numero": "1000001"}},
            "api/v1/conventions/{convention_id}/simulations": {"avenant": {"ends": ["reconduction"]}},
            "api/v1/reviews": {"convention": values["convention_id"]},
            "api/v1/review-lines/{line_id}": {"verdict": "keep"},
        }
    )
    if route.is_directory:
        return dumps(directory_body(route))
    return dumps(bodies.get(route.pattern, {}) if route.method in {"POST", "PUT"} else {})


def ending_bodies(values: dict[str, str]) -> dict[str, dict[str, str]]:
    """What the end of a convention needs."""
    return {
        "api/v1/conventions/{convention_id}/endings/simulate": {"ground": "will", "received": "2026-03-16"},
        "api/v1/conventions/{convention_id}/endings": {"ground": "will"},
        "api/v1/conventions/{convention_id}/letters": {"recipient": values["organisation_id"], "number": "1A 1"},
        "api/v1/conventions/{convention_id}/force-majeure": {
            "event": "crue",
            "measures": "annexe",
            "terms": ["gratuite"],
            "began_on": "2026-03-12",
            "informed_on": "2026-03-12",
        },
        "api/v1/force-majeure/{suspension_id}/resumption": {"resumed_on": "2026-03-16"},
        "api/v1/endings/{ending_id}/steps": {"step": "withdraw", "reason": "motif"},
        "api/v1/letters/{letter_id}/dates": {"what": "sent", "on": "2026-03-12", "evidence": "récépissé"},
    }


def directory_body(route: Route) -> dict[str, object]:
    """What a directory sends that could succeed: somebody new, or a change of function."""
    if route.method == "PATCH":
        return {"Operations": [{"op": "replace", "value": {"title": "cadre"}}]}
    if "Groups" in route.pattern:
        return {"displayName": "Nouveau groupe", "externalId": "g-1"}
    name = {"givenName": "Nouvelle", "familyName": "Venue"}
    return {"userName": "nouvelle.venue@commune.example", "externalId": "e-1", "name": name, "title": "cadre"}


def address(route: Route, values: dict[str, str]) -> str:
    """The address with an object of the commune in each hole; an unknown one where it has none of its own."""
    parts = route.pattern.split("/")
    for rank, part in enumerate(parts):
        if part[:1] in "<{" and part:
            parts[rank] = values.get(part.strip("<>{}").rpartition(":")[2], UNKNOWN)
    named = f"?{urlencode(occurrence_of(values))}" if route.pattern in NAMED else ""
    return "/" + "/".join(parts) + named


def occurrence_of(values: dict[str, str]) -> dict[str, str]:
    """The key of an obligation of the commune."""
    return {"term": values["term_key"]} | {name: values[name] for name in ("code", "occasion", "bearer")}


def form_of(route: Route, values: dict[str, str]) -> dict[str, object]:
    """What is sent with a file."""
    said = occurrence_of(values) | {"step": "withdraw", "text": "Reçue incomplète."}
    forms = {
        SAID_WITH_FILE: said,
        PAPER_BROUGHT: {"code": "identity_card", "signed_on": "2026-01-05"},
        WORDS_WITH_FILE: {"text": "Voici."},
    }
    return {"file": a_file()} | forms.get(route, {})


def observed(demo: Demo, route: Route, values: dict[str, str]) -> dict[str, str]:
    """The status each role receives; what a request changes is undone before the next."""
    where, answers = address(route, values), {}
    for role, login in ROLES.items():
        client = (demo.api if route.is_api else demo.directory if route.is_directory else demo.client_of)(login)
        with undone():
            answers[role] = str(client.generic(route.method, where, **sent_to(route, values)).status_code)
    return answers


def sent_to(route: Route, values: dict[str, str]) -> dict[str, object]:
    """What a request carries: nothing to a page, a body to the API, a form with its file where it takes one."""
    if route in FILE_SENT:
        return {"data": encode_multipart(BOUNDARY, form_of(route, values)), "content_type": MULTIPART_CONTENT}
    if route.is_api or route.is_directory:
        return {"data": body_of(route, values), "content_type": "application/json"}
    return {}
