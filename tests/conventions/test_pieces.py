"""Files as evidence of an obligation: examined, for its parties alone, said with the word they prove (URS-01)."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from socle.conventions.models import ObligationEntry
from socle.files.domain.kinds import FileState
from socle.files.models import StoredFile
from tests import browsing, factories
from tests.conventions.test_obligations import line_of
from tests.conventions.test_obligations import owed as owed  # noqa: PLC0414 - a fixture
from tests.files import hostile

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_state(settings, tmp_path: Path) -> None:
    settings.SOCLE_STATE = str(tmp_path)


@pytest.fixture
def address(convention, owed, caisse_admin) -> str:
    line = line_of(caisse_admin, convention, owed)
    return reverse("conventions:obligation", args=[convention.id, *line.occurrence.key])


def declared(name: str, content: bytes) -> dict[str, object]:
    sent = SimpleUploadedFile(name, content)
    return {"etape": "declare", "texte": "Liste envoyée.", "fait_le": "2025-10-20", "piece": sent}


def test_the_parties_read_the_file_and_nobody_else(owner, address, principal, caisse_admin):
    caisse, partner = browsing.browser_of(caisse_admin), browsing.browser_of(principal)
    content = hostile.pdf()
    assert caisse.post(address, declared("liste.pdf", content)).status_code == 302
    page = partner.get(address).content.decode()
    assert "contrôlée, gardée chiffrée" in page
    assert "six ans après la fin de la convention" in page
    with owner():
        row = StoredFile.objects.get()
        assert ObligationEntry.objects.get().note == "Liste envoyée. [liste.pdf]"
        stranger = browsing.browser_of(factories.actor_of(factories.MembershipFactory(), "principal"))
    handed = partner.get(f"{address}pieces/{row.id}/")
    assert handed["Content-Disposition"].startswith("attachment")
    assert b"".join(handed.streaming_content)[:5] == b"%PDF-"
    assert stranger.get(f"{address}pieces/{row.id}/").status_code == 404
    assert partner.get(address.replace("/obligations/", "/obligations/x", 1) + f"pieces/{row.id}/").status_code == 404


def test_a_file_refused_says_why_and_nothing_is_declared(owner, address, caisse_admin):
    """The negative control of the test above: a word without its file would look proved."""
    browser = browsing.browser_of(caisse_admin)
    answer = browser.post(address, declared("liste.pdf", b"MZ programme"))
    assert answer.status_code == 403
    assert "ni un PDF, ni une image" in answer.content.decode()
    with owner():
        assert not ObligationEntry.objects.exists()
        assert StoredFile.objects.get().state == FileState.REFUSED
    assert "refusée, rien n&#x27;est gardé" in browser.get(address).content.decode()


def test_who_may_not_say_it_leaves_no_file(owner, address, principal):
    answer = browsing.browser_of(principal).post(address, declared("liste.pdf", hostile.pdf()))
    assert answer.status_code == 403
    with owner():
        assert not StoredFile.objects.exists()
