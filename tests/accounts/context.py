from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, object]:
    """The frame of a page without the rooms above this one."""
    actor = getattr(request, "actor", None)
    return {"actor": actor, "appearance": "light", "demonstration": True} if actor else {"appearance": "light"}
