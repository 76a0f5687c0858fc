from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socle.notifications.domain import sending
from socle.notifications.domain.mail import MailTemplate

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
TEXT = "Objet : Bonjour $name\n\nVotre lien : $link\n"
NAMES = frozenset({"name", "link"})


def test_a_template_becomes_a_mail() -> None:
    mail = MailTemplate.parse(TEXT, NAMES).render(kind="k", to="a@b.example", name="Zoé", link="https://x")

    assert (mail.subject, mail.body, mail.is_secret) == ("Bonjour Zoé", "Votre lien : https://x\n", False)


@pytest.mark.parametrize(
    "text",
    [
        "Sans objet",
        "Objet : x\ncorps sans ligne vide",
        "Objet : $other\n\ncorps",
        "Objet : x\n\n$ {name}",
        "Objet : x\n\n${name.__class__}",
        "Objet : x\n\n$",
    ],
)
def test_r17_a_template_uses_bare_listed_names_only(text: str) -> None:
    with pytest.raises(ValueError, match="modèle de message"):
        MailTemplate.parse(text, NAMES)


@given(st.text())
def test_r17_a_value_is_never_read_as_a_template(value: str) -> None:
    mail = MailTemplate.parse(TEXT, NAMES).render(kind="k", to="a@b.example", name=value, link="${name.__class__}")

    assert "${name.__class__}" in mail.body
    assert not set(mail.subject) & set("\r\n")


def test_exactly_the_listed_values_are_given() -> None:
    template = MailTemplate.parse(TEXT, NAMES)
    with pytest.raises(ValueError, match="attendu"):
        template.render(kind="k", to="a@b.example", name="Zoé")


@given(st.integers(1, 100))
def test_tries_are_further_and_further_apart_up_to_six_hours(attempts: int) -> None:
    wait = sending.next_attempt(attempts, AT) - AT

    assert timedelta(seconds=30) <= wait <= timedelta(hours=6)
    assert wait <= sending.next_attempt(attempts + 1, AT) - AT


def test_a_message_is_left_to_a_person_after_twelve_tries() -> None:
    assert not sending.is_dead(11)
    assert sending.is_dead(12)
