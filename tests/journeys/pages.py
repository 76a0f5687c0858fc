"""Every page of the portal and the addresses under which a person meets it; an unknown route fails the crawl."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.journeys.place import ALLOWED, Place, id_of
from tests.journeys.portal import Portal

__all__ = ["ACTS", "ALLOWED", "PAGES", "WITHOUT_ACCOUNT", "Place", "places"]

COMMUNE = "(select id from organismes_organisation where nature = 'commune' order by legal_name limit 1)"
CONVENTION = "select id from conventions_convention where family = 'mon-compte-partenaire' order by signed_on limit 1"
OTHER_CONVENTION = """select c.id from conventions_convention c join conventions_conventionparty p on p.convention_id = c.id
join organismes_organisation o on o.id = p.party_id
where c.family = 'mon-compte-partenaire' and o.nature = 'departement' limit 1"""
COLLEAGUE = f"""select {{}} from organismes_membership join organismes_person on organismes_person.id = person_id
where organisation_id = {COMMUNE} and first_name = 'Agathe'"""
RIGHT = f"""select id from habilitations_habilitation
where organisation_id = {COMMUNE} and withdrawn_at is null order by granted_at, id limit 1"""

TRACE = f"""select id from traces_entry
order by organisation_id is not distinct from {COMMUNE} desc, at, id limit 1"""

one_trace = id_of(TRACE, "trace_id")
one_convention = id_of(CONVENTION, "convention_id")
one_person = id_of(COLLEAGUE.format("person_id"), "person_id")
one_member = id_of(COLLEAGUE.format("organismes_membership.id"), "membership_id")
one_body = id_of(COMMUNE.strip("()"), "organisation_id")
one_right = id_of(RIGHT, "habilitation_id")


one_delegation = id_of(
    f"select id from habilitations_delegation where role = 'delegate' and organisation_id = {COMMUNE}", "delegation_id"
)


a_caisse_role = id_of("select id from habilitations_delegation where role = 'caisse_supervisor'", "delegation_id")


def a_pledge(portal: Portal) -> dict[str, Any]:
    asked = """select convention_id from conventions_term
    where kind = 'prerequisite' and body ->> 'code' = 'rsa_control_pledge' limit 1"""
    return {"convention_id": portal.row(asked)[0], "code": "rsa_control_pledge"}


one_group = id_of(f"select id from habilitations_group where organisation_id = {COMMUNE}", "group_id")
one_local_profile = id_of(
    f"select id from habilitations_localprofile where organisation_id = {COMMUNE}", "local_profile_id"
)
one_question = id_of(f"select id from supervision_question where organisation_id = {COMMUNE} limit 1", "question_id")
one_case = id_of(f"select id from saisines_saisine where organisation_id = {COMMUNE} order by number", "case_id")


def one_door(portal: Portal) -> dict[str, Any]:
    asked = f"select door from saisines_saisine where organisation_id = {COMMUNE} limit 1"
    return {"door": portal.row(asked)[0]}


def one_directory(portal: Portal) -> dict[str, Any]:
    return {**one_convention(portal), "term_key": "annuaire-par-territoire"}


def one_sector(portal: Portal) -> dict[str, Any]:
    return {**one_directory(portal), **nobody("sector_id")(portal)}


one_suspended = id_of(
    f"select habilitation_id from habilitations_suspension where organisation_id = {COMMUNE} and lifted_at is null",
    "habilitation_id",
)


def one_group_member(portal: Portal) -> dict[str, Any]:
    return {**one_group(portal), **one_person(portal)}


def one_partner(portal: Portal) -> dict[str, Any]:
    row = portal.row(
        f"""select convention_id, party_id from conventions_conventionparty
        where party_id = {COMMUNE} and role = 'partner' limit 1"""
    )
    return {"convention_id": row[0], "organisation_id": row[1]}


def one_administrator(portal: Portal) -> dict[str, Any]:
    return {**one_partner(portal), "role": "suppleant"}


def one_term(portal: Portal) -> dict[str, Any]:
    return {**one_convention(portal), "term_key": "sieges-cdap-t2"}


def nobody(name: str) -> Callable[[Portal], dict[str, Any]]:
    return lambda _: {name: "00000000-0000-4000-8000-000000000000"}


def no_token(_: Portal) -> dict[str, Any]:
    return {"token": "un-lien-qui-n-existe-pas"}


def one_ending(portal: Portal) -> dict[str, Any]:
    """An end announced for the département, whose convention no other journey reads."""
    (convention,) = portal.row(OTHER_CONVENTION)
    found = portal.api("caisse-admin", "GET", f"/conventions/{convention}/endings")[1]["items"]
    row = (
        found[0]
        if found
        else portal.api(
            "caisse-admin", "POST", f"/conventions/{convention}/endings", {"ground": "will", "cause": "Nouveau modèle."}
        )[1]
    )
    return {"convention_id": convention, "termination_id": row["id"]}


def one_letter(portal: Portal) -> dict[str, Any]:
    ending = one_ending(portal)
    place = f"/conventions/{ending['convention_id']}/letters"
    found = portal.api("caisse-admin", "GET", place)[1]["items"]
    if not found:
        (party,) = portal.row(
            "select party_id from conventions_conventionparty where convention_id = %s and role = 'partner'",
            ending["convention_id"],
        )
        wanted = {"recipient": str(party), "number": "1A 000 000 000 1", "ending": ending["termination_id"]}
        found = [portal.api("caisse-admin", "POST", place, wanted)[1]]
        dated = {"what": "sent", "on": "2026-11-02", "evidence": "récépissé de dépôt"}
        portal.api("caisse-admin", "POST", f"/letters/{found[0]['id']}/dates", dated)
    return {"convention_id": ending["convention_id"], "letter_id": found[0]["id"]}


def one_duty(portal: Portal) -> dict[str, Any]:
    return {**one_convention(portal), "term_key": "signatures-electroniques-afas", "code": "remise"}


def one_event_duty(portal: Portal) -> dict[str, Any]:
    return {**one_convention(portal), "term_key": "liste-des-interlocuteurs-afas", "code": "remise"}


def absent(*names: str, **said: str) -> Callable[[Portal], dict[str, Any]]:
    return lambda _: dict.fromkeys(names, "00000000-0000-4000-8000-000000000000") | said


def one_obligation(portal: Portal) -> dict[str, Any]:
    (effect,) = portal.row(f"select effective_at::date from conventions_convention where id = ({CONVENTION})")
    return {**one_duty(portal), "occasion": effect.isoformat(), "bearer": one_body(portal)["organisation_id"]}


def one_draft(portal: Portal) -> dict[str, Any]:
    """A draft of the demonstration, proposed to the commune."""
    (draft,) = portal.row("select id from conventions_draft where kind = 'avenant' order by opened_at limit 1")
    return {"draft_id": draft}


def a_begun_convention(portal: Portal) -> dict[str, Any]:
    (draft,) = portal.row("select id from conventions_draft where kind = 'convention' order by opened_at limit 1")
    return {"draft_id": draft}


def one_point(portal: Portal) -> dict[str, Any]:
    return {**one_convention(portal), "point_key": "lecture-delai-de-supervision"}


HERE = (Place(),)
PAGES: dict[str, tuple[Place, ...]] = {
    "home": HERE,
    "go": (Place(), Place("cherchée", "?q=ou"), Place("vide", "?q=zzzzzz")),
    "accessibility": HERE,
    "theme:components": HERE,
    "accounts:sign_in": HERE,
    "accounts:key_sign_in": HERE,
    "accounts:activation": (Place("refusée", values=no_token),),
    "accounts:step_up": HERE,
    "accounts:switch": HERE,
    "accounts:reference": HERE,
    "accounts:account": HERE,
    "accounts:change_password": HERE,
    "accounts:recovery_codes": HERE,
    "accounts:new_key": HERE,
    "accounts:member": (Place(values=one_member), Place("absente", values=nobody("membership_id"))),
    "organismes:people": (Place(), Place("vide", "?q=zzzzzz"), Place("un autre jour", "?as_of=2026-03-03")),
    "organismes:person_new": HERE,
    "organismes:person": (Place(values=one_person), Place("absente", values=nobody("person_id"))),
    "organismes:person_edit": (Place(values=one_person),),
    "habilitations:leave": (Place(values=one_person),),
    "habilitations:move": (Place(values=one_person),),
    "habilitations:copy": (Place(values=one_person),),
    "habilitations:trainings": HERE,
    "habilitations:person_trainings": (Place(values=one_person),),
    "habilitations:person_rights": (Place(values=one_person), Place("un autre jour", "?as_of=2099-03-03", one_person)),
    "habilitations:sign": (
        Place(values=a_pledge),
        Place("absente", values=lambda portal: {**one_convention(portal), "code": "inconnu"}),
    ),
    "habilitations:caisse_roles": HERE,
    "habilitations:caisse_role_end": (Place(values=a_caisse_role), Place("absente", values=nobody("delegation_id"))),
    "habilitations:administrators": (Place(), Place("vide", "?q=zzzzzz")),
    "habilitations:administrators_partner": (Place(values=one_partner),),
    "habilitations:administrator_name": (Place(values=one_administrator),),
    "habilitations:administrator_remove": (Place(values=one_administrator),),
    "habilitations:delegations": HERE,
    "habilitations:delegate": (Place(), Place("vide", "?q=zzzzzz")),
    "habilitations:delegation": (Place(values=one_delegation), Place("absente", values=nobody("delegation_id"))),
    "habilitations:delegation_change": (Place(values=one_delegation),),
    "habilitations:delegation_take_back": (Place(values=one_delegation),),
    "organismes:organisation": HERE,
    "conventions:list": (Place(), Place("vide", "?q=zzzzzz")),
    "conventions:detail": (
        Place(values=one_convention),
        Place("avant", "?as_of=2020-01-01", one_convention),
        Place("filtrée", "?q=zzzzzz", one_convention),
        Place("absente", values=nobody("convention_id")),
    ),
    "conventions:term": (Place(values=one_term),),
    "conventions:term_void": (Place(values=one_term),),
    "conventions:paper_change": (Place("absent", values=absent("convention_id", paper_key="convention")),),
    "conventions:feed": (Place("révoquée", values=no_token),),
    "conventions:yearly_paper": (Place("absent", values=nobody("convention_id")),),
    "conventions:gaps": HERE,
    "conventions:gaps_of": (Place(values=one_convention), Place("absente", values=nobody("convention_id"))),
    "conventions:drafts": HERE,
    "conventions:draft": (Place(values=one_draft), Place("absent", values=nobody("draft_id"))),
    "conventions:draft_term": (Place(values=lambda portal: one_draft(portal) | {"term_key": "sieges-cdap-t2"}),),
    "conventions:draft_blanks": (Place(values=a_begun_convention),),
    "conventions:draft_pick": (Place("sans choix", values=a_begun_convention),),
    "conventions:draft_text": (Place(values=one_draft),),
    "conventions:avenant_new": (Place(values=one_convention),),
    "conventions:convention_new": HERE,
    "conventions:obligations": (
        Place(),
        Place("vide", "?etat=late&cote=owe&charge=x"),
        Place("autre jour", "?as_of=2025-12-01"),
    ),
    "conventions:duties": (Place(values=one_convention), Place("absente", values=nobody("convention_id"))),
    "conventions:obligation": (Place(values=one_obligation),),
    "conventions:obligation_piece": (Place("absent", values=lambda p: one_obligation(p) | absent("file_id")(p)),),
    "conventions:yearly": (Place(values=one_convention), Place("avant", "?as_of=2020-01-01", one_convention)),
    "conventions:readings": (Place(values=one_convention), Place("autre jour", "?as_of=2025-12-01", one_convention)),
    "conventions:reading_new": (Place(values=one_point),),
    "conventions:obligation_fact": (Place(values=one_event_duty),),
    "conventions:obligation_holder": (Place(values=one_duty),),
    "conventions:end": (
        Place(values=one_convention),
        Place("calculée", "?motif=will&reception=2027-01-29", one_convention),
        Place("absente", values=nobody("convention_id")),
    ),
    "conventions:ending": (Place(values=one_ending),),
    "conventions:letters": (Place(values=one_convention),),
    "conventions:letter": (Place(values=one_letter),),
    "conventions:suspensions": (Place(values=one_convention),),
    "conventions:radar": (Place(), Place("filtrée", "?avant=7"), Place("autre jour", "?as_of=2027-06-10")),
    "conventions:renewal": (Place(values=one_convention),),
    "conventions:paper": (Place("absent", values=absent("convention_id", paper_key="convention")),),
    "conventions:avenant_paper": (Place("absent", values=absent("convention_id", number="1")),),
    "conventions:draft_send": (Place("absent", values=nobody("draft_id")),),
    "conventions:signatures": (Place(values=one_convention), Place("absente", values=nobody("convention_id"))),
    "conventions:signature": (Place("absente", values=absent("convention_id", "round_id")),),
    "conventions:signature_paper": (Place("absent", values=absent("convention_id", "round_id")),),
    "conventions:signature_evidence": (Place("absente", values=absent("convention_id", "round_id")),),
    "conventions:signature_scan": (Place("absent", values=absent("convention_id", "round_id", "file_id")),),
    "conventions:mandates": HERE,
    "conventions:verify_pdf": HERE,
    "habilitations:seats": HERE,
    "habilitations:heat": (Place(), Place("l'an dernier", "?as_of=2025-11-20")),
    "habilitations:what_if": (Place(), Place("essayé", "?nombre=1"), Place("mal rempli", "?nombre=-1&siege=x")),
    "habilitations:rights": (
        Place(),
        Place("vide", "?q=zzzzzz"),
        Place("terminées", "?etat=all"),
        Place("un autre jour", "?as_of=2099-03-03"),
        Place("date absurde", "?as_of=hier"),
    ),
    "habilitations:export": tuple(
        Place(state, values=lambda _, what=what: {"what": what})
        for state, what in (("", "droits"), ("matrice", "matrice"), ("absente", "tout"))
    ),
    "habilitations:views": HERE,
    "habilitations:bulk": (Place("absent", values=nobody("bulk_id")),),
    "habilitations:bulk_undo": (Place("absent", values=nobody("bulk_id")),),
    "habilitations:save_view": (Place("", "?service=cdap", values=lambda _: {"what": "droits"}),),
    "habilitations:matrix": (
        Place(),
        Place("l'an dernier", "?as_of=2025-11-20"),
        Place("triée", "?tri=-droits&service=cdap"),
        Place("vide", "?q=zzzzzz"),
    ),
    "habilitations:imports": HERE,
    "habilitations:import": (Place("absent", values=nobody("import_id")),),
    "habilitations:import_columns": (Place("absent", values=nobody("import_id")),),
    "habilitations:import_to_mend": (Place("absent", values=nobody("import_id")),),
    "habilitations:grant": (Place(), Place("incomplète", "?etape=verifier")),
    "habilitations:right": (Place(values=one_right), Place("absente", values=nobody("habilitation_id"))),
    "habilitations:withdraw": (Place(values=one_right),),
    "habilitations:suspend": (Place(values=one_right),),
    "habilitations:lift": (Place(values=one_suspended),),
    "habilitations:reactivate": (Place(values=one_right),),
    "habilitations:entrust": (Place(values=one_right),),
    "habilitations:reviews": HERE,
    "habilitations:review": (Place("absente", values=nobody("campaign_id")),),
    "habilitations:review_one": (Place("absente", values=nobody("campaign_id")),),
    "habilitations:review_close": (Place("absente", values=nobody("campaign_id")),),
    "habilitations:review_advice": (Place("absente", values=nobody("line_id")),),
    "habilitations:certificate": (Place("absent", values=nobody("certificate_id")),),
    "habilitations:certificate_file": (
        Place("absent", values=lambda portal: {**nobody("certificate_id")(portal), "kind": "json"}),
    ),
    "habilitations:groups": HERE,
    "habilitations:group_new": HERE,
    "habilitations:group": (Place(values=one_group), Place("cherche", "?q=a", one_group)),
    "habilitations:group_join": (Place("absente", values=one_group),),
    "habilitations:group_profile": (Place(values=one_group),),
    "habilitations:group_close": (Place(values=one_group),),
    "habilitations:group_leave": (Place(values=one_group_member),),
    "habilitations:local_profiles": HERE,
    "habilitations:local_profile_new": HERE,
    "habilitations:local_profile": (Place(values=one_local_profile),),
    "habilitations:local_profile_close": (Place(values=one_local_profile),),
    "habilitations:mine": HERE,
    "dossiers:consultation": HERE,
    "dossiers:why": (Place(), Place("réponse", "?profil=cdap:T2"), Place("refus", "?profil=cdap:T2&groupe=debts")),
    "saisines:queue": (Place(), Place("confiées", query="?qui=moi"), Place("closes", query="?etat=closed")),
    "saisines:new": (Place(values=one_door), Place("absente", values=lambda _: {"door": "inconnue"})),
    "saisines:case": (Place(values=one_case), Place("absente", values=nobody("case_id"))),
    **dict.fromkeys(("saisines:choose", "saisines:posts", "saisines:wordings"), HERE),
    "saisines:invitations": (Place("absente", values=nobody("case_id")), Place("de l'autre côté", values=one_case)),
    "saisines:reply": (Place("inconnu", values=no_token),),
    "saisines:papers": (Place(values=one_case), Place("absente", values=nobody("case_id"))),
    "saisines:paper": (Place("absente", values=lambda p: one_case(p) | absent("paper_id")(p)),),
    "saisines:file": (Place("absent", values=lambda p: one_case(p) | absent("file_id")(p)),),
    "saisines:directories": (Place(), Place("cherchée", query="?q=schirmeck"), Place("inconnue", query="?q=zzzz")),
    **dict.fromkeys(("saisines:absence", "saisines:figures", "saisines:notices"), HERE),
    "saisines:figure": (Place(values=lambda _: {"key": "received"}),),
    "saisines:directory": (Place("absent", values=one_directory),),
    "saisines:directory_csv": (Place("absent", values=one_directory),),
    "saisines:directory_print": (Place("absent", values=one_directory),),
    "saisines:sector_new": (Place("absent", values=one_directory),),
    "saisines:sector": (Place("absent", values=one_sector),),
    "supervision:home": HERE,
    "supervision:partner": (Place(values=one_body), Place("absent", values=nobody("organisation_id"))),
    "supervision:ask": HERE,
    "supervision:question": (Place(values=one_question), Place("absente", values=nobody("question_id"))),
    "supervision:delay": (Place(values=one_convention),),
    "supervision:mine": HERE,
    "supervision:grant": (Place("sans objet", values=one_body),),
    "supervision:sample_new": HERE,
    "supervision:sample": (Place("absent", values=nobody("sample_id")),),
    "supervision:audit_new": (Place(values=one_body),),
    "supervision:audit": (Place("absent", values=nobody("audit_id")),),
    "supervision:audit_report": (Place("absent", values=nobody("audit_id")),),
    "supervision:notify": (Place(values=one_body),),
    "supervision:failure": (Place("absent", values=nobody("failure_id")),),
    "supervision:measure_new": (Place("absente", values=nobody("failure_id")),),
    "supervision:measure": (Place("absente", values=nobody("measure_id")),),
    "privacy:traces": (Place(), Place("vide", "?depuis=2020-01-01T00:00&avant=2020-01-02T00:00")),
    "privacy:trace": (Place(values=one_trace), Place("absente", values=nobody("trace_id"))),
    "privacy:verify": HERE,
}
ACTS = {
    "saisines:bulk",
    "saisines:draft",
    "conventions:resumption",
    "conventions:feed_change",
    "conventions:reading_step",
    "accounts:key_sign_in_begin",
    "accounts:key_sign_in_finish",
    "accounts:key_begin",
    "accounts:key_finish",
    "accounts:sign_out",
    "accounts:remove_key",
    "accounts:end_others",
    "accounts:end_sign_in",
    "accounts:member_invite",
    "accounts:member_link",
    "accounts:member_disable",
    "accounts:member_reopen",
    "habilitations:review_answer",
    "habilitations:review_open",
    "habilitations:review_undo",
    "habilitations:import_erase",
    "habilitations:import_refresh",
    "habilitations:import_start",
    "theme:appearance",
    "habilitations:remove_view",
    "habilitations:bulk_prepare",
}
"""Routes that only receive forms: they have no page of their own."""

WITHOUT_ACCOUNT = {
    "accounts:sign_in",
    "accounts:key_sign_in",
    "accounts:activation",
    "saisines:reply",
    "accounts:reference",
    "accessibility",
}


def places() -> list[tuple[str, Place]]:
    return [(route, place) for route, found in PAGES.items() for place in found]
