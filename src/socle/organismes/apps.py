from django.apps import AppConfig


class OrganismesConfig(AppConfig):
    name = "socle.organismes"
    label = "organismes"
