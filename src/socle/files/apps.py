from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "socle.files"
    label = "files"
