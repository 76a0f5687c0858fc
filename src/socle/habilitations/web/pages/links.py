"""The trail above the pages of rights."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

Lines = list[dict[str, Any]]


def trail(*steps: tuple[str, str]) -> list[dict[str, str]]:
    """The breadcrumb below the list of rights; the last step is the page itself."""
    above = (("Habilitations", reverse("habilitations:rights")), *steps)
    return [{"label": label, "url": url} for label, url in above]
