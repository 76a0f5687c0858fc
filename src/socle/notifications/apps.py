from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "socle.notifications"
    label = "notifications"
