"""`/api/v1`: one router per room; nouns are those of the glossary."""

from __future__ import annotations

from socle.conventions.web.api import router as conventions
from socle.dossiers.web.api import router as dossiers
from socle.habilitations.web.api import router as habilitations
from socle.habilitations.web.rights_api import ROUTERS
from socle.privacy.web.api import router as privacy
from socle.saisines.web.api import router as saisines
from socle.site.api import errors
from socle.site.api.authentication import Bearer
from socle.site.api.description import DescribedAPI
from socle.supervision.web.api import router as supervision

api = DescribedAPI(
    title="Socle",
    version="1.0.0",
    description="La convention signée devient le service en marche : chaque décision cite sa clause.",
    auth=Bearer(),
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api",
)
errors.register(api)
api.add_router("", conventions)
api.add_router("", habilitations)
for router in ROUTERS:
    api.add_router("", router)
api.add_router("", dossiers)
api.add_router("", privacy)
api.add_router("", supervision)
api.add_router("", saisines)
