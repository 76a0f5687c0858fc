"""The product's settings for the portal of the journeys: a template variable that does not exist is shown."""

from socle.site.settings import *  # noqa: F403
from socle.site.settings import TEMPLATES

TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = "«variable inconnue : %s»"
