"""Generated days, delays and calendars that the kernel's tests share."""

from datetime import date, datetime, timedelta

from hypothesis import strategies as st

from socle.kernel.deadlines import Calendar, Delay, OpeningHours, Unit

DESK = OpeningHours.parse("09:00-11:30,14:00-16:00")
PARIS = Calendar("75")
STRASBOURG = Calendar("67")

days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
calendars = st.sampled_from([PARIS, STRASBOURG, Calendar("67", good_friday=False), Calendar("971"), Calendar("974")])


def instants(calendar=PARIS):
    """Instants that exist, to the minute, in the calendar's zone."""
    start = datetime(2020, 1, 1, tzinfo=calendar.zone).timestamp()
    return st.integers(0, 16 * 365 * 24 * 60).map(
        lambda minutes: datetime.fromtimestamp(start + minutes * 60, calendar.zone)
    )


def delays(*units, most=40):
    return st.builds(Delay.of, st.integers(1, most), st.sampled_from(units or tuple(Unit)))


whole_day_delays = delays(*(unit for unit in Unit if unit is not Unit.HOURS))


def walk(day, amount, is_counted):
    """The naive oracle: one day after the other, on fingers."""
    while amount:
        day += timedelta(days=1)
        amount -= is_counted(day)
    return day
