from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "socle.supervision"
    label = "supervision"
