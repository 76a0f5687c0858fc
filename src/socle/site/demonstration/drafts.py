"""Drafts of the demonstration: an avenant proposed to the commune, and a convention that the caisse begins to write."""

from __future__ import annotations

from datetime import datetime, timedelta

from socle.conventions.domain.drafting import DraftKind, DraftState
from socle.conventions.models import Convention, ConventionParty, Draft, DraftComment, DraftParty, DraftVersion
from socle.organismes.models import Organisation
from socle.site.demonstration.people import Cast, Somebody

AVENANT = """[[avenants]]
title = "Préavis de deux mois et sièges ramenés à l'usage"

[[avenants.terms]]
id = "resiliation-volontaire"
kind = "termination"
ground = "will"
delay = "P2M"
starts = "receipt"
form = "registered_letter"
by = "all"
date_chosen = true
closing_actions = true
clause = "convention, 17.2"
says = "Chacun peut mettre fin à la convention par lettre recommandée, deux mois au moins après sa réception."

[[avenants.terms]]
id = "sieges-afas-ensemble"
kind = "seats"
service = "afas"
profile = "*"
counts = "people"
max = 60
clause = "bulletin AFAS, 1.1"
says = "Soixante personnes au plus utilisent le service, tous profils ensemble."

[[avenants.terms]]
id = "sieges-cdap-t2"
kind = "seats"
service = "cdap"
profile = "T2"
max = 1
clause = "bulletin CDAP, 2"
says = "Une personne au plus consulte les dossiers avec le profil T2."
"""
CONVENTION = """[convention]
family = "acces-aux-droits"
model = "acces-aux-droits"
title = "Accès aux droits à la retraite, commune de Saint-Aubin-sur-Lergue"
number = "{partner}"
territory = "34"

[[parties]]
id = "caisse"
role = "caisse"
nature = "caf"
name = "Caisse d'allocations familiales de Valmont (fictif)"
seat = "12 avenue des Tilleuls, 34990 Valmont"
representative = "Bertrand Lacaze"
capacity = "directeur"
siret = "{caisse}"

[[parties]]
id = "partner"
role = "partner"
nature = "commune"
name = "Commune de Saint-Aubin-sur-Lergue (fictif)"
seat = "1 place de la Fontaine, 34991 Saint-Aubin-sur-Lergue"
representative = "Mireille Castan"
capacity = "maire"
siret = "{partner}"
is_public = true
"""
BASE = "saint-aubin-mcp"


def open_drafts(everybody: Cast, at: datetime) -> None:
    """One draft that waits for the commune, one that the caisse has not proposed yet."""
    convention = Convention.objects.get(slug=BASE)
    writer = next(one for one in everybody.people if one.login == "caisse-admin")
    reader = next(one for one in everybody.people if one.login == "partner-principal")
    avenant = _draft(convention, DraftKind.AVENANT, convention.family, at - timedelta(hours=2), writer)
    avenant.title, avenant.base = "Préavis de deux mois et sièges ramenés à l'usage", convention
    avenant.state, avenant.proposed_at = DraftState.PROPOSED, at - timedelta(hours=1)
    avenant.save(force_insert=True)
    begun = _draft(convention, DraftKind.CONVENTION, "acces-aux-droits", at - timedelta(hours=1), writer)
    begun.title = "Accès aux droits à la retraite, commune de Saint-Aubin-sur-Lergue"
    begun.save(force_insert=True)
    sirets = {party.role: party.party.siret for party in _parties(convention)}
    for draft, text in ((avenant, AVENANT), (begun, CONVENTION.format(**sirets))):
        _written(draft, convention, text, writer)
    DraftComment.objects.create(
        organisation_id=convention.organisation_id,
        draft=avenant,
        version=1,
        term_key="sieges-cdap-t2",
        text="Un seul siège ne suffira pas pendant les congés : gardons-en quatre.",
        said_at=at,
        said_by_id=reader.person_id,
        said_by_name=_name(reader),
        body_name=_parties(convention)[1].party.legal_name,
    )


def _draft(convention: Convention, kind: DraftKind, family: str, at: datetime, writer: Somebody) -> Draft:
    return Draft(
        organisation_id=convention.organisation_id,
        kind=kind,
        family=family,
        version=1,
        opened_at=at,
        opened_by_id=writer.person_id,
    )


def _parties(convention: Convention) -> list[ConventionParty]:
    return list(ConventionParty.objects.filter(convention=convention).select_related("party").order_by("position"))


def _written(draft: Draft, convention: Convention, text: str, writer: Somebody) -> None:
    DraftParty.objects.bulk_create(
        DraftParty(
            organisation_id=draft.organisation_id,
            draft=draft,
            party=row.party,
            position=row.position,
            role=row.role,
            name=row.party.legal_name,
            is_public=row.party.is_public_body,
            representative=row.representative,
        )
        for row in _parties(convention)
    )
    DraftVersion.objects.create(
        organisation_id=draft.organisation_id,
        draft=draft,
        number=1,
        text=text,
        note="Projet ouvert",
        written_at=draft.opened_at,
        written_by_id=writer.person_id,
        written_by_name=_name(writer),
        body_name=Organisation.objects.get(id=draft.organisation_id).legal_name,
    )


def _name(one: Somebody) -> str:
    return f"{one.first_name} {one.last_name}"
