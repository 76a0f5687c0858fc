"""`SECURITY.md` prints the values that the code holds, and names files that exist."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from socle.accounts.domain import policy

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
SAID = (
    f"| {policy.MIN_LENGTH} to {policy.MAX_LENGTH} characters",
    f"zxcvbn at least {policy.MIN_SCORE} of 4",
    f"one use, {policy.LINK_LIFE // HOUR} hours",
    f"{policy.IDLE_END // MINUTE} minutes, {policy.ABSOLUTE_END // HOUR} hours",
    f"before a sensitive act | {policy.STEP_UP_LIFE // MINUTE} minutes",
    f"API token | {policy.TOKEN_LIFE // MINUTE} minutes at most",
    f"{policy.ACCOUNT_FREE_FAILURES} by account or known device in a day, {policy.NETWORK_FREE_FAILURES} by network in an hour",
    f"longest wait | {policy.LONGEST_DELAY // MINUTE} minutes",
    f"version {policy.VERSION})",
)
FILES = re.compile(r"`((?:src|tests)/[\w/.]+)`")


@pytest.mark.parametrize("said", SAID)
def test_each_parameter_is_the_one_applied(said):
    assert said in TEXT


@pytest.mark.parametrize("page", [*sorted(ROOT.glob("docs/adr/*.md")), ROOT / "SECURITY.md", ROOT / "CONTRIBUTING.md"])
def test_each_file_named_exists(page):
    named = FILES.findall(page.read_text(encoding="utf-8"))
    assert [name for name in named if not (ROOT / name).exists()] == []
