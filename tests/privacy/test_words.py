"""Every tag, field and group has its words."""

from socle.dossiers.domain.groups import LABELS
from socle.privacy.sentences import GROUPS
from socle.privacy.web.words import ACTIONS, FIELDS, payload_lines, word
from socle.traces.domain.table import CATALOGUE


def test_every_tag_can_be_chosen_in_the_filter():
    prefixes = [tag for tag, _ in ACTIONS]
    shown = [kind for kind in CATALOGUE if kind.log is not None]

    assert [k.tag for k in shown if not any(k.tag == p or k.tag.startswith(f"{p}:") for p in prefixes)] == []


def test_every_choice_of_the_filter_is_the_beginning_of_a_tag():
    tags = [kind.tag for kind in CATALOGUE]

    assert [p for p, _ in ACTIONS if not any(tag == p or tag.startswith(f"{p}:") for tag in tags)] == []


def test_every_field_of_a_payload_has_a_label():
    assert {name for kind in CATALOGUE for name in kind.known} - FIELDS.keys() == set()


def test_groups_are_called_as_in_the_files():
    assert {group.value: label.lower() for group, label in LABELS.items()} == GROUPS


def test_values_read_in_french():
    assert [word(value) for value in (True, False, [], ["a", "b"], 3)] == ["oui", "non", "aucun", "a, b", "3"]
    assert payload_lines({"purpose": "x", "caisse": "999"}) == [
        {"term": "Caisse", "text": "999"},
        {"term": "Finalité", "text": "x"},
    ]
