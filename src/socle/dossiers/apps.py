from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "socle.dossiers"
    label = "dossiers"
