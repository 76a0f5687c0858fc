"""The radar of renewals and the file of a decision, as their pages show them."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from socle.conventions.domain.agenda import DateKind
from socle.conventions.domain.radar import Blip, Horizon
from socle.conventions.models import Convention
from socle.conventions.queries.radar import Dossier, Spotted
from socle.kernel.french import headline
from socle.theme.asof import Moment
from socle.theme.french import day
from socle.theme.templatetags.theme import french_date

COLUMNS = ("Convention", "Avec", "Dernier jour utile", "Délai", "Ce qui suit", "Décider")
TONES = {Horizon.WEEK: "danger", Horizon.MONTH: "warning", Horizon.QUARTER: "info", None: "neutral"}
SAYS = {
    DateKind.LAST_NOTICE: "pour que la dénonciation soit reçue",
    DateKind.END: "fin sans reconduction : rien ne suit de soi-même",
    DateKind.RENEWAL: "reconduction ; le texte n'écrit aucune dénonciation",
}


def rows(found: Sequence[Spotted], moment: Moment) -> list[list[object]]:
    return [
        [
            {"text": one.convention.title, "url": moment.keep(reverse("conventions:detail", args=[one.convention.id]))},
            ", ".join(one.others),
            f"{french_date(one.blip.decides.day)}, {SAYS[one.blip.decides.kind]}",
            {"badge": badge(one.blip), "tone": TONES[one.blip.horizon]},
            follows(one.blip),
            {
                "text": "Dossier de décision",
                "url": moment.keep(reverse("conventions:renewal", args=[one.convention.id])),
            },
        ]
        for one in found
    ]


def follows(blip: Blip) -> str:
    """What comes if nobody objects: the renewal, the next one when the nearest can no more be stopped."""
    if blip.follows is None:
        return "une nouvelle convention, ou rien"
    when = french_date(blip.follows.day)
    if blip.follows.day < blip.decides.day:
        return f"reconduction du {when} acquise : c'est la suivante qui se décide"
    return f"reconduction le {when}"


def badge(blip: Blip) -> str:
    """How many days are left, as administrators say it."""
    return "aujourd'hui" if blip.days_left == 0 else f"J-{blip.days_left}"


def tabs(within: int | None, moment: Moment) -> list[dict[str, object]]:
    """All, then each horizon."""
    here = reverse("conventions:radar")
    choices = [("Toutes", None), *((f"Sous {one.value} jours", one.value) for one in sorted(Horizon, reverse=True))]
    return [
        {
            "label": label,
            "url": moment.keep(f"{here}?avant={days}" if days else here),
            "current": days == within,
        }
        for label, days in choices
    ]


def dossier(convention: Convention, found: Dossier) -> dict[str, object]:
    """The dates, the price, what is late."""
    blip = found.blip
    return {
        "blip": blip,
        "dates": _dates(blip) if blip else [],
        "badge": {"label": badge(blip), "tone": TONES[blip.horizon]} if blip else None,
        "proof": blip.decides.proof if blip else (),
        "fees": [{"term": one.says, "text": one.body.sentence(), "clause": one.clause} for one in found.fees],
        "late": [
            {
                "term": f"{headline(line.occurrence.what)}",
                "text": f"due le {french_date(line.occurrence.due_on)}",
                "hint": found.names.get(line.occurrence.bearer, ""),
                "clause": line.occurrence.clause,
            }
            for line in found.late
        ],
        "duties_url": reverse("conventions:duties", args=[convention.id]),
    }


def _dates(blip: Blip) -> list[dict[str, object]]:
    found: list[dict[str, object]] = [
        {"term": "Date qui décide", "text": day(blip.decides.day), "clause": blip.decides.clause},
        {"term": "Ce qu'elle est", "text": SAYS[blip.decides.kind]},
    ]
    if blip.follows:
        found.append({"term": "Sinon", "text": follows(blip), "clause": blip.follows.clause})
    return found
