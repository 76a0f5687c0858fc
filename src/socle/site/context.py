"""What every page shows around its content: who acts, for whom, the menu, the last checkpoint."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from socle.accounts.domain import policy
from socle.accounts.queries import memberships_of
from socle.kernel.actor import Actor
from socle.site.rooms import menu_of
from socle.theme.context import appearance
from socle.traces.queries import heads


def page(request: HttpRequest) -> dict[str, object]:
    """Values of the base page; those of a signed-in person only when there is one."""
    shown: dict[str, object] = {
        "demonstration": settings.DEMONSTRATION,
        "accessibility_url": reverse("accessibility"),
        "accessibility_status": "partiellement conforme",
        "request_id": getattr(request, "id", ""),
        **appearance(request),
    }
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        return shown | {"sign_in_url": reverse("accounts:sign_in")}
    return shown | {
        "actor": actor,
        "actor_name": actor.name,
        "organisation_name": actor.organisation_name,
        "organisations_url": reverse("accounts:switch") if _serves_several(actor) else "",
        "checkpoint": _checkpoint(actor),
        "session_ends_in": int(policy.IDLE_END.total_seconds()),
        "session_extend_url": reverse("session_extend"),
        "account_url": reverse("accounts:account"),
        "go_url": reverse("go"),
        "sign_out_url": reverse("accounts:sign_out"),
        "menu": _menu(actor, request.path),
    }


def _serves_several(actor: Actor) -> bool:
    return actor.account_id is not None and len(memberships_of(actor.account_id)) > 1


def _checkpoint(actor: Actor) -> dict[str, object] | None:
    """The last signed state of the journal, printed at the foot of every page: a witness for free."""
    head = next((head for head in heads() if head.log == "traces"), None)
    if head is None:
        return None
    url = reverse("privacy:verify") if actor.can("trace:list") else ""
    return {"size": head.size, "at": head.at, "url": url}


def _menu(actor: Actor, path: str) -> list[dict[str, object]]:
    """The menu, the longest address that begins the current one marked as current."""
    home = {"label": "À faire", "url": reverse("home"), "icon": "home", "current": path == "/"}
    entries: list[dict[str, object]] = [home]
    entries += [
        {"label": entry.label, "url": reverse(entry.route), "icon": entry.icon, "current": False}
        for entry in menu_of(actor)
    ]
    begun = [entry for entry in entries[1:] if path.startswith(str(entry["url"]))]
    if begun:
        max(begun, key=lambda entry: len(str(entry["url"])))["current"] = True
    return entries
