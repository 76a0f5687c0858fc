from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "socle.accounts"
    label = "accounts"
