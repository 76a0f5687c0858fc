from datetime import UTC, datetime, timedelta

import pytest

from socle.accounts.domain import policy, session
from socle.accounts.domain.session import LinkFacts, SessionCode, SessionFacts, TokenFacts
from socle.accounts.domain.states import AccountState

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def signed_in(*, state=AccountState.ACTIVE, member=True, age=MINUTE, idle=MINUTE, ended=None) -> SessionFacts:
    return SessionFacts(state, member, AT - age, AT - idle, ended)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (signed_in(ended=AT - MINUTE), SessionCode.ENDED),
        (signed_in(state=AccountState.DISABLED), SessionCode.DISABLED),
        (signed_in(state=AccountState.INVITED), SessionCode.DISABLED),
        (signed_in(member=False), SessionCode.LEFT),
        (signed_in(age=policy.ABSOLUTE_END), SessionCode.ABSOLUTE),
        (signed_in(age=policy.IDLE_END, idle=policy.IDLE_END), SessionCode.IDLE),
    ],
)
def test_a_sign_in_ends(facts: SessionFacts, code: SessionCode) -> None:
    decision = session.decide(facts, AT)

    assert not decision
    assert decision.code == code
    assert str(decision.clause) == "règle de Socle, MCP-35"


def test_a_sign_in_holds_until_the_first_of_its_ends() -> None:
    assert session.decide(signed_in(age=599 * MINUTE), AT).until == AT + MINUTE
    assert session.decide(signed_in(), AT).until == AT - MINUTE + policy.IDLE_END


def test_tokens() -> None:
    alive = TokenFacts(AccountState.ACTIVE, True, AT + MINUTE, None)
    assert session.decide_token(alive, AT)
    assert session.decide_token(alive, AT + MINUTE).code == SessionCode.EXPIRED
    assert session.decide_token(TokenFacts(AccountState.ACTIVE, True, AT, AT), AT).code == SessionCode.ENDED
    assert (
        session.decide_token(TokenFacts(AccountState.DISABLED, True, AT + MINUTE, None), AT).code
        == SessionCode.DISABLED
    )
    assert session.decide_token(TokenFacts(AccountState.ACTIVE, False, AT + MINUTE, None), AT).code == SessionCode.LEFT


def test_links() -> None:
    assert session.decide_link(LinkFacts(AccountState.INVITED, AT + MINUTE, None), AT)
    assert session.decide_link(LinkFacts(AccountState.INVITED, AT, None), AT).code == SessionCode.EXPIRED
    assert session.decide_link(LinkFacts(AccountState.ACTIVE, AT + MINUTE, AT), AT).code == SessionCode.USED
    assert session.decide_link(LinkFacts(AccountState.DISABLED, AT + MINUTE, None), AT).code == SessionCode.DISABLED


@pytest.mark.parametrize(("since", "holds"), [(None, False), (10 * MINUTE, False), (10 * MINUTE - MINUTE, True)])
def test_confirming_lasts_ten_minutes(since: timedelta | None, *, holds: bool) -> None:
    assert bool(session.step_up(AT - since if since is not None else None, AT)) is holds
