"""Tables of our rooms, with the personal data each declares and how long it is kept."""

from __future__ import annotations

from django.apps import apps
from django.db.models import Model

from socle.site.generated.markdown import code, page, section, table


def rooms() -> dict[str, list[type[Model]]]:
    """The models of each of our rooms, by name."""
    return {
        config.label: sorted(config.get_models(), key=lambda model: model.__name__)
        for config in apps.get_app_configs()
        if config.name.startswith("socle.")
    }


def _summary(model: type[Model]) -> str:
    return (model.__doc__ or "").strip().split("\n")[0]


def text() -> str:
    parts = [
        section(
            room,
            table(
                ("Modèle", "Table", "Ce que c'est", "Données personnelles", "Conservation"),
                (
                    (
                        model.__name__,
                        code(model._meta.db_table),  # noqa: SLF001 - Django's documented door to a model
                        _summary(model),
                        ", ".join(model.PERSONAL) or "–",  # type: ignore[attr-defined]
                        model.RETENTION,  # type: ignore[attr-defined]
                    )
                    for model in models
                ),
            ),
        )
        for room, models in sorted(rooms().items())
        if models
    ]
    return page(
        "Tables et données personnelles",
        "Chaque table dit quelles données personnelles elle tient et combien de temps ; un test refuse celle qui "
        "ne le dit pas.",
        *parts,
    )
