"""MCP-30: an obsolete browser is refused by the term of the convention, and told why."""

import pytest

from socle.site.browsers import _judge, browser_of
from tests.factories import MembershipFactory, actor_of, new_siret, signed
from tests.habilitations.bodies import Organisation

AGENTS = {
    "Mozilla/5.0 (X11; Linux x86_64; rv:102.0) Gecko/20100101 Firefox/102.0": ("firefox", 102),
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36": ("chrome", 120),
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/118.0": ("edge", 118),
    "Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/14.1 Safari/605.1.15": ("safari", 14),
    "curl/8.5": None,
    "": None,
}


@pytest.mark.parametrize(("agent", "expected"), AGENTS.items())
def test_a_browser_is_known_by_what_it_says_of_itself(agent, expected):
    assert browser_of(agent) == expected


@pytest.mark.parametrize(
    ("oldest", "is_allowed"), [("firefox 115", False), ("firefox 102", True), ("chrome 200", True)]
)
def test_the_term_of_the_convention_decides(owner, oldest, is_allowed):
    siret = new_siret()
    with owner():
        text = f'[[terms]]\nid = "navigateurs"\noldest = ["{oldest}"]\n\n[[terms]]\nid = "sieges-cdap-t2"'
        signed(siret=siret, replaced={'[[terms]]\nid = "sieges-cdap-t2"': text})
        member = MembershipFactory(organisation=Organisation.objects.get(siret=siret))

    decision = _judge(actor_of(member), "firefox", 102)

    assert bool(decision) is is_allowed
    assert decision or str(decision.clause) == "contrat de service, 2.1"
