"""At start, `site` hands each room what the rooms above add to it."""

from importlib import import_module

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "socle.site"
    label = "site"

    def ready(self) -> None:
        import_module("socle.site.panels").hand_in()
