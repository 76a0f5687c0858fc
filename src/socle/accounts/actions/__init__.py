"""What changes identity: one function per verb, each with its trace."""

from socle.accounts.actions.activation import Activated, activate
from socle.accounts.actions.federation import FactorNeeded, begin_identity, enter, prove_factor, redeem
from socle.accounts.actions.forcing import PasswordAsked, close_of, require_new_password
from socle.accounts.actions.identities import check_link, end_identity, link_identity
from socle.accounts.actions.invitations import disable_account, invite, reopen_account, send_recovery_link
from socle.accounts.actions.keys import (
    REFUSED_KEY,
    Ceremony,
    add_key,
    begin_key,
    begin_key_sign_in,
    remove_key,
    sign_in_with_key,
)
from socle.accounts.actions.own import change_password, end_other_sign_ins, end_sign_in, renew_recovery_codes
from socle.accounts.actions.provisioning import provision_demonstration
from socle.accounts.actions.sign_in import Opened, sign_in
from socle.accounts.actions.sign_ins import sign_out, step_up, switch_membership
from socle.accounts.actions.tokens import CreatedToken, create_token, revoke_tokens

__all__ = [
    "REFUSED_KEY",
    "Activated",
    "Ceremony",
    "CreatedToken",
    "FactorNeeded",
    "Opened",
    "PasswordAsked",
    "activate",
    "add_key",
    "begin_identity",
    "begin_key",
    "begin_key_sign_in",
    "change_password",
    "check_link",
    "close_of",
    "create_token",
    "disable_account",
    "end_identity",
    "end_other_sign_ins",
    "end_sign_in",
    "enter",
    "invite",
    "link_identity",
    "prove_factor",
    "provision_demonstration",
    "redeem",
    "remove_key",
    "renew_recovery_codes",
    "reopen_account",
    "require_new_password",
    "revoke_tokens",
    "send_recovery_link",
    "sign_in",
    "sign_in_with_key",
    "sign_out",
    "step_up",
    "switch_membership",
]
