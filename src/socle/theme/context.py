from django.http import HttpRequest

COOKIE = "theme"
CHOICES = {"auto": "Auto", "light": "Clair", "dark": "Sombre"}


def appearance(request: HttpRequest) -> dict[str, str]:
    """The look chosen by cookie; anything else means « as the system says »."""
    chosen = request.COOKIES.get(COOKIE, "auto")
    return {"appearance": chosen if chosen in CHOICES else "auto"}
