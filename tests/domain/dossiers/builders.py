"""Small facts to judge: one consultation that is allowed, and what each test changes in it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from socle.dossiers.catalogue import cdap_matrix
from socle.dossiers.domain.facts import ConsultationFacts, Contacts, FileFacts, Reader, ReaderService
from socle.dossiers.domain.file import (
    Address,
    Benefit,
    Child,
    Debt,
    Debts,
    Family,
    File,
    Housing,
    Identity,
    Income,
    Monthly,
    MonthlyQuotient,
    Partner,
    QuotientFamilial,
    Resources,
    Right,
    Rights,
    Situations,
)
from socle.dossiers.domain.spans import Span
from socle.kernel.clause import Clause
from socle.kernel.decision import allow
from socle.kernel.money import Money

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
MATRIX = cdap_matrix()
LABELS = {
    "tarification": "Tarifs des structures conventionnées",
    "accompagnement-social": "Accompagnement social",
    "logement-social": "Logements du bailleur",
    "protection-sante": "Régimes particuliers d'assurance maladie",
    "mesures-de-protection": "Mandataire judiciaire",
}
RIGHTS = allow(Clause("contrat de service", "2.2.1"), until=datetime(2027, 1, 1, tzinfo=UTC))
CONTACTS = Contacts(principal="Claire Fictif-Jaur", caisse="la Caf de Valmont (fictif)")

OPEN_FILE = FileFacts(
    rsa=(Span(date(2026, 1, 1)),),
    rights=(Span(date(2026, 1, 1)),),
    cmg_requests=(date(2026, 2, 1),),
    situations=Situations(under_protection=True, over_indebted=True, student=True, transferred_from_msa=True),
    social_third_party_payment=True,
)
CATEGORY = {"T15": "prestataire-transport-idf"}


def with_parameters(code, **parameters):
    """A profile of the matrix, the conditions that have these parameters taking other values."""
    profile = MATRIX.profiles[code]
    return profile.with_parameters(
        {one.code: parameters for one in profile.conditions if parameters.keys() <= one.parameters.keys()}
    )


def facts(code="T1", **changes):
    """An allowed consultation with this profile, but for `changes`."""
    profile = MATRIX.profiles[code]
    allowed = ConsultationFacts(
        profile=profile,
        rights=RIGHTS,
        purpose=profile.purposes[0].code,
        missions=frozenset(LABELS),
        mission_labels=LABELS,
        reader=Reader(frozenset({"ASS"})),
        service=ReaderService(CATEGORY.get(code, "departement"), frozenset({"action-sociale-caf"})),
        instructor_number="34-0012",
        searched=True,
        file=OPEN_FILE,
        contacts=CONTACTS,
    )
    return replace(allowed, **changes)


WHOLE = File(
    identity=Identity("999", "1000042", "Fictif-Jaur", "Inès", "F", date(1990, 3, 1), "Roquevive", "Fictif-Lunas"),
    address=Address("4 rue Haute", "99100", "Saint-Aubin-sur-Lergue", date(2020, 5, 1), phone="06 39 98 00 01"),
    family=Family(
        "mariage",
        date(2015, 6, 6),
        "recherche d'emploi",
        Partner("Fictif-Lunas", "Hugo", date(1988, 8, 8), "activité salariée"),
        (Child("Fictif-Lunas", "Zoé", date(2018, 1, 31)), Child("Fictif-Lunas", "Ugo", date(2021, 7, 1))),
    ),
    resources=Resources(
        2024,
        (Income("salaires", "Salaires", Money(Decimal("17999.88"))),),
        (Monthly(date(2026, 8, 1), Money(Decimal("1411.11"))),),
        Money(Decimal("1499.99")),
    ),
    quotient_familial=QuotientFamilial(
        MonthlyQuotient(date(2026, 11, 1), 777), Decimal("3.0"), (MonthlyQuotient(date(2026, 10, 1), None),)
    ),
    rights=Rights(
        (
            Right(Benefit.AF, Span(date(2021, 7, 1)), Money(Decimal("151.05"))),
            Right(Benefit.CMG, Span(date(2022, 1, 1), date(2024, 1, 1)), Money(Decimal("333.33"))),
            Right(Benefit.RSA, Span(date(2026, 1, 1)), Money(Decimal("901.00"))),
        ),
        (date(2021, 12, 5),),
        "Département de Valmont (fictif)",
    ),
    housing=Housing("location", Money(Decimal(512)), date(2020, 5, 1), "Logis fictif", social_landlord=True),
    debts=Debts(
        (
            Debt(
                "Prime d'activité",
                date(2026, 2, 2),
                Money(Decimal("640.00")),
                Money(Decimal("123.45")),
                Money(Decimal(38)),
            ),
        )
    ),
)


def file(**changes):
    """A whole file with a value in every group, each one recognisable in an answer."""
    return replace(WHOLE, **changes)
