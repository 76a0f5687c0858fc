"""The endpoints `/scim/v2` of a partner's directory; `site` gives them their token and their errors."""

from socle.habilitations.web.scim import discovery, groups, users

ROUTERS = (discovery.router, users.router, groups.router)
