from django.core.mail.backends.base import BaseEmailBackend


class Broken(BaseEmailBackend):
    """A server that answers nobody."""

    def send_messages(self, email_messages: list) -> int:
        raise ConnectionRefusedError("serveur absent")
