"""What outside lists say of a password: zxcvbn's score, context words included, and the known passwords of Django."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from django.contrib.auth.password_validation import CommonPasswordValidator
from zxcvbn import zxcvbn

from socle.accounts.domain.password import Candidate, context_words, decide
from socle.kernel.decision import Decision

LONGEST_SCORED = 72


@cache
def _known() -> frozenset[str]:
    return frozenset(CommonPasswordValidator().passwords)


def assess(password: str, own_words: Iterable[str]) -> Decision:
    """Whether the person whose words these are may take this password."""
    context = context_words(own_words)
    score = zxcvbn(password[:LONGEST_SCORED], user_inputs=list(context))["score"] if password else 0
    return decide(Candidate(password, int(score), password.lower().strip() in _known(), context))
