"""Assembly of the API `/api/v1`: authentication, errors, and the routers that the rooms offer."""
