"""What identity answers to the other rooms and to its own pages."""

from socle.accounts.queries.identity import (
    SESSION_SCOPE,
    Identity,
    Membership,
    memberships_of,
    resolve_session,
    resolve_token,
)
from socle.accounts.queries.members import (
    MemberAccount,
    OpenAccess,
    member_account,
    open_access,
    open_sign_ins,
    states_of,
)
from socle.accounts.queries.own import Link, OwnAccount, OwnKey, OwnSignIn, link, own_account

__all__ = [
    "SESSION_SCOPE",
    "Identity",
    "Link",
    "MemberAccount",
    "Membership",
    "OpenAccess",
    "OwnAccount",
    "OwnKey",
    "OwnSignIn",
    "link",
    "member_account",
    "memberships_of",
    "open_access",
    "open_sign_ins",
    "own_account",
    "resolve_session",
    "resolve_token",
    "states_of",
]
