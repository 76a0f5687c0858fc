from datetime import UTC, date, datetime

from socle.theme.moments import as_of, end_of, instant

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)


def test_a_day_begins_at_local_midnight():
    assert instant(date(2026, 7, 1)) == datetime(2026, 6, 30, 22, tzinfo=UTC)


def test_a_time_without_offset_is_local():
    assert instant(datetime(2026, 1, 1, 12)) == datetime(2026, 1, 1, 11, tzinfo=UTC)


def test_a_period_until_a_day_includes_it():
    assert end_of(date(2026, 1, 1)) == datetime(2026, 1, 1, 23, tzinfo=UTC)
    assert end_of(NOW) == NOW


def test_looking_at_a_day_sees_what_happened_that_day():
    assert as_of(date(2026, 3, 12), NOW) > NOW
    assert as_of(None, NOW) == NOW
    assert as_of(NOW, NOW) == NOW
