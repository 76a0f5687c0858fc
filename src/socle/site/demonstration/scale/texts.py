"""The text of each drawn convention; two of one nature, size and day differ by names and numbers only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from string import Template

from socle.conventions import catalogue
from socle.conventions.domain.check import check
from socle.conventions.domain.convention import Convention
from socle.site.demonstration.scale.natures import Nature

MODEL = "mon-compte-partenaire"
SIGNED_ON = (date(2023, 3, 14), date(2024, 1, 30), date(2024, 10, 8))
FORMALITIES = date(2022, 12, 1)
SAMPLE_NAME, SAMPLE_SIREN, SAMPLE_SIRET = "@partenaire@", "999134018", "99913401800012"
CAISSE_NAME, CAISSE_SIRET = "Caisse d'allocations familiales de Grandval (fictif)", "99913409100019"
CAISSE_SEAT = "3 quai des Marronniers, 34992 Grandval"

HEAD = Template("""\
# Convention de démonstration, tirée au sort : le partenaire, les personnes et les numéros sont fictifs.

[convention]
family = "mon-compte-partenaire"
model = "mon-compte-partenaire"
title = "Mon Compte Partenaire, $name"
number = "$siret"
territory = "34"

[[parties]]
id = "caisse"
role = "caisse"
nature = "caf"
name = "$caisse"
seat = "$caisse_seat"
representative = "Bertille Lacombrade"
capacity = "directrice"
siret = "$caisse_siret"
territory = "34"
formalities_done_on = $formalities

[[parties]]
id = "partenaire"
role = "partner"
nature = "$nature"
name = "$name"
seat = "1 place de la Fontaine, 34993 Grandval"
representative = "Représentant légal fictif"
capacity = "représentant légal"
siret = "$siret"
territory = "34"
is_public = $is_public
formalities_done_on = $formalities
""")
PAPER = Template("""
[[documents]]
id = "$id"
$verb = $day
""")
SIGNED = ("convention", "contrat-de-service", "bulletin-cdap")
RECEIVED = ("annexe-interlocuteurs", "annexe-changement-administrateur")
AFAS_SIGNED, AFAS_RECEIVED = ("bulletin-afas",), ("afas-piece-1", "afas-piece-3")
CONTACT = Template("""
[[contacts]]
id = "$id"
side = "$side"
role = "$role"
name = "$name"
email = "$email"
phone = "04 00 00 00 19"
""")
CONTACTS = (
    ("admin-caf-1", "caisse", "administrator", "Nadège Courtin", "admin1@caf-grandval.example"),
    ("responsable-mcp", "caisse", "mcp_manager", "Odette Marchand", "mcp@caf-grandval.example"),
    ("securite-caf", "caisse", "security", "Sabine Perrier", "securite@caf-grandval.example"),
    ("informatique-caf", "caisse", "it", "Sabine Perrier", "securite@caf-grandval.example"),
    ("protection-donnees-caf", "caisse", "data_protection", "Marc Louvat", "dpo@caf-grandval.example"),
    ("guichet-unique", "caisse", "single_desk", "Odette Marchand", "guichet@caf-grandval.example"),
    ("administrateur-principal", "partenaire", "administrator", "Premier administrateur", "un@partenaire.example"),
    ("administrateur-suppleant", "partenaire", "administrator", "Second administrateur", "deux@partenaire.example"),
    ("securite-partenaire", "partenaire", "security", "Hugo Terrail", "trois@partenaire.example"),
    ("protection-donnees-partenaire", "partenaire", "data_protection", "Hugo Terrail", "trois@partenaire.example"),
)
DELIBERATION = Template("""
[[terms]]
id = "deliberation-du-partenaire"
kind = "deliberation"
body = "$assembly"
ctes = "034-$siren-$compact-D${year}_01-DE"
voted_on = $day
sent_on = $day
received_on = $day
published_on = $day
clause = "convention, 17.1"
says = "Le $assembly autorise la signature ; l'acte est reçu et publié le même jour."

[[terms]]
id = "escalade-vers-la-caisse"
ladder = ["responsable-mcp"]

[[terms]]
id = "escalade-vers-le-partenaire"
ladder = ["administrateur-principal"]
""")
MISSIONS = (
    "mission-tarification", "mission-activite-des-equipements", "mission-accompagnement-social",
    "mission-logement-social", "mission-protection-sante", "mission-mesures-de-protection",
)  # fmt: skip
PROFILES = tuple(f"T{n}" for n in (1, 2, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 19, 20, 21, 22))


@dataclass(frozen=True, slots=True)
class Variant:
    """What makes two drawn texts differ, names and numbers apart."""

    nature: Nature
    seats: int
    signed_on: date


def text_of(variant: Variant, *, name: str, siret: str) -> str:
    """The text that a partner signs, as it would write it (docs/format-convention.md)."""
    nature, day = variant.nature, variant.signed_on
    said = {"name": name, "siret": siret, "nature": nature.code, "is_public": str(nature.is_public).lower()}
    caisse = {"caisse": CAISSE_NAME, "caisse_siret": CAISSE_SIRET, "caisse_seat": CAISSE_SEAT}
    parts = [HEAD.substitute(said, **caisse, formalities=FORMALITIES)]
    has_afas = nature.has_equipments
    signed, received = SIGNED + AFAS_SIGNED * has_afas, RECEIVED + AFAS_RECEIVED * has_afas
    parts += [PAPER.substitute(id=key, verb="signed_on", day=day) for key in signed]
    parts += [PAPER.substitute(id=key, verb="received_on", day=day) for key in received]
    keys = ("id", "side", "role", "name", "email")
    parts += [CONTACT.substitute(dict(zip(keys, contact, strict=True))) for contact in CONTACTS]
    parts += [f'\n[[terms]]\nid = "{key}"\nticked = {str(key in nature.missions).lower()}\n' for key in MISSIONS]
    dated = {"day": day, "compact": f"{day:%Y%m%d}", "year": day.year}
    parts.append(DELIBERATION.substitute(dated, assembly=nature.assembly, siren=siret[:9]))
    if not has_afas:
        parts.append('\n[[terms]]\nid = "service-afas"\nopened = false\n')
    parts += [_seats(variant, profile) for profile in PROFILES]
    return "".join(parts)


def _seats(variant: Variant, profile: str) -> str:
    opened = profile in dict(variant.nature.purposes)
    return f'\n[[terms]]\nid = "sieges-cdap-{profile.lower()}"\n' + (
        f'max = {variant.seats}\nsays = "{variant.seats} personnes au plus avec le profil {profile}."\n'
        if opened
        else f'opened = false\nsays = "Le profil {profile} n\'est pas ouvert : sa case est vide au bulletin."\n'
    )


def read_text(text: str) -> Convention:
    """The text read and checked; ValueError with the first remark when it is not sound."""
    checked = check(text, catalogue.read(f"models/{MODEL}"))
    if checked.convention is None:
        first = checked.errors[0]
        raise ValueError(f"ligne {first.line} : {first.what} ; {first.remedy}")
    return checked.convention
