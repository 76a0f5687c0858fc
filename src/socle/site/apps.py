from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "socle.site"
    label = "site"
