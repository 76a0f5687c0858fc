"""What the templates of files receive."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from socle.dossiers.actions.consulting import Consultation, Request
from socle.dossiers.domain.consultation import Code
from socle.dossiers.domain.groups import Group, Level
from socle.dossiers.queries.profiles import ReaderProfile
from socle.dossiers.web.forms import WhyForm
from socle.kernel.decision import Decision

LEVELS = {Level.MASKED.value: "résumé pour votre profil"}


def chosen_profile(profiles: Sequence[ReaderProfile], code: str) -> ReaderProfile | None:
    """The one asked for, whatever its state; when none is asked for, the only one in force."""
    if code:
        return next((one for one in profiles if one.code == code), None)
    held = [one for one in profiles if one.right]
    return held[0] if len(held) == 1 else None


def parted(profiles: Sequence[ReaderProfile]) -> dict[str, Any]:
    return {"held": [one for one in profiles if one.right], "lost": [one for one in profiles if not one.right]}


def refusal_shown(decision: Decision) -> Decision:
    """A search to refine is said alone: what the reader is allowed is not in question."""
    return decision.with_chain(()) if decision.code == Code.REFINE_SEARCH else decision


def file_page(found: Consultation, reader: ReaderProfile, asked: Request) -> dict[str, Any]:
    """The file cut along the profile: groups shown, groups withheld, and what the trace says."""
    purpose = reader.profile.purpose(asked.purpose or "")
    return {
        "beneficiary": found.disclosure.beneficiary,
        "groups": [_group(code, group) for code, group in found.disclosure.groups.items()],
        "withheld": [{"title": line["label"], "decision": _refusal(line)} for line in found.disclosure.withheld],
        "trace": found.trace_id,
        "at": found.at,
        "profile": reader,
        "purpose": purpose.label if purpose else "",
    }


def _group(code: str, group: dict[str, Any]) -> dict[str, Any]:
    return {
        "code": code,
        "title": group["label"],
        "level": LEVELS.get(group["level"], ""),
        "note": group["note"],
        "items": [{"term": field["label"], "text": field["text"]} for field in group["fields"]],
    }


def _refusal(line: dict[str, str]) -> dict[str, Any]:
    return {"allowed": False, "reason": line["reason"], "clause": line["clause"], "fix": line["fix"]}


def question_said(form: WhyForm, at: datetime) -> dict[str, Any]:
    """The question in words, beside its answer."""
    data = form.cleaned_data
    profiles = dict(form.fields["profil"].choices)  # type: ignore[attr-defined]
    group = Group(data["groupe"]).label if data["groupe"] else ""
    return {"asked_profile": profiles[data["profil"]], "asked_group": group, "asked_at": data["au"] or at}
