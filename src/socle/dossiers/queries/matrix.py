"""The profile that a convention makes of the matrix in use."""

from __future__ import annotations

from socle.conventions.queries.reading import Terms
from socle.dossiers.catalogue import cdap_matrix
from socle.dossiers.domain.bound import BoundProfile, bind


def bound_profile(terms: Terms, code: str) -> BoundProfile | None:
    """The profile under the terms in force; None when no such profile exists."""
    return bind(cdap_matrix(), code, terms)
