"""The riskiest rights come first, each with its reasons in plain words (MCP-26, MCP-29; ambition 8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from socle.habilitations.domain.reviewing.risk import LineFacts, peers_say, risk_of

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
CALM = LineFacts(
    granted_at=NOW - timedelta(days=60),
    valid_to=NOW + timedelta(days=60),
    last_used_at=NOW - timedelta(days=2),
    team="Régie",
    peers_with=3,
    peers_of=4,
)


def reasons(**changes) -> tuple[str, ...]:
    return risk_of(replace(CALM, **changes), NOW).reasons


def test_a_right_in_use_with_an_end_has_nothing_to_report():
    assert risk_of(CALM, NOW).points == 0


def test_each_sign_says_itself_in_plain_words():
    assert reasons(last_used_at=None) == ("jamais utilisé",)
    assert reasons(last_used_at=NOW - timedelta(days=122)) == ("pas utilisé depuis le 21 juillet 2026",)
    assert reasons(last_used_at=NOW - timedelta(days=121)) == ()
    assert reasons(valid_to=None) == ("sans date de fin",)
    assert "profil large" in reasons(is_wide=True)[0]
    assert "gère aussi" in reasons(is_manager=True)[0]
    assert "n'est plus dans l'organisme" in reasons(is_grantor_gone=True)[0]
    assert reasons(is_suspended=True) == ("suspendu en ce moment",)
    assert "compte" in reasons(is_account_active=False)[0]
    assert "personne d'autre n'a ce droit parmi les 4" in reasons(peers_with=1)[0]
    assert reasons(rights_of_holder=5, usual_rights=2) == ("5 droits, plus du double de ses collègues",)
    assert "depuis longtemps" in reasons(granted_at=NOW - timedelta(days=800))[0]


def test_a_young_right_has_had_no_time_to_serve():
    assert reasons(granted_at=NOW - timedelta(days=10), last_used_at=None) == ()


def test_the_heaviest_reason_is_said_first_and_points_stop_at_a_hundred():
    worst = risk_of(
        replace(
            CALM,
            last_used_at=None,
            valid_to=None,
            is_wide=True,
            is_manager=True,
            is_grantor_gone=True,
            is_suspended=True,
            is_account_active=False,
        ),
        NOW,
    )
    assert worst.reasons[0] == "jamais utilisé"
    assert worst.points == 100


@given(st.booleans(), st.booleans(), st.booleans(), st.booleans())
def test_a_sign_more_never_lowers_the_risk(wide, manager, gone, suspended):
    facts = replace(CALM, is_wide=wide, is_manager=manager, is_grantor_gone=gone, is_suspended=suspended)
    assert risk_of(replace(facts, is_suspended=True), NOW).points >= risk_of(facts, NOW).points


def test_peers_are_said_when_there_is_somebody_to_compare_with():
    assert peers_say(CALM) == "3 des 4 personnes de ce service ont ce droit"
    assert peers_say(replace(CALM, peers_with=1)) == "1 des 4 personnes de ce service a ce droit"
    assert peers_say(replace(CALM, peers_of=1)) == ""
    assert peers_say(replace(CALM, team="")) == ""
