"""How the service where somebody works is paid: what the profile T2 depends on (bulletin CDAP, 2; facts.md §1.3)."""

from __future__ import annotations

TRAITS = {
    "action-sociale-caf": "subventionné par l'action sociale de la Caf",
    "cantine-a-un-euro": "cantine à un euro",
}
