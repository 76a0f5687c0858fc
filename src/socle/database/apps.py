from django.apps import AppConfig


class DatabaseConfig(AppConfig):
    name = "socle.database"
    label = "database"
