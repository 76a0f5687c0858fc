"""What is traced: the closed table of events."""

from __future__ import annotations

from socle.site.generated.markdown import code, page, section, table
from socle.traces.domain.kinds import ERASURE_SAYS, DataClass, Erasure
from socle.traces.domain.table import CATALOGUE

DATA = {DataClass.NONE: "aucune", DataClass.STAFF: "agents", DataClass.BENEFICIARY: "bénéficiaires"}
ERASURE = {Erasure.NOT_NEEDED: "sans objet", Erasure.WITH_SALT: "avec son sel"}


def text() -> str:
    kinds = sorted(CATALOGUE, key=lambda kind: kind.tag)
    events = table(
        ("Événement", "Phrase", "Journal", "Champs", "Données personnelles", "Effacement"),
        (
            (
                code(kind.tag),
                kind.sentence,
                kind.log.value if kind.log else "tous",
                ", ".join(kind.fields) or "–",
                DATA[kind.data],
                ERASURE[kind.erasure],
            )
            for kind in kinds
        ),
    )
    says = table(("Effacement", "Ce qui se passe"), ((ERASURE[one], ERASURE_SAYS[one]) for one in Erasure))
    return page(
        "Événements tracés",
        f"{len(kinds)} types d'événements. Un acte sans sa ligne ici ne peut pas être tracé, donc ne peut pas être "
        "fait. Un champ suivi de « ? » peut manquer.",
        section("Événements", events),
        section("Comment les données personnelles disparaissent", says),
    )
