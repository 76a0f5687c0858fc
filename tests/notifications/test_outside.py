"""Sending is part of an act, so it has a transaction."""

from __future__ import annotations

import pytest
from django.utils import timezone

from socle.notifications import actions
from socle.notifications.domain.mail import Mail


def test_sending_outside_a_transaction_is_a_mistake(committed: None) -> None:
    with pytest.raises(actions.OutsideTransaction, match="ouvrez une transaction"):
        actions.enqueue(Mail("test", "zoe@commune.example", "Bonjour", "Le corps."), timezone.now())
