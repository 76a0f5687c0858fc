"""The messages of identity, as they are read."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from socle.accounts import emails
from socle.accounts.domain.states import LinkPurpose
from socle.accounts.facts import Invitee

INVITEE = Invitee(uuid4(), uuid4(), "Zoé $name", "zoe@commune.example", "Commune de Saint-Aubin (fictif)", frozenset())
END = datetime(2026, 3, 5, 8, 30, tzinfo=UTC)

ACTIVATION = """\
Bonjour Zoé $name,

Commune de Saint-Aubin (fictif) vous ouvre un compte sur Socle, le portail des conventions.

Votre identifiant : tamu4821

Ouvrez ce lien pour choisir votre mot de passe et relier votre application
d'authentification :

http://localhost:8000/activation/JETON

Ce lien est personnel, ne sert qu'une fois et s'éteint le 05/03/2026 à 09:30.
Ne le transmettez à personne : vous seul devez connaître vos secrets.

Si vous n'attendiez pas ce message, n'ouvrez pas le lien et prévenez le
gestionnaire des habilitations de Commune de Saint-Aubin (fictif).
"""


@pytest.mark.urls("tests.accounts.urls")
def test_activation_reaches_its_person_and_is_forgotten(settings) -> None:
    settings.ORIGIN = "http://localhost:8000"

    mail = emails.link_mail(LinkPurpose.ACTIVATION, INVITEE, "tamu4821", "JETON", END)

    assert (mail.to, mail.subject, mail.is_secret) == ("zoe@commune.example", "Activez votre compte Socle", True)
    assert mail.body == ACTIVATION


@pytest.mark.urls("tests.accounts.urls")
def test_recovery_says_that_the_second_factor_stays() -> None:
    mail = emails.link_mail(LinkPurpose.RECOVERY, INVITEE, "tamu4821", "JETON", END)

    assert mail.is_secret
    assert "Un code de votre application" in mail.body
    assert "/activation/JETON" in mail.body
