"""The product's settings, on a database of each test worker; a template variable that does not exist is seen."""

import os

from socle.database import cluster

cluster.ensure_started()
os.environ["SOCLE_DATABASE"] = f"socle_test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
os.environ["SOCLE_PROCESS_ROLE"] = "socle_owner"
os.environ["SOCLE_DEMONSTRATION"] = "1"

from socle.site.settings import *  # noqa: E402, F403
from socle.site.settings import TEMPLATES  # noqa: E402

TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = "«variable inconnue : %s»"
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
