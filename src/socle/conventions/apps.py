from django.apps import AppConfig


class ConventionsConfig(AppConfig):
    name = "socle.conventions"
    label = "conventions"
