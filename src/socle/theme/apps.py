from django.apps import AppConfig


class ThemeConfig(AppConfig):
    name = "socle.theme"
    label = "theme"
    verbose_name = "Thème"
