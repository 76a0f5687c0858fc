"""What the text that is being signed asks of a public party first (MCP-11)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from socle.conventions.domain.reading import AnyTerm
from socle.conventions.models import ConventionParty, DraftParty, SigningRound
from socle.conventions.queries.drafts import draft_of, read_draft, terms_of, text_of
from socle.conventions.queries.reading import terms_at


@dataclass(frozen=True, slots=True)
class Standing:
    """A party before a paper: its side, whether it is public, and the terms that say what authorises it."""

    role: str
    is_public: bool
    terms: tuple[AnyTerm, ...]


def authority_for(row: SigningRound, party_id: UUID, at: datetime) -> Standing:
    """The terms in force of the convention, or those that the draft would write."""
    if row.draft_id is not None:
        one = DraftParty.objects.get(draft_id=row.draft_id, party_id=party_id)
        draft = draft_of(row.draft_id)
        assert draft is not None, "the paper is seen, its draft too"
        return Standing(one.role, one.is_public, terms_of(read_draft(draft, text_of(draft), at)))
    assert row.convention_id is not None, "a paper is of a convention or of a draft"
    signed = ConventionParty.objects.select_related("party")
    party = signed.get(convention_id=row.convention_id, party_id=party_id)
    return Standing(party.role, party.party.is_public_body, tuple(terms_at(row.convention_id, at).all))
