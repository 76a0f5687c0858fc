"""A matrix that is not right is refused with its line and the remedy (MCP-62: an editable default)."""

import pytest

from socle.dossiers.catalogue import text
from socle.dossiers.domain.matrix import MatrixError, load

TEXT = text("cdap-matrice.toml")


def line_of(fragment, content):
    return next(number for number, line in enumerate(content.splitlines(), 1) if fragment in line)


@pytest.mark.parametrize(
    ("old", "new", "reason", "fix"),
    [
        ('debts = "hidden"', 'debts = "visible"', "visible", "read, masked, hidden"),
        ('housing = "hidden"\n', "", "housing", "hidden"),
        ('housing = "hidden"', 'nir = "read"', "nir", "identity"),
        ('only = ["RSA"]', 'only = ["RMI"]', "RMI", "RSA"),
        ("years = 2, note", 'years = "deux", note', "deux", "nombre d'années"),
        ("note = ", "color = ", "color", "only"),
        ('code = "cmg_request"', 'code = "cmg"', "cmg", "cmg_request"),
        ('rsa_or_transfer", years = 2', 'rsa_or_transfer"', "rsa_or_transfer", "years"),
        ('rsa_or_transfer", years = 2', 'rsa_or_transfer", years = "2"', "rsa_or_transfer", "years"),
        ("temporary = true", "for_a_time = true", "for_a_time", "temporary"),
        ('clause = "bulletin CDAP, 2"', 'clause = "bulletin"', "bulletin", "article"),
        ('clause = "bulletin CDAP, 2"\n', "", "clause", "clause"),
        ('code = "T4"', 'code = "T2"', "deux fois", "une seule"),
        ('mention = "non officiel"', 'mention = "officiel"', "officielle", "non officiel"),
        ("official = false", "official = true", "officielle", "false"),
        ('version = "2026-01"', "", "version", "version"),
    ],
)
def test_mcp_62_a_mistake_is_shown_where_it_is(old, new, reason, fix):
    assert old in TEXT
    with pytest.raises(MatrixError) as refused:
        load(TEXT.replace(old, new, 1))
    assert reason in refused.value.reason
    assert fix in refused.value.fix
    assert refused.value.line is not None
    assert str(refused.value).startswith(f"ligne {refused.value.line} : ")


@pytest.mark.parametrize(
    ("old", "new", "fragment"),
    [
        ('code = "T2"\ntitle', 'code = "T2"\nclosed = true\ntitle', "closed"),
        ('quotient_familial = "read"\nrights = "hidden"', 'quotient_familial = "lu"\nrights = "hidden"', '"lu"'),
        ('conditions = [{ code = "cmg_request" }]', 'conditions = [{ code = "cmg" }]', '[{ code = "cmg" }]'),
        ('version = "2026-01"', 'version = "2026-01"\nnir = true', "nir"),
    ],
)
def test_mcp_62_the_line_is_the_one_of_the_profile_at_fault(old, new, fragment):
    content = TEXT.replace(old, new, 1)
    assert content != TEXT
    with pytest.raises(MatrixError) as refused:
        load(content)
    assert refused.value.line == line_of(fragment, content)


def test_a_text_that_is_not_toml_is_refused():
    with pytest.raises(MatrixError, match="illisible"):
        load("[[profiles]\n")


def test_the_text_shipped_is_accepted():
    assert len(load(TEXT).profiles) == 19
