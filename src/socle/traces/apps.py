from django.apps import AppConfig


class TracesConfig(AppConfig):
    name = "socle.traces"
    label = "traces"
