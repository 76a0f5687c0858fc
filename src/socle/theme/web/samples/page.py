from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.utils.safestring import SafeString

from socle.kernel.room import Todo
from socle.theme.asof import Moment
from socle.theme.web.samples import decisions, forms

AT = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)
_QR = SafeString(
    '<svg viewBox="0 0 7 7" shape-rendering="crispEdges" aria-hidden="true"><path fill="#000" '
    'd="M0 0h3v3h-3zM4 0h3v3h-3zM0 4h3v3h-3zM4 4h1v1h-1zM6 5h1v2h-1z"/></svg>'
)


def _todos() -> list[Todo]:
    return [
        Todo(
            "Relire le droit de Claire Fictive",
            "Aucune consultation depuis 90 jours.",
            "#",
            AT - timedelta(days=2),
            "bulletin CDAP, 2",
            "user-question",
        ),
        Todo(
            "Répondre à la demande de traces",
            "Demandée par le délégué à la protection des données.",
            "#",
            AT + timedelta(days=2),
            "contrat de service, 5.3.2",
            "history",
        ),
        Todo(
            "Préparer la revue annuelle",
            "48 habilitations à confirmer.",
            "#",
            AT + timedelta(days=30),
            "règle de Socle, MCP-63",
            "list-check",
        ),
        Todo("Compléter l'annuaire", "Le suppléant n'a pas de téléphone.", "#"),
    ]


def _tree() -> list[dict[str, object]]:
    return [
        {
            "label": "Convention « Mon Compte Partenaire »",
            "badge": "en vigueur",
            "tone": "success",
            "children": [
                {"label": "Contrat de service", "url": "#", "hint": "32 termes", "current": True},
                {
                    "label": "Bulletins d'adhésion",
                    "children": [
                        {"label": "Bulletin CDAP", "url": "#", "hint": "profil T2, 12 sièges"},
                        {"label": "Bulletin AFAS", "url": "#"},
                    ],
                },
                {"label": "Avenant n° 1", "url": "#", "badge": "à signer", "tone": "warning", "icon": "file-plus"},
            ],
        }
    ]


def _events() -> list[dict[str, object]]:
    return [
        {
            "title": "Convention signée",
            "at": AT - timedelta(days=400),
            "who": "Caf de Valmont",
            "tone": "success",
            "icon": "file-check",
            "clause": decisions.TRACES,
        },
        {
            "title": "Avenant proposé",
            "at": AT - timedelta(days=5),
            "text": "Quatre sièges T2 de plus.",
            "tone": "warning",
            "icon": "file-plus",
            "badge": "à signer",
        },
        {"title": "Fin de la période en cours", "at": AT + timedelta(days=290)},
    ]


def _columns() -> list[object]:
    return [
        {"label": "Personne", "sort_url": "#", "sorted": "ascending"},
        {"label": "Service et profil", "sort_url": "#"},
        {"label": "État"},
        {"label": "Jusqu'au"},
        {"label": "Consultations", "numeric": True, "sort_url": "#", "sorted": "descending"},
        "Clause",
    ]


def _rows() -> list[list[object]]:
    ends = {"at": AT + timedelta(days=180)}
    clause = {"clause": decisions.SEATS}
    return [
        [
            {"text": "Claire Fictive", "url": "#"},
            "CDAP, T2",
            {"badge": "en cours", "tone": "success"},
            ends,
            {"number": 48},
            clause,
        ],
        [
            {"text": "Hugo Modèle", "url": "#"},
            "CDAP, T2",
            {"badge": "suspendu", "tone": "warning"},
            ends,
            {"number": 3},
            clause,
        ],
        [
            {"text": "Inès Exemple", "url": "#"},
            "AFAS, D1",
            {"badge": "retiré", "tone": "danger"},
            "12 janvier 2026",
            {"number": 0},
            clause,
        ],
        [
            {"text": "Samir Témoin", "url": "#"},
            "CDAP, T1",
            {"badge": "à venir", "tone": "neutral", "icon": "clock"},
            ends,
            {"number": 0},
            clause,
        ],
    ]


def _lists() -> dict[str, object]:
    return {
        "breadcrumb": [{"label": "Accueil", "url": "/"}, {"label": "Composants"}],
        "tabs": [
            {"label": "Documents", "url": "#", "current": True},
            {"label": "Termes", "url": "#", "count": 32},
            {"label": "Parties", "url": "#"},
        ],
        "tools": {
            "views": [
                {"label": "Régie, fin proche", "url": "#", "current": True},
                {"label": "Tout l'accueil", "url": "#", "is_shared": True},
            ],
            "manage_url": "#",
            "save_url": "#",
            "export_url": "#",
        },
        "another_day": Moment(AT, AT.date()),
        "steps": [
            {"label": "Besoin", "state": "done", "url": "#"},
            {"label": "Profil et période", "state": "current"},
            {"label": "Vérification", "state": "todo"},
        ],
        "definitions": [
            {"term": "Parties", "text": "Caf de Valmont (fictif), commune de Saint-Aubin-sur-Lergue (fictif)"},
            {"term": "État", "badge": "en vigueur", "tone": "success"},
            {
                "term": "Prochaine échéance",
                "at": AT + timedelta(days=30),
                "clause": decisions.TRACES,
                "hint": "dénonciation possible trois mois avant",
            },
            {"term": "Document", "text": "Contrat de service", "url": "#"},
            {"term": "Téléphone", "text": ""},
        ],
        "identity": [
            {"term": "Nom", "text": "FICTIVE Aline"},
            {"term": "Numéro d'allocataire", "text": "00•••42", "masked": True},
            {"term": "Téléphone", "text": ""},
        ],
        "actions": [
            {"label": "Imprimer", "url": "#", "icon": "printer"},
            {"label": "Ouvrir un droit", "url": "#", "kind": "primary", "icon": "plus"},
        ],
        "status": {"label": "en vigueur", "tone": "success"},
        "notices": [
            ("success", "Droit ouvert pour Claire Fictive."),
            ("warning", "Il reste un seul siège T2."),
            ("danger", "L'envoi a échoué."),
            ("info", "Maintenance samedi."),
        ],
        "tones": ["neutral", "info", "success", "warning", "danger"],
        "consequences": [
            "Claire Fictive ne pourra plus lire aucun dossier, dès sa prochaine demande.",
            "Le siège T2 redevient libre.",
            "Le retrait est inscrit au journal.",
        ],
        "hidden": {"habilitation": "exemple"},
    }


def page() -> dict[str, object]:
    """The context of /composants: fixed dates, fictional people."""
    return {
        **_lists(),
        "at": AT,
        "refused": decisions.refused(AT + timedelta(days=30)),
        "allowed": decisions.allowed(AT + timedelta(days=180)),
        "withheld": decisions.withheld(),
        "clause": decisions.TRACES,
        "house": decisions.HOUSE,
        "todos": _todos(),
        "tree": _tree(),
        "events": _events(),
        "columns": _columns(),
        "rows": _rows(),
        "form": forms.unbound(),
        "refused_form": forms.refused(),
        "filter_form": forms.FilterSample(),
        "qr": _QR,
    }
