from django.apps import AppConfig


class SaisinesConfig(AppConfig):
    name = "socle.saisines"
    label = "saisines"
