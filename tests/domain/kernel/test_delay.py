import pytest
from hypothesis import given
from hypothesis import strategies as st

from socle.kernel.deadlines import Delay, Span, Unit
from tests.domain.kernel.strategies import delays

READINGS = {
    "10 jours ouvrés": "10 jours ouvrés",
    "10 Jours  Ouvrés": "10 jours ouvrés",
    "10\N{NO-BREAK SPACE}jours ouvres": "10 jours ouvrés",
    "1 jour ouvré": "1 jour ouvré",
    "2 jours ouvrables": "2 jours ouvrables",
    "3 jours": "3 jours",
    "30 jours calendaires": "30 jours",
    "5j": "5 jours",
    "3 semaines": "3 semaines",
    "un mois": "1 mois",
    "six mois": "6 mois",
    "2 ans": "2 ans",
    "1 année": "1 an",
    "48 heures": "48 heures",
    "48h": "48 heures",
    "quarante-huit heures": "48 heures",
    "P1M": "1 mois",
    "P6M": "6 mois",
    "P1Y": "1 an",
    "P2W": "2 semaines",
    "P10D": "10 jours",
    "PT48H": "48 heures",
    "p1y6m": "1 an et 6 mois",
    "10 jours et 1 mois": "1 mois et 10 jours",
    "1 an, 2 mois et 3 jours": "1 an et 2 mois et 3 jours",
}
UNREADABLE = [
    "",
    "P",
    "PT",
    "10",
    "jours",
    "10 lunes",
    "-3 jours",
    "1,5 mois",
    "PT30M",
    "bien des mois",
    "maints mois",
    "9999999 jours",
]


@pytest.mark.parametrize(("text", "said"), READINGS.items())
def test_french_and_iso_are_read(text, said):
    assert str(Delay.parse(text)) == said


@given(delays())
def test_what_is_said_is_read_back(delay):
    assert Delay.parse(str(delay)) == delay


@given(st.lists(delays(), min_size=2, max_size=3, unique_by=lambda delay: delay.spans[0].unit))
def test_compound_delays_are_read_back_longest_first(parts):
    spans = tuple(part.spans[0] for part in parts)
    if any(span.unit is Unit.HOURS for span in spans):
        with pytest.raises(ValueError, match="ne mêle pas"):
            Delay(spans)
    else:
        assert Delay.parse(str(Delay(spans))) == Delay(spans[::-1])


@pytest.mark.parametrize("text", UNREADABLE)
def test_an_unreadable_delay_says_how_to_write_it(text):
    with pytest.raises(ValueError, match="écrivez par exemple"):
        Delay.parse(text)


@pytest.mark.parametrize("text", ["0 jour", "P0D", "101 ans", "2 jours et 3 jours"])
def test_a_delay_out_of_bounds_is_refused(text):
    with pytest.raises(ValueError, match="délai"):
        Delay.parse(text)


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused_in_french(text):
    try:
        said = str(Delay.parse(text))
    except ValueError as error:
        said = str(error)

    assert said
    assert "invalid literal" not in said


def test_amounts_by_unit():
    delay = Delay.parse("1 an et 6 mois")

    assert (delay.amount_of(Unit.YEARS), delay.amount_of(Unit.MONTHS), delay.amount_of(Unit.DAYS)) == (1, 6, 0)
    assert not delay.is_hours
    assert Delay.parse("PT1H").is_hours
    assert str(Span(1, Unit.WEEKS)) == "1 semaine"
